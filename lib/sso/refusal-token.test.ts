import { describe, expect, it, vi } from 'vitest';
import { seal } from '@/lib/secrets/seal';
import { openRefusal, sealRefusal } from './refusal-token';
import type { SsoRefusal } from './refusal-token';

vi.stubEnv('ROLLCALL_SECRET', 'a secret for tests that is long enough');

const refusal: SsoRefusal = {
  code: 'scim_user_deactivated',
  tenantId: 'acme',
  email: 'ana@acme.test',
  eventId: '019a0000-0000-7000-8000-000000000000',
  returnPath: '/settings/members',
  at: '2026-11-22T10:00:00.000Z',
};

const after = (minutes: number) => new Date(Date.parse(refusal.at) + minutes * 60_000);

describe('a refusal in an address', () => {
  it('says for an hour what it was made with, and shows nothing of it', () => {
    const token = sealRefusal(refusal);
    expect(openRefusal(token, after(59))).toEqual(refusal);
    expect(openRefusal(token, after(61))).toBeNull();
    expect(encodeURIComponent(token)).toBe(token);
    expect(Buffer.from(token.split('.').at(-1) ?? '', 'base64url').toString('latin1')).not.toContain('acme');
  });

  it.each([
    '',
    'sec1.app.x.y',
    seal(['acme', 'sso', 'refusal'], JSON.stringify(refusal)),
    sealRefusal(refusal).slice(0, -2),
  ])('is not one when it is made up: %s', (token) => {
    expect(openRefusal(token, after(0))).toBeNull();
  });
});
