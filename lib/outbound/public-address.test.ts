import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '@/lib/outbound/public-address';

describe('a public address', () => {
  it.each(['8.8.8.8', '93.184.216.34', '2606:4700::1111', '2a00:1450:4001::200e', '::ffff:8.8.8.8'])(
    'is %s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each(['', 'localhost', '127.0.0.1 ', 'fe80::1%eth0', '4000::1', '::5efe:127.0.0.1', '[::1]'])(
    'is not %j',
    (text) => expect(isPublicAddress(text)).toBe(false),
  );

  it('is never one of the private ranges, however it is carried in IPv6', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const prefix = fc.constantFrom('10', '127', '192.168', '169.254', '172.20', '100.100');
    const privateAddress = fc
      .tuple(prefix, octet, octet, octet)
      .map(([start, ...rest]) => [...start.split('.'), ...rest].slice(0, 4).join('.'));
    fc.assert(
      fc.property(privateAddress, fc.constantFrom('', '::ffff:', '::', '64:ff9b::'), (address, carrier) => {
        expect(isPublicAddress(`${carrier}${address}`)).toBe(false);
      }),
    );
  });
});
