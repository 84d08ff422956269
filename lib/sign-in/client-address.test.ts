import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => vi.unstubAllEnvs());

async function addressBehind(proxies: number, forwarded?: string): Promise<string> {
  vi.resetModules();
  vi.stubEnv('ROLLCALL_TRUSTED_PROXIES', String(proxies));
  const { clientOf } = await import('@/lib/sign-in/client-address');
  return clientOf(new Headers(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded })).address;
}

describe('clientOf', () => {
  it.each([
    [0, '10.0.0.9', '10.0.0.9'],
    [1, '1.2.3.4', '1.2.3.4'],
    [1, '6.6.6.6, 1.2.3.4', '1.2.3.4'],
    [2, '6.6.6.6, 1.2.3.4, 10.0.0.1', '1.2.3.4'],
    [2, '10.0.0.1', 'unknown'],
  ])('with %i trusted proxies takes from %j the address %s', async (proxies, forwarded, address) => {
    expect(await addressBehind(proxies, forwarded)).toBe(address);
  });

  it('says so when no address is known', async () => {
    expect(await addressBehind(0)).toBe('unknown');
  });
});
