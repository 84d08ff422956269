import { describe, expect, it } from 'vitest';
import { shortSubject, waysIn } from './sign-in-words';

const okta = { provider: 'OKTA', required: false } as const;
const acme = { domain: 'acme.test', domainVerified: true, opensByCode: true };

describe('how somebody gets in', () => {
  it.each([
    [{ ...acme, sso: null }, 'With an emailed code. Single sign-on is off.'],
    [{ ...acme, sso: okta }, 'Through Okta, or with an emailed code.'],
    [
      { ...acme, sso: { provider: 'OTHER', required: true }, opensByCode: false },
      'Through your identity provider. Emailed codes are refused, because SSO is required.',
    ],
    [{ ...acme, sso: { ...okta, required: true } }, 'Through Okta, or with an emailed code although SSO is required.'],
    [
      { ...acme, sso: okta, domain: 'elsewhere.test', domainVerified: false },
      'With an emailed code. elsewhere.test is no verified domain of yours, so Okta cannot vouch for it.',
    ],
  ] as const)('%j', (signIn, words) => {
    expect(waysIn(signIn)).toBe(words);
  });
});

it('shortens long subjects and leaves the others as they are', () => {
  expect(shortSubject('00u1abcdEFGHijkl2345')).toBe('00u1abcdEFGHijkl2345');
  expect(shortSubject('AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ')).toBe('AAAAAAAAAAAAAAAA…782bbtaQ');
});
