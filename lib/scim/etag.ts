/** Entity tags of RFC 7644 §3.14. They are weak: one version has many representations (projections). */

/** The ETag and `meta.version` of a row version. */
export function versionTag(version: number): string {
  return `W/"${version}"`;
}

/**
 * Whether a request with this If-Match header may go on. Clients need not send it; `*` and the current
 * version, weak or strong, let it pass. False means 412.
 */
export function ifMatch(header: string | undefined, version: number): boolean {
  return header === undefined || names(header, version);
}

/** Whether the If-None-Match header names the current version. True means 304 on GET. */
export function ifNoneMatch(header: string | undefined, version: number): boolean {
  return header !== undefined && names(header, version);
}

function names(header: string, version: number): boolean {
  const current = opaque(versionTag(version));
  return header.split(',').map((tag) => tag.trim()).some((tag) => tag === '*' || opaque(tag) === current);
}

/** Weak comparison (RFC 9110 §8.8.3.2) regards the opaque part alone. */
function opaque(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag;
}
