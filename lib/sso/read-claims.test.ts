import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '@/lib/scim/json';
import type { AssertedIdentity } from '@/lib/sso/asserted-identity';
import type { SsoConnection } from '@/lib/sso/connection';
import { readClaims } from '@/lib/sso/read-claims';
import type { ReadClaims } from '@/lib/sso/read-claims';
import { readCases } from '@/testing/read-cases';

type Told = Partial<Pick<SsoConnection, 'protocol' | 'provider' | 'claimNames'>> & {
  nameId?: [value: string, format: string];
};

const cases = readCases<[name: string, told: Told, claims: Record<string, JsonValue>, expected: Partial<ReadClaims>]>(
  import.meta.dirname,
  'read-claims.json',
);

const formats: Record<string, string> = {
  emailAddress: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
};

function read({ nameId, ...connection }: Told, claims: Record<string, JsonValue>): ReadClaims {
  const protocol = connection.protocol ?? 'OIDC';
  const [value = 's-1', format = 'persistent'] = nameId ?? [];
  const identity: AssertedIdentity = {
    protocol,
    subject: value,
    claims,
    logout: protocol === 'SAML'
      ? { protocol, nameId: { value, format: formats[format] ?? null }, sessionIndex: null }
      : null,
  };
  return readClaims({ provider: 'OTHER', claimNames: {}, ...connection, protocol }, identity);
}

describe('readClaims', () => {
  it.each(cases)('reads %s', (_, told, claims, expected) => {
    expect(read(told, claims)).toMatchObject(expected);
  });

  it('keeps a thousand groups, and says so', () => {
    const { groups, notes } = read({}, { groups: Array.from({ length: 1_500 }, (_, index) => `g-${index}`) });
    expect(groups).toHaveLength(1_000);
    expect(notes).toEqual(['Of 1500 groups, the first 1000 were read.']);
  });

  it('leaves out a value that is too long, because what it is cut to may be another', () => {
    const { roles, notes } = read({}, { roles: ['admin', 'x'.repeat(1_025)] });
    expect(roles).toEqual(['admin']);
    expect(notes).toEqual(['Values of roles longer than 1024 characters were left out: 1.']);
  });

  it('reads whatever arrives, and gives only texts that can be stored', () => {
    const names = fc.constantFrom('email', 'given_name', 'name', 'groups', 'roles', '_claim_names', 'hasgroups');
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue()), (claims) => {
        const { groups, roles, displayName, email } = read({}, claims as Record<string, JsonValue>);
        for (const text of [...groups, ...roles, displayName ?? '', email ?? '']) {
          expect(text).not.toMatch(/\0|\p{Surrogate}/u);
        }
      }),
    );
  });
});
