import { describe, expect, it } from 'vitest';
import type { AssertedIdentity } from '@/lib/sso/asserted-identity';
import type { LoadedState } from '@/lib/sso/policy/load-state';
import { checksOf, checksUntil } from '@/lib/sso/policy/test-checks';
import { readClaims } from '@/lib/sso/read-claims';
import { SsoFailure } from '@/lib/sso/sso-failure';
import { newConnection } from '@/testing/new-connection';

const identity: AssertedIdentity = {
  protocol: 'OIDC',
  subject: 's-1',
  claims: { email: 'ana@acme.test', name: 'Ana Ruiz', roles: ['admin'] },
  logout: null,
};

function checks(clientSecret: string | null, state: Partial<LoadedState> = {}) {
  const connection = { ...newConnection({}), clientSecret };
  const loaded: LoadedState = {
    tenantId: connection.tenantId,
    protocol: 'OIDC',
    connection: 'current',
    scimEnabled: false,
    mappingManaged: true,
    claims: readClaims(connection, identity),
    subject: 's-1',
    domainVerified: true,
    bySubject: null,
    byEmail: [],
    logsSuccess: false,
    schemaRevision: 0,
    ...state,
  };
  return checksOf(connection, identity, loaded, { source: 'IDP_ATTRIBUTE' });
}

describe('the checks of a test', () => {
  it('speak of a client secret only where there is one', () => {
    const words = (secret: string | null) => checks(secret).map(({ what }) => what);
    expect(words('sealed')).toContain('The code was exchanged with the client ID, the client secret and PKCE');
    expect(words(null)).toContain('The code was exchanged with the client ID and PKCE; there is no client secret');
  });

  it('say in words what to do about one that did not pass, and nothing of one that did', () => {
    expect(checks(null).every(({ state, explanation }) => state === 'passed' && explanation === null)).toBe(true);
    const failed = checks(null, { domainVerified: false }).filter(({ state }) => state !== 'passed');
    expect(failed).toEqual([
      {
        what: 'The address is in a domain that is verified for this organisation',
        state: 'failed',
        explanation: expect.stringMatching(/\.$/) as string,
      },
    ]);
  });

  it.each([
    ['OIDC', 'nonce', 3],
    ['OIDC', 'iss', 0],
    ['OIDC', null, 0],
    ['SAML', 'Audience', 1],
    ['SAML', 'Destination', 0],
    ['SAML', null, 0],
  ] as const)('of %s that ended at %s say how far the answer came for certain: %i', (protocol, what, before) => {
    const comparison = what === null ? undefined : { what, expected: 'one', received: 'another' };
    const failure = new SsoFailure('sso_token_invalid', 'It is another one.', { comparison });
    const found = checksUntil(failure, newConnection({ protocol }));
    expect(found.map(({ state }) => state)).toEqual([...Array<string>(before).fill('passed'), 'failed']);
    expect(found.at(-1)).toMatchObject({ explanation: 'It is another one.' });
  });
});
