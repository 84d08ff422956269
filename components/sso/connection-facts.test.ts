import { describe, expect, it } from 'vitest';
import { connectionView } from '@/testing/connection-view';
import { changedFacts, comparedFacts } from './connection-facts';
import { fieldsOf } from './connection-fields';

const saved = fieldsOf(connectionView());
const nameOf = (pem: string) => pem.slice(27, 31).trim();

describe('changes of a connection', () => {
  it('never quote the secret', () => {
    const values = { ...saved, clientSecret: 'very secret' };
    expect(changedFacts(['clientSecret'], saved, values, nameOf)).toEqual([
      { label: 'Client secret', before: 'as it is', after: 'a new one' },
    ]);
  });

  it('are in the words of the page', () => {
    const values = { ...saved, protocol: 'SAML' as const, groups: 'memberOf', scopes: '', allowIdpInitiated: true };
    expect(changedFacts(['protocol', 'groups', 'scopes', 'allowIdpInitiated'], saved, values, nameOf)).toEqual([
      { label: 'Protocol', before: 'OpenID Connect', after: 'SAML 2.0' },
      { label: 'Claim for groups', before: 'default', after: 'memberOf' },
      { label: 'Scopes', before: 'openid email profile', after: null },
      { label: 'Sign-ins that begin at the IdP', before: 'refused', after: 'allowed' },
    ]);
  });
});

it('two admins are shown every field that either of them changed', () => {
  const theirs = { ...saved, issuer: 'https://theirs.test' };
  const yours = { ...saved, clientId: 'yours' };
  expect(comparedFacts(saved, theirs, yours, nameOf)).toEqual([
    { label: 'Issuer', before: saved.issuer, theirs: 'https://theirs.test', yours: saved.issuer },
    { label: 'Client ID', before: '0oa1', theirs: '0oa1', yours: 'yours' },
  ]);
});
