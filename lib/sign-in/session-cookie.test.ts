import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => vi.unstubAllEnvs());

it.each([
  ['https://app.example.com', '__Host-rollcall-session'],
  ['http://127.0.0.1:3000', 'rollcall-session'],
])('at %s the session cookie is %s', async (url, name) => {
  vi.resetModules();
  vi.stubEnv('ROLLCALL_URL', url);
  const { sessionCookieName } = await import('@/lib/sign-in/session-cookie');
  expect(sessionCookieName()).toBe(name);
});
