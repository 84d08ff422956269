import { describe, expect, it } from 'vitest';
import type { CertificateView } from '@/lib/sso/admin/connection-shape';
import { connectionWarnings } from '@/lib/sso/admin/connection-warnings';
import { newConnection } from '@/testing/new-connection';

const connection = newConnection({ tenantId: 'acme', protocol: 'SAML', provider: 'OKTA' });

const certificate: CertificateView = {
  pem: '',
  fingerprint: 'AB:CD',
  subject: 'CN=idp',
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2026-12-31T23:59:59.000Z',
  state: 'valid',
  daysLeft: 300,
};

const nobody = { domains: [], owners: [] };

describe('warnings about certificates', () => {
  it.each([
    ['valid', 300, []],
    ['expires-soon', 29, ['expires on 2026-12-31, in 29 days. Add its successor beside it before that.']],
    ['expires-very-soon', 1, ['expires on 2026-12-31, in 1 day. Add its successor beside it before that.']],
    ['expires-very-soon', 0, ['expires on 2026-12-31, in less than a day. Add its successor beside it before that.']],
    ['expired', -3, ['expired on 2026-12-31. Add its successor.']],
    ['not-yet', 400, ['is not valid before 2026-01-01.']],
  ] as const)('%s, %i days before the end', (state, daysLeft, words) => {
    const warnings = connectionWarnings({ connection, ...nobody }, [{ ...certificate, state, daysLeft }]);
    expect(warnings).toEqual(words.map((end) => `The certificate “CN=idp” of the identity provider ${end}`));
  });

  it.each([
    ['expires-soon', 'in 29 days. Let the identity provider sign with the other one before that'],
    ['expired', 'Remove it when the identity provider signs with another.'],
  ] as const)('do not ask for a successor that is there already: %s', (state, words) => {
    const old: CertificateView = { ...certificate, state, daysLeft: 29 };
    const warnings = connectionWarnings({ connection, ...nobody }, [old, { ...certificate, subject: 'CN=new' }]);
    expect(warnings).toEqual([expect.stringContaining(words)]);
  });

  it('are not given while another protocol is in use', () => {
    const oidc = { ...connection, protocol: 'OIDC' as const };
    expect(connectionWarnings({ connection: oidc, ...nobody }, [{ ...certificate, state: 'expired' }])).toEqual([]);
  });
});

describe('warnings about domains', () => {
  const domain = {
    domain: 'xn--bcher-kva.test',
    writtenAs: 'bücher.test',
    record: { name: '', value: '' },
    verifiedAt: null,
    checkedAt: null,
    finding: 'There is no such name.',
  };

  it('are given for those that are not verified while single sign-on is on', () => {
    const warnings = (enabled: boolean) =>
      connectionWarnings({ connection: { ...connection, enabled }, domains: [domain], owners: [] }, []);
    expect(warnings(true)).toEqual(['bücher.test is not verified: its people are not sent to the identity provider.']);
    expect(warnings(false)).toEqual([]);
  });
});

it('there are none for a tenant without a connection', () => {
  expect(connectionWarnings({ connection: null, ...nobody }, [])).toEqual([]);
});
