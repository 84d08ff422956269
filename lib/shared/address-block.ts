import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * What one subscriber is given: an IPv4 address, however it is written, or an IPv6 network of 2^64 addresses
 * (RFC 6177), from which a client could send every request with another one. Other texts stay as they are.
 */
export function addressBlock(address: string): string {
  if (isIP(address) === 0) return address;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  return `${parsed.parts.slice(0, 4).map((part) => part.toString(16)).join(':')}::/64`;
}
