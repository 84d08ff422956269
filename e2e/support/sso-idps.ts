import type { Insertable } from 'kysely';
import type { DB } from '@/lib/db/generated/kysely/types';
import { seal } from '@/lib/secrets/seal';
import { ssoAddresses } from '@/lib/sso/addresses';
import { spMetadata } from '@/lib/sso/saml/sp-metadata';
import type { OidcIdp } from '@/testing/idp/oidc-idp';
import type { SamlIdp } from '@/testing/idp/saml-idp';
import type { SamlUser } from '@/testing/idp/saml-messages';
import { testKeys } from '@/testing/idp/test-keys';
import type { IdpPerson } from './idp-person';

export type Connection = Partial<Insertable<DB['SsoConnection']>>;

/** What tests do with an identity provider, whatever it speaks. */
export interface TestIdp {
  /** Makes an organisation known there, and says what its connection here holds. */
  connect(tenantId: string): Promise<Connection>;
  /** Knows a person from now on, or says something else of them. */
  know(person: IdpPerson): void;
}

const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';

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
      for (const [other, { sub }] of users) if (sub === subject) users.delete(other);
      const name = `${givenName} ${familyName}`;
      const names = { name, given_name: givenName, family_name: familyName };
      users.set(login, { sub: subject, email, email_verified: true, ...names, groups, roles });
    },
  };
}

export function samlUser({ login, subject = login, email, givenName, familyName, groups = [], roles = [] }: IdpPerson): SamlUser {
  const names = { firstName: [givenName], lastName: [familyName] };
  return { nameId: subject, nameIdFormat: PERSISTENT, attributes: { email: [email], ...names, groups, roles } };
}

export function samlTestIdp(idp: SamlIdp): TestIdp {
  return {
    async connect(tenantId) {
      // One key pair for all organisations, because making one takes long.
      const { privateKey, certificate } = await testKeys('rollcall');
      idp.trust(spMetadata(tenantId, certificate));
      return {
        protocol: 'SAML',
        provider: 'OKTA',
        idpEntityId: idp.entityId,
        idpSsoUrl: idp.ssoUrl,
        idpSloUrl: idp.sloUrl,
        idpCertificates: idp.certificates(),
        spPrivateKey: seal([tenantId, 'sso', 'spPrivateKey'], privateKey),
        spCertificate: certificate,
      };
    },
    know: (person) => void idp.users.set(person.login, samlUser(person)),
  };
}
