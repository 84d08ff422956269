import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => vi.unstubAllEnvs());

it.each([
  ['https://app.example.com', '__Host-rollcall-', true],
  ['http://127.0.0.1:3000', 'rollcall-', false],
])('at %s cookies are called %s…, and are sent in the clear only on loopback', async (url, prefix, secure) => {
  vi.resetModules();
  vi.stubEnv('ROLLCALL_URL', url);
  const { browserCookieName, cookieTerms, sessionCookieName } = await import('@/lib/sign-in/session-cookie');
  expect([sessionCookieName(), browserCookieName()]).toEqual([`${prefix}session`, `${prefix}sso`]);
  expect(cookieTerms()).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure });
});
