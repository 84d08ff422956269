import { expect, it } from 'vitest';
import { clientAddress } from '@/lib/shared/client-address';

it.each([
  ['no proxy: the claim is not believed', '10.0.0.1', '6.6.6.6', 0, '10.0.0.1'],
  ['one proxy: what it appended', '10.0.0.1', '6.6.6.6, 203.0.113.7', 1, '203.0.113.7'],
  [
    'two proxies: what the outer one appended',
    '10.0.0.1',
    '6.6.6.6, 203.0.113.7, 10.0.0.2',
    2,
    '203.0.113.7',
  ],
  ['fewer entries than proxies: the first', '10.0.0.1', '203.0.113.7', 2, '203.0.113.7'],
  ['a proxy that says nothing', '10.0.0.1', undefined, 1, '10.0.0.1'],
  ['IPv4 in IPv6', '::ffff:127.0.0.1', undefined, 0, '127.0.0.1'],
])('%s', (_case, peer, forwardedFor, trustedProxies, address) => {
  expect(clientAddress(peer, forwardedFor, trustedProxies)).toBe(address);
});
