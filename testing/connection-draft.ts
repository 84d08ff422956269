import type { ConnectionDraft } from '@/lib/sso/admin/connection-draft';

interface DraftParts {
  revision?: number;
  protocol?: ConnectionDraft['protocol'];
  provider?: ConnectionDraft['provider'];
  oidc?: Partial<ConnectionDraft['oidc']>;
  saml?: Partial<ConnectionDraft['saml']>;
  claimNames?: Partial<ConnectionDraft['claimNames']>;
}

/** A connection as the page sends it; what is not given is empty, as for a tenant that has none. */
export function connectionDraft({ oidc, saml, claimNames, ...draft }: DraftParts = {}): ConnectionDraft {
  return {
    revision: 0,
    protocol: 'OIDC',
    provider: 'OTHER',
    oidc: { issuer: '', clientId: '', scopes: '', ...oidc },
    saml: {
      idpEntityId: '',
      idpSsoUrl: '',
      idpSloUrl: '',
      idpMetadataUrl: '',
      certificates: [],
      allowIdpInitiated: false,
      ...saml,
    },
    claimNames: { email: '', givenName: '', familyName: '', phone: '', groups: '', roles: '', ...claimNames },
    ...draft,
  };
}

const issuer = 'https://acme.okta.com';

/** All that OpenID Connect needs. */
export function oidcDraft({ oidc, ...parts }: DraftParts = {}): ConnectionDraft {
  const whole = { issuer, clientId: 'rollcall', clientSecret: 'a-secret-of-okta-9f3k', ...oidc };
  return connectionDraft({ provider: 'OKTA', ...parts, oidc: whole });
}

/** All that SAML needs, but for the certificates that are given. */
export function samlDraft(certificates: string[], { saml, ...parts }: DraftParts = {}): ConnectionDraft {
  const whole = { idpEntityId: 'urn:idp:acme', idpSsoUrl: 'https://idp.acme.test/sso', certificates, ...saml };
  return connectionDraft({ protocol: 'SAML', ...parts, saml: whole });
}
