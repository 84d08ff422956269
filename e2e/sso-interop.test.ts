import { findConnection } from '@/lib/sso/connection';
import { spMetadata } from '@/lib/sso/saml/sp-metadata';
import { startSamlifyIdp } from '@/testing/idp/samlify-idp';
import { samlUser } from './support/sso-idps';
import { expect, test } from './support/sso-test';
import { signInBySso } from './support/sso-visit';

for (const encrypt of [false, true]) {
  test(`an identity provider of another make signs people in, ${encrypt ? 'encrypted' : 'signed'}`, async ({ page, connected }) => {
    const idp = await startSamlifyIdp({ encrypt });
    const tenant = await connected('SAML', {
      idpEntityId: idp.entityId,
      idpSsoUrl: idp.ssoUrl,
      idpSloUrl: '',
      idpCertificates: [idp.certificate],
    });
    const connection = await findConnection(tenant.tenantId);
    idp.trust(spMetadata(tenant.tenantId, connection?.spCertificate ?? null));
    const ana = tenant.know('ana');
    idp.users.set(ana.login, samlUser(ana));
    await signInBySso(page, ana);
    await expect(page.getByRole('button', { name: 'Account of Ana Ruiz' })).toBeVisible();
    await page.getByRole('button', { name: 'Account of Ana Ruiz' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    // It offers no single logout, so signing out ends here.
    await expect(page.getByText('You are signed out')).toBeVisible();
    await idp.close();
  });
}
