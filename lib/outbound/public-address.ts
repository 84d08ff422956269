import ipaddr from 'ipaddr.js';

/**
 * What has been given out for the public IPv6 internet (RFC 4291 §2.4); everything beyond it leads elsewhere.
 */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address is one of the public internet. Private, loopback, link-local, shared and reserved
 * addresses are not, nor are those that carry an IPv4 address inside (NAT64, 6to4, Teredo), nor what is no
 * address at all.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST);
}
