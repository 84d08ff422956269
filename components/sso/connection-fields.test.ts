import { describe, expect, it } from 'vitest';
import { connectionDraftSchema } from '@/lib/sso/admin/connection-draft';
import { connectionView } from '@/testing/connection-view';
import { fieldErrorsOf, fieldsOf, inputOf, joinCertificates, splitCertificates } from './connection-fields';

const pem = (body: string) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`;

describe('the fields of the form', () => {
  it('are sent as they were read, without a secret, when nothing was edited', () => {
    const view = connectionView();
    const input = inputOf(view.revision, fieldsOf(view));
    const { secret, ...oidc } = view.oidc;
    const { certificates, ...saml } = view.saml;
    expect(secret, 'the sample has a stored secret').not.toBeNull();
    expect(input).toMatchObject({ revision: view.revision, provider: 'OKTA', protocol: 'OIDC', oidc, saml });
    expect(input.oidc).not.toHaveProperty('clientSecret');
    expect(input.saml.certificates).toEqual(certificates.map((each) => each.pem));
    expect(connectionDraftSchema.safeParse(input).success).toBe(true);
  });

  it('send a secret that was typed', () => {
    const fields = { ...fieldsOf(connectionView()), clientSecret: 'a new one' };
    expect(inputOf(1, fields).oidc.clientSecret).toBe('a new one');
  });

  it('hold certificates in their order', () => {
    const texts = [pem('AAAA'), pem('BBBB\nCCCC')];
    expect(splitCertificates(joinCertificates(texts.map((each) => ({ pem: `${each}\n` }))))).toEqual(texts);
    expect(splitCertificates('')).toEqual([]);
  });
});

describe('errors', () => {
  it('find their field by its place, the first of each', () => {
    expect(
      fieldErrorsOf({
        protocol: 'locked',
        'oidc.clientSecret': 'enter it',
        'saml.certificates.0': 'first',
        'saml.certificates.2': 'third',
        'claimNames.email': 'shorter',
      }),
    ).toEqual({ protocol: 'locked', clientSecret: 'enter it', certificates: 'first', email: 'shorter' });
  });
});
