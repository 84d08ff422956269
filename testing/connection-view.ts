import type { ConnectionView } from '@/lib/sso/admin/connection-shape';
import { defaultClaimNames } from '@/lib/sso/claim-names';

/** A connection to Okta by OpenID Connect with one verified domain, off and tested, but for what is given. */
export function connectionView(changes: Partial<ConnectionView> = {}): ConnectionView {
  const base = 'https://rollcall.test/sso/acme';
  return {
    revision: 3,
    protocol: 'OIDC',
    provider: 'OKTA',
    enabled: false,
    required: false,
    oidc: {
      issuer: 'https://acme.okta.test',
      clientId: '0oa1',
      scopes: 'openid email profile',
      secret: { hint: 'k7Qd', setAt: '2026-10-03T09:00:00.000Z', setByName: 'Priya' },
    },
    saml: {
      idpEntityId: '',
      idpSsoUrl: '',
      idpSloUrl: '',
      idpMetadataUrl: '',
      certificates: [],
      allowIdpInitiated: false,
    },
    claimNames: {},
    defaultClaimNames: defaultClaimNames('OIDC', 'OKTA'),
    addresses: {
      start: `${base}/start`,
      redirectUri: `${base}/callback`,
      entityId: `${base}/metadata`,
      acsUrl: `${base}/acs`,
      signOutUrl: `${base}/signed-out`,
    },
    spCertificate: null,
    domains: [verifiedDomain('acme.com')],
    tested: { at: '2026-11-20T09:00:00.000Z', current: true },
    breakGlass: [
      { memberId: '1', name: 'Olga Owner', email: 'olga@acme.com', marked: true },
      { memberId: '2', name: 'Sam Otieno', email: 'sam@acme.com', marked: false },
    ],
    counts: { membersInDomains: 211, sessions: 0, identities: 0 },
    missing: { toEnable: [], toRequire: [] },
    warnings: [],
    updatedAt: '2026-11-19T09:00:00.000Z',
    updatedByName: 'Priya',
    ...changes,
  };
}

export function verifiedDomain(domain: string): ConnectionView['domains'][number] {
  return {
    domain,
    writtenAs: domain,
    record: { name: `_rollcall.${domain}`, value: 'rollcall-domain-verification=test' },
    verifiedAt: '2026-11-01T09:00:00.000Z',
    checkedAt: '2026-11-01T09:00:00.000Z',
    finding: null,
  };
}
