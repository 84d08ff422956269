import { expect, it } from 'vitest';
import { replacedAtSignIn } from '@/lib/members/replaced-at-sign-in';

it.each([
  ['IDP_GROUPS', false, true, true],
  ['IDP_ATTRIBUTE', false, true, true],
  ['PORTAL', false, true, false],
  ['IDP_GROUPS', true, true, false],
  ['IDP_ATTRIBUTE', false, false, false],
] as const)(
  'a role given by hand under %s, with SCIM %s and SSO %s, is replaced at sign-in: %s',
  (roleSource, scimEnabled, ssoEnabled, replaced) => {
    expect(replacedAtSignIn({ roleSource, scimEnabled, ssoEnabled })).toBe(replaced);
  },
);
