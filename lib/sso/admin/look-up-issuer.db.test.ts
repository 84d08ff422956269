import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findConnectionView } from '@/lib/sso/admin/connection-view';
import { lookUpIssuer } from '@/lib/sso/admin/look-up-issuer';
import { startOidcIdp } from '@/testing/idp/oidc-idp';
import type { OidcIdp } from '@/testing/idp/oidc-idp';
import { newTenant } from '@/testing/new-tenant';

let idp: OidcIdp;

beforeAll(async () => {
  process.env.ROLLCALL_OUTBOUND_ALLOW = '127.0.0.1';
  idp = await startOidcIdp();
});
afterAll(() => idp.close());

describe('the look-up of an issuer', () => {
  it.each(['', '/.well-known/openid-configuration'])('shows what %s says, and saves nothing', async (rest) => {
    const { tenantId, owner } = await newTenant();
    const found = await lookUpIssuer(owner, { issuer: `${idp.issuer}${rest}` });
    expect(found).toMatchObject({ ok: true, issuer: idp.issuer, offersLogout: true });
    expect((await findConnectionView(tenantId)).revision).toBe(0);
  });

  it.each([
    ['idp.test', 'invalid'],
    ['http://idp.test', 'invalid'],
    ['https://169.254.169.254', 'unusable'],
  ])('refuses %s in words, at its field', async (issuer, reason) => {
    const { owner } = await newTenant();
    const refused = await lookUpIssuer(owner, { issuer });
    expect(refused).toMatchObject({ ok: false, reason, field: 'issuer', message: expect.stringMatching(/\w+ .+\./) });
  });

  it.each(['MEMBER', 'VIEWER', null] as const)('is not for the level %s, for whom nothing is asked', async (level) => {
    const { owner } = await newTenant();
    const before = idp.requests.length;
    const refused = await lookUpIssuer({ ...owner, level }, { issuer: idp.issuer });
    expect(refused).toMatchObject({ ok: false, reason: 'forbidden' });
    expect(idp.requests).toHaveLength(before);
  });

  it('is limited for each tenant', async () => {
    const { owner } = await newTenant();
    for (let time = 0; time < 30; time += 1) await lookUpIssuer(owner, { issuer: 'nothing' });
    expect(await lookUpIssuer(owner, { issuer: idp.issuer })).toMatchObject({ reason: 'throttled' });
  });
});
