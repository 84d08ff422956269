import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultReturnPath, returnPath } from './return-path';

describe('the page after signing in', () => {
  it('is the page the visitor wanted, with its query and fragment', () => {
    expect(returnPath('/settings/members?q=ru&sort=since#row-3')).toBe(
      '/settings/members?q=ru&sort=since#row-3',
    );
  });

  it.each([
    undefined,
    '',
    'settings',
    'https://evil.test/',
    '//evil.test',
    '///evil.test',
    '/\\evil.test',
    '/\t/evil.test',
    '/..//evil.test',
    'javascript:alert(1)',
    '/sign-in?callbackUrl=/sign-in',
    '/setup',
    '/api/auth/signout',
    '/sso/acme/start',
    `/settings?q=${'x'.repeat(2_000)}`,
    null,
    '/',
  ])('is the settings area instead of %j', (wanted) => {
    expect(returnPath(wanted)).toBe(defaultReturnPath);
  });

  it('is the settings area when the address names several', () => {
    expect(returnPath(['/settings/members', '/settings'])).toBe(defaultReturnPath);
  });

  it('never leaves this site, whatever the address says', () => {
    const fragments = fc.constantFrom(
      '/',
      '\\',
      '//',
      ':',
      '@',
      'evil.test',
      '..',
      '.',
      '\t',
      '\n',
      '?',
      '#',
      '%2f',
      'http',
    );
    const hostile = fc.oneof(
      fc.string(),
      fc.array(fragments, { maxLength: 8 }).map((parts) => `/${parts.join('')}`),
    );
    fc.assert(
      fc.property(hostile, (wanted) => {
        expect(new URL(returnPath(wanted), 'https://rollcall.example').origin).toBe(
          'https://rollcall.example',
        );
      }),
    );
  });
});
