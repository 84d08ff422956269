import type { Insertable } from 'kysely';
import type { DB } from '@/lib/db/generated/kysely/types';
import { seal } from '@/lib/secrets/seal';
import { ssoAddresses } from '@/lib/sso/addresses';
import type { OidcIdp } from '@/testing/idp/oidc-idp';
import type { IdpPerson } from './idp-person';

export type Connection = Partial<Insertable<DB['SsoConnection']>>;

/** What tests do with an identity provider, whatever it speaks. */
export interface TestIdp {
  /** Makes an organisation known there, and says what its connection here holds. */
  connect(tenantId: string): Promise<Connection>;
  /** Knows a person from now on, or says something else of them. */
  know(person: IdpPerson): void;
}

export const CLIENT_SECRET = 'a-client-secret-of-tests-k7Qd';

export const clientIdOf = (tenantId: string) => `client-of-${tenantId}`;

export function oidcTestIdp({ issuer, addClient, users }: OidcIdp): TestIdp {
  return {
    async connect(tenantId) {
      const { redirectUri, signOutUrl } = ssoAddresses(tenantId);
      const clientId = clientIdOf(tenantId);
      addClient({ clientId, clientSecret: CLIENT_SECRET, redirectUris: [redirectUri], signOutUris: [signOutUrl] });
      return {
        protocol: 'OIDC',
        provider: 'OKTA',
        issuer,
        clientId,
        clientSecret: seal([tenantId, 'sso', 'clientSecret'], CLIENT_SECRET),
        scopes: 'openid email profile groups roles',
      };
    },
    know({ login, subject = login, email, givenName, familyName, groups = [], roles = [] }) {
      const name = `${givenName} ${familyName}`;
      const names = { name, given_name: givenName, family_name: familyName };
      users.set(login, { sub: subject, email, email_verified: true, ...names, groups, roles });
    },
  };
}
