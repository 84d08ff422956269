/** A request as any server can hand it over. */
export interface ScimRequest {
  method: string;
  /** What follows "/scim/v2", still percent-encoded: "", "/Users/…" or "/acme/Users". */
  path: string;
  /** Without "?". */
  query: string;
  /** By lower-case name. */
  headers: Readonly<Record<string, string | undefined>>;
  body: AsyncIterable<Uint8Array> | null;
  clientAddress: string;
}

/** A response as any server can send it. */
export interface ScimResponse {
  status: number;
  headers: Record<string, string>;
  body: string | null;
}
