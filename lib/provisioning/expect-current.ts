import { ScimError } from '@/lib/scim/error';
import { ifMatch } from '@/lib/scim/etag';

/**
 * The resource that a request is about, when there is one and it is the version the client means.
 * @param header If-Match (RFC 7644 §3.14)
 * @throws ScimError 404, 412
 */
export function expectCurrent<T extends { version: number }>(
  stored: T | null,
  resourceType: 'User' | 'Group',
  header: string | undefined,
): T {
  if (!stored) throw ScimError.notFound(resourceType);
  if (!ifMatch(header, stored.version)) throw ScimError.preconditionFailed();
  return stored;
}
