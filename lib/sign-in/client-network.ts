import ipaddr from 'ipaddr.js';

/**
 * Whom the limits of one client count together. Whoever has an IPv6 address has a whole network of 64 bits of them
 * (RFC 6177), and could go on with another one after every attempt.
 */
export function clientNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  return `${parsed.parts.slice(0, 4).map((part) => part.toString(16)).join(':')}::/64`;
}
