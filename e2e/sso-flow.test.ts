import { listEvents } from '@/lib/activity/list-events';
import { db } from '@/lib/db/kysely';
import { createTenant } from '@/lib/tenants/create-tenant';
import { newMember } from '@/testing/new-tenant';
import { expectAccessible } from './support/audit';
import { codesFor } from './support/mailbox';
import { watchFaults } from './support/page-faults';
import type { ConnectedTenant } from './support/sso-test';
import { expect, protocols, test } from './support/sso-test';
import { enterEmail, expectRefused, signInAtIdp, signInBySso } from './support/sso-visit';

function findMember({ tenantId }: ConnectedTenant, memberId: string) {
  return db()
    .selectFrom('Member')
    .select(['email', 'displayName', 'givenName', 'familyName'])
    .where('tenantId', '=', tenantId)
    .where('id', '=', memberId)
    .executeTakeFirstOrThrow();
}

for (const protocol of protocols) {
  test(`${protocol}: a deep link survives signing in, and nothing of it is wrong on the way`, async ({ page, connected }) => {
    const tenant = await connected(protocol);
    const faults = await watchFaults(page);
    await page.goto('/settings/identity/activity?outcome=FAILED');
    await enterEmail(page, tenant.ownerEmail);
    await signInAtIdp(page, tenant.know('olga').login);
    await expect(page.getByRole('link', { name: 'Remove filter Result: Failed' })).toBeVisible();
    await expect(page).toHaveURL('/settings/identity/activity?outcome=FAILED');
    await expect(page.getByRole('button', { name: 'Account of Ana Ruiz' })).toBeVisible();
    expect(faults).toEqual([]);
  });

  test(`${protocol}: whoever cancels at the identity provider is told so, and starts again where they wanted to go`, async ({ page, connected }) => {
    const tenant = await connected(protocol);
    await page.goto('/settings/identity/activity');
    await enterEmail(page, tenant.ownerEmail);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expectRefused(page, 'sso_idp_refused');
    await expect(page.getByText(`Org ${tenant.tenantId}`)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Start again' }).click();
    await enterEmail(page, tenant.ownerEmail);
    await signInAtIdp(page, tenant.know('olga').login);
    await expect(page).toHaveURL('/settings/identity/activity');
  });

  test(`${protocol}: a new address and name at the identity provider follow the person`, async ({ page, connected, browser, baseURL }) => {
    const tenant = await connected(protocol);
    const memberId = await newMember(tenant.tenantId, 'Ana Ruiz', { email: `ana@${tenant.domain}` });
    const subject = `${tenant.tenantId}-ana`;
    const ana = tenant.know('ana', { subject });
    await signInBySso(page, ana);
    await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();

    const renamed = tenant.know('ana.marques', { subject, familyName: 'Marques' });
    const later = await browser.newPage({ baseURL });
    await signInBySso(later, renamed);
    await expect(later.getByRole('button', { name: 'Account of Ana Marques' })).toBeVisible();
    expect(await findMember(tenant, memberId)).toMatchObject({ email: renamed.email, familyName: 'Marques' });

    const stranger = await browser.newPage({ baseURL });
    await signInBySso(stranger, tenant.know('ana.marques', { subject: `${subject}-successor` }));
    await expectRefused(stranger, 'sso_subject_conflict');
    await Promise.all([later.context().close(), stranger.context().close()]);
  });

  test(`${protocol}: in debug, Activity has each sign-in with the claims that arrived`, async ({ page, connected }) => {
    const tenant = await connected(protocol);
    const debug = db().updateTable('IdentitySettings').set({ logSuccessfulReads: true });
    await debug.where('tenantId', '=', tenant.tenantId).execute();
    await signInBySso(page, tenant.know('olga', { groups: ['Engineering'] }), '/settings/identity/activity');
    await expect(page).toHaveURL('/settings/identity/activity');
    const [event] = (await listEvents(tenant.tenantId, { type: ['sso_login_success'] })).events;
    await page.goto(`/settings/identity/activity/${event?.id}`);
    await expect(page.getByText('Engineering').first()).toBeVisible();
    await expect(page.getByText(/eyJ/)).toHaveCount(0);
  });

  test(`${protocol}: an address outside the verified domains is refused`, async ({ page, connected }) => {
    const tenant = await connected(protocol);
    const elsewhere = tenant.know('ana', { email: 'ana@elsewhere.test' });
    await page.goto('/settings/members');
    await enterEmail(page, `ana@${tenant.domain}`);
    await signInAtIdp(page, elsewhere.login);
    await expectRefused(page, 'sso_email_domain_not_verified');
  });

  test(`${protocol}: a sign-in of the back button is used up, and says so`, async ({ page, connected }) => {
    const tenant = await connected(protocol);
    const answers: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/callback?')) answers.push(request.url());
    });
    await signInBySso(page, tenant.know('olga'));
    await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
    expect(page.url()).not.toContain('#');
    await page.goto('/sign-in/finish?to=/settings/members#used-up-used-up-used-up-used-up-used-up-used');
    await expect(page.getByText('sso_request_unknown', { exact: true })).toBeVisible();
    for (const answer of [...answers]) {
      await page.goto(answer);
      await expectRefused(page, 'sso_request_unknown');
    }
  });
}

test('whoever is in a second organisation as well opens that one with a code, and the first at the identity provider', async ({ page, connected, server }) => {
  const tenant = await connected('OIDC', { required: true });
  const second = `Second home of ${tenant.tenantId}`;
  await createTenant(db(), { name: second, ownerName: 'Olga Elsewhere', ownerEmail: tenant.ownerEmail });
  await page.goto('/sign-in?again=yes');
  await page.getByLabel('Email').fill(tenant.ownerEmail);
  await page.getByRole('button', { name: 'Email me a code instead' }).click();
  await expect(page.getByLabel('6-digit code')).toBeVisible();
  await expect.poll(() => codesFor(server, tenant.ownerEmail)).toHaveLength(1);
  await page.getByLabel('6-digit code').fill(codesFor(server, tenant.ownerEmail)[0] ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('banner').getByRole('paragraph').filter({ hasText: second })).toBeVisible();
});
