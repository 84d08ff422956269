import { isIPv6 } from 'node:net';

/**
 * What one subscriber is given: an IPv4 address, or an IPv6 network of 2^64 addresses, from which a client
 * could send every request with another one. Other texts stay as they are.
 */
export function addressBlock(address: string): string {
  if (!isIPv6(address)) return address;
  const [before = '', after] = address.split('::');
  const leading = groupsOf(before);
  const trailing = groupsOf(after ?? '');
  const zeros = after === undefined ? 0 : 8 - leading.length - trailing.length;
  const groups = [...leading, ...Array<string>(zeros).fill('0'), ...trailing];
  return `${groups.slice(0, 4).map(canonical).join(':')}::/64`;
}

/** An IPv4 address at the end stands for two groups; its digits are not in the network's part. */
function groupsOf(text: string): string[] {
  const groups = text === '' ? [] : text.split(':');
  return groups.flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]));
}

function canonical(group: string): string {
  return Number.parseInt(group, 16).toString(16);
}
