import type { Page } from '@playwright/test';
import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import { newMember } from '@/testing/new-tenant';
import type { ConnectedTenant } from './support/sso-test';
import { expect, protocols, test } from './support/sso-test';
import { enterEmail, signInAtIdp, signInBySso } from './support/sso-visit';

const isSignedIn = async (page: Page) => (await page.context().request.get('/api/identity-events')).status() !== 401;

async function memberNamed({ tenantId }: ConnectedTenant, email: string): Promise<string> {
  const { id } = await db().selectFrom('Member').select('id').where('tenantId', '=', tenantId).where('emailKey', '=', email).executeTakeFirstOrThrow();
  return id;
}

/** Lets the sessions of an organisation have begun, and have been used last, so many minutes ago. */
async function age({ tenantId }: ConnectedTenant, begun: number, seen: number): Promise<void> {
  const ago = (minutes: number) => sql<Date>`now() - make_interval(mins => ${minutes}::integer)`;
  await db().updateTable('Session').set({ createdAt: ago(begun), lastSeenAt: ago(seen) }).where('tenantId', '=', tenantId).execute();
}

for (const protocol of protocols) {
  test(`${protocol}: signing out signs out at the identity provider as well`, async ({ page, connected, samlIdp, oidcIdp }) => {
    const tenant = await connected(protocol);
    const olga = tenant.know('olga');
    samlIdp.answers.remember = true;
    await signInBySso(page, olga);
    await page.getByRole('button', { name: 'Account of Ana Ruiz' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByText('You are signed out')).toBeVisible();
    const asked = protocol === 'SAML' ? samlIdp.requests.at(-1)?.signed : oidcIdp.requests.some(({ path }) => path.startsWith('/session/end'));
    expect(asked).toBe(true);
    expect(await isSignedIn(page)).toBe(false);

    await page.goto('/settings/members');
    await enterEmail(page, olga.email);
    // It has forgotten who was there, so it asks again.
    await signInAtIdp(page, olga.login);
    await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
    samlIdp.answers.remember = false;
  });

  test(`${protocol}: whom SCIM switches off is out at the next click, and stays out`, async ({ page, connected, scimClient }) => {
    const tenant = await connected(protocol);
    const okta = await scimClient();
    const id = await okta.assign({ givenName: 'Ana', familyName: 'Ruiz', email: `ana@${tenant.domain}` });
    const ana = tenant.know('ana');
    await signInBySso(page, ana);
    await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
    // Away from the page that looks by itself, so that it is the next click that finds out.
    await page.goto('about:blank');
    await okta.deactivate(id);
    await page.goto('/settings/api-keys');
    await expect(page.getByRole('heading', { name: 'Your account is switched off', level: 1 })).toBeVisible();
    expect(await isSignedIn(page)).toBe(false);
    await page.context().clearCookies({ domain: '127.0.0.1' });
    await page.getByRole('link', { name: 'Use another address' }).click();
    await enterEmail(page, ana.email);
    await signInAtIdp(page, ana.login);
    await expect(page.getByText('scim_user_deactivated', { exact: true })).toBeVisible();
  });

  test(`${protocol}: sessions are listed with how they began, and ended one by one or all`, async ({ page, owner, connected, browser, baseURL }) => {
    const tenant = await connected(protocol);
    const ana = tenant.know('ana');
    const second = await browser.newPage({ baseURL });
    const third = await browser.newPage({ baseURL });
    for (const visitor of [second, third]) {
      await signInBySso(visitor, ana);
      await expect(visitor.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
    }
    await owner.goto(`/settings/members/${await memberNamed(tenant, ana.email)}`);
    const sessions = owner.getByRole('region', { name: 'Sessions' });
    const how = protocol === 'OIDC' ? 'through SSO (OpenID Connect)' : 'through SSO (SAML)';
    await expect(sessions.getByRole('listitem')).toHaveCount(2);
    await expect(sessions.getByRole('listitem').first()).toContainText(`Signed in ${how}`);
    await sessions.getByRole('button', { name: /^End session 1/ }).click();
    await owner.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
    await expect(sessions.getByText('1 session ended')).toBeVisible();
    expect((await Promise.all([second, third].map(isSignedIn))).filter(Boolean)).toHaveLength(1);
    await sessions.getByRole('button', { name: 'End all sessions…' }).click();
    await owner.getByRole('dialog').getByRole('button', { name: 'End all sessions' }).click();
    await expect(sessions.getByText('Signed in nowhere.')).toBeVisible();
    expect(await Promise.all([second, third].map(isSignedIn))).toEqual([false, false]);
    expect(await isSignedIn(page)).toBe(true);
    await Promise.all([second, third].map((visitor) => visitor.context().close()));
  });
}

test('signing in again makes another session, and the one before is worth nothing', async ({ page, connected, signedIn }) => {
  const tenant = await connected('OIDC');
  const memberId = await newMember(tenant.tenantId, 'Bo Before');
  const before = await signedIn({ tenantId: tenant.tenantId, memberId });
  expect(await isSignedIn(before)).toBe(true);
  const planted = await before.context().cookies();
  // The cookie of somebody else's session, as if it had been planted before the victim signs in.
  await page.context().addCookies(planted);
  await page.context().clearCookies({ name: /csrf|callback/ });
  await page.goto(`/sso/${tenant.tenantId}/start?to=/settings/members`);
  await signInAtIdp(page, tenant.know('olga').login);
  await expect(page.getByRole('button', { name: 'Account of Ana Ruiz' })).toBeVisible();
  expect(await isSignedIn(page)).toBe(true);
  expect(await isSignedIn(before)).toBe(false);
});

test('a session ends after its lifetime, and when it is not used', async ({ page, connected }) => {
  const tenant = await connected('OIDC');
  const limits = { sessionLifetimeMinutes: 60, sessionIdleMinutes: 15 };
  await db().updateTable('IdentitySettings').set(limits).where('tenantId', '=', tenant.tenantId).execute();
  const olga = tenant.know('olga');
  await signInBySso(page, olga);
  await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
  // Away from the page that looks by itself, and leaves when it has been shut out.
  await page.goto('about:blank');
  await age(tenant, 50, 10);
  expect(await isSignedIn(page)).toBe(true);
  await age(tenant, 50, 20);
  expect(await isSignedIn(page)).toBe(false);
  await page.goto('/settings/members');
  await expect(page.getByText('Your session has ended')).toBeVisible();

  await enterEmail(page, olga.email);
  // Who one is, is known there still.
  await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
  await age(tenant, 70, 0);
  expect(await isSignedIn(page)).toBe(false);
});
