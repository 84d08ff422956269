import { ScimError } from '../error';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { lowerCaseKeys } from '../lower-case-keys';
import { beginningOf } from '../storable-text';

const methods = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** These answer with lists of results, which an operation's result cannot hold. */
const refusedEndpoints = ['bulk', '.search'];

const longestShown = 100;

/** One operation of a BulkRequest message. */
export interface BulkOperation {
  /** In upper case. */
  method: string;
  bulkId?: string;
  /** The version that the operation is meant for, as in If-Match. */
  version?: string;
  /** The decoded segments of the path: ["Users", "2819c223"]. */
  segments: string[];
  /** What the client wrote, for the log. */
  sentPath: string;
  data?: JsonObject;
  /** Why the operation cannot be carried out. */
  refusal?: ScimError;
}

/** Reads an operation; one with a fault has the refusal, and as much of the rest as can be told. */
export function parseOperation(sent: JsonValue): BulkOperation {
  const keys = lowerCaseKeys(sent);
  const { method, bulkid, version, path, data } = isJsonObject(keys) ? keys : {};
  const operation: BulkOperation = {
    method: typeof method === 'string' ? beginningOf(method.toUpperCase(), longestShown) : '',
    ...(typeof bulkid === 'string' && { bulkId: bulkid }),
    ...(typeof version === 'string' && { version }),
    segments: (typeof path === 'string' && segmentsOf(path)) || [],
    sentPath: typeof path === 'string' ? path : '',
    ...(isJsonObject(data) && { data }),
  };
  const refusal = faultOf(operation, { bulkid, version });
  return refusal ? { ...operation, refusal } : operation;
}

function faultOf(
  { method, bulkId, segments, data }: BulkOperation,
  sent: Partial<Record<'bulkid' | 'version', JsonValue>>,
): ScimError | undefined {
  if (!methods.includes(method)) {
    return ScimError.invalidSyntax('`method` must be POST, PUT, PATCH or DELETE');
  }
  const [last] = segments.slice(-1);
  if (last === undefined) {
    return ScimError.invalidSyntax(
      '`path` must be relative to the base URL, such as "/Users", without a query and without ".."',
    );
  }
  if (refusedEndpoints.includes(last.toLowerCase())) {
    return ScimError.invalidSyntax(`/${last} cannot be an operation of a bulk request; send it by itself`);
  }
  if (method === 'POST' && !bulkId) {
    return ScimError.invalidValue('A POST operation needs a `bulkId`: a text that no other operation has');
  }
  if ((sent.bulkid ?? null) !== null && bulkId === undefined) {
    return ScimError.invalidValue('`bulkId` must be a text');
  }
  if ((sent.version ?? null) !== null && typeof sent.version !== 'string') {
    return ScimError.invalidValue('`version` must be a text, such as "W/\\"1\\""');
  }
  if (method !== 'DELETE' && !data) {
    return ScimError.invalidSyntax(`A ${method} operation needs \`data\`, an object: the request's body`);
  }
  return undefined;
}

/** Undefined for anything but a plain path below the base URL. */
function segmentsOf(path: string): string[] | undefined {
  if (!path.startsWith('/') || path.startsWith('//') || /[?#\\]/.test(path)) return undefined;
  try {
    const segments = path.split('/').filter((segment) => segment !== '').map(decodeURIComponent);
    return segments.some((segment) => segment === '.' || segment === '..') ? undefined : segments;
  } catch {
    return undefined;
  }
}

/** A bulkId as texts for people quote it. */
export function shownBulkId(bulkId: string): string {
  return beginningOf(bulkId, longestShown);
}
