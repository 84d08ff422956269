import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import type { ScimError } from '@/lib/scim/error';
import type { JsonValue } from '@/lib/scim/json';

/** An authenticated request for one endpoint. */
export interface ScimCall {
  context: ProvisioningContext;
  /** The last segment of the path, decoded, where the endpoint has one: a resource id, a URN, a name. */
  id: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | undefined>>;
  /** Reads and parses the body, once. */
  readBody: () => Promise<JsonValue>;
  /** Serves an operation of a bulk request as a request of its own. Never rejects. */
  perform: (inner: InnerRequest) => Promise<InnerOutcome>;
}

/** An operation of a bulk request. */
export interface InnerRequest {
  method: string;
  /** Relative to the base URL of the bulk request, percent-encoded. */
  path: string;
  /** Without "?". An operation must not have one; one that has is recorded with it, and refused. */
  query: string;
  /** As the If-Match header. */
  ifMatch?: string;
  body?: JsonValue;
  /** Why the operation cannot be served, when that is known before it is tried. */
  refusal?: ScimError;
}

export type InnerOutcome = { answer: ScimAnswer; error?: never } | { answer?: never; error: ScimError };

/** What an endpoint answers, before it becomes bytes and headers. */
export interface ScimAnswer {
  status: number;
  /** JSON text. */
  body?: string;
  /** What the activity log keeps of the body, where that is less. */
  logged?: () => string;
  /** Becomes the ETag. */
  version?: number;
  location?: string;
  /** Becomes the Allow header. */
  allow?: readonly string[];
  /** For reads: what the activity event says was read, such as "Ana Ruiz". */
  read?: string;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Action {
  /** Completes "Okta production could not …". */
  purpose: string;
  /** The status of success, which the event of a change records with it. */
  status: number;
  perform: (call: ScimCall) => Promise<ScimAnswer>;
}

export interface Endpoint {
  actions: Partial<Record<Method, Action>>;
  /** What a foreign tenant's resource here is called when it is not found. */
  resourceType: 'User' | 'Group' | 'Role' | null;
  /** Served although provisioning is switched off. */
  isDiscovery: boolean;
}
