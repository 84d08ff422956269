import { db } from '@/lib/db/kysely';
import { expect, test } from './support/sso-test';
import { expectRefused, signInBySso } from './support/sso-visit';

test('SAML: certificates change without anybody being locked out', async ({ connected, samlIdp, browser, baseURL }) => {
  const tenant = await connected('SAML');
  const olga = tenant.know('olga');
  const trust = (idpCertificates: string[]) =>
    db().updateTable('SsoConnection').set({ idpCertificates }).where('tenantId', '=', tenant.tenantId).execute();
  const arrive = async () => {
    const page = await browser.newPage({ baseURL });
    await signInBySso(page, olga);
    return page;
  };

  const [old = ''] = samlIdp.certificates();
  await samlIdp.rotate();
  const early = await arrive();
  await expectRefused(early, 'sso_response_invalid');
  const [next = ''] = samlIdp.certificates();
  await trust([old, next]);
  const during = await arrive();
  await expect(during.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
  await trust([next]);
  const after = await arrive();
  await expect(after.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
  await trust([old]);
  const late = await arrive();
  await expectRefused(late, 'sso_response_invalid');
  await Promise.all([early, during, after, late].map((page) => page.context().close()));
});

test('SAML: encrypted assertions, and responses that are signed as well, sign in', async ({ page, connected, samlIdp }) => {
  const tenant = await connected('SAML');
  Object.assign(samlIdp.answers, { encrypt: true, signResponse: true });
  await signInBySso(page, tenant.know('olga'));
  await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
  Object.assign(samlIdp.answers, { encrypt: false, signResponse: false });
});

test('OpenID Connect: keys change without anybody noticing', async ({ connected, oidcIdp, browser, baseURL }) => {
  const tenant = await connected('OIDC');
  const olga = tenant.know('olga');
  for (const rotation of ['no', 'a new key', 'the old ones forgotten']) {
    if (rotation !== 'no') await oidcIdp.rotate({ forget: rotation === 'the old ones forgotten' });
    const page = await browser.newPage({ baseURL });
    await signInBySso(page, olga);
    await expect(page.getByRole('heading', { name: 'Members', level: 1 }), rotation).toBeVisible();
    await page.context().close();
  }
});
