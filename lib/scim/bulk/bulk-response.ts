import { scimErrorBody, type ScimError } from '../error';
import { versionTag } from '../etag';
import type { JsonObject } from '../json';
import { bulkResponseUrn } from '../urns';

/** What became of one operation. */
export interface BulkResult {
  method: string;
  bulkId?: string;
  /** Of the resource, where there is one. */
  location?: string;
  version?: number;
  /** The HTTP status, the error's when there is one. */
  status: number;
  error?: ScimError;
}

/** The BulkResponse message of RFC 7644 §3.7.3, where `status` is a JSON string. */
export function bulkResponse(results: readonly BulkResult[]): JsonObject {
  return { schemas: [bulkResponseUrn], Operations: results.map(resultBody) };
}

function resultBody({ method, bulkId, location, version, status, error }: BulkResult): JsonObject {
  return {
    method,
    ...(bulkId !== undefined && { bulkId }),
    ...(location !== undefined && { location }),
    ...(version !== undefined && { version: versionTag(version) }),
    status: String(status),
    ...(error && { response: scimErrorBody(error) }),
  };
}
