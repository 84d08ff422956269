/**
 * The address a request came from. Each trusted proxy appends the address it was called from to X-Forwarded-For, so
 * the client's is that many places from the end; whatever stands before it is only the client's claim.
 */
export function clientAddress(peer: string, forwardedFor: string | undefined, trustedProxies: number): string {
  const claimed = (forwardedFor ?? '').split(',').map((address) => address.trim()).filter(Boolean);
  const address = trustedProxies > 0 ? (claimed.at(-trustedProxies) ?? claimed[0]) : undefined;
  return (address ?? peer).replace(/^::ffff:(?=\d)/, '').slice(0, 60);
}
