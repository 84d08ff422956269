import type { Page } from '@playwright/test';
import { db } from '@/lib/db/kysely';
import { newMember } from '@/testing/new-tenant';
import { codesFor, readCode } from './support/mailbox';
import type { ConnectedTenant } from './support/sso-test';
import { expect, test } from './support/sso-test';

/** Asks for a code although the domain signs in elsewhere. */
async function askForCode(page: Page, email: string): Promise<string> {
  await page.goto('/sign-in?again=yes');
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Email me a code instead' }).click();
  await expect(page.getByRole('heading', { name: 'Enter the code', level: 1 })).toBeVisible();
  return (await page.getByRole('main').innerText()).replaceAll(email, 'ADDRESS');
}

async function signInWith(page: Page, code: string): Promise<void> {
  await page.getByLabel('6-digit code').fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function keepForEmergencies({ tenantId, ownerId }: ConnectedTenant): Promise<void> {
  await db().updateTable('Member').set({ breakGlass: true }).where('tenantId', '=', tenantId).where('id', '=', ownerId).execute();
}

test('SSO required: a member’s code is never sent, though it is answered as ever; a break-glass owner’s is', async ({ page, connected, server }) => {
  const tenant = await connected('OIDC', { required: true });
  await keepForEmergencies(tenant);
  const member = `bo@${tenant.domain}`;
  await newMember(tenant.tenantId, 'Bo Member', { email: member });

  const known = await askForCode(page, member);
  await signInWith(page, '000000');
  await expect(page.getByText('That code is not right. 4 tries left.')).toBeVisible();
  expect(await askForCode(page, `nobody@${tenant.domain}`)).toBe(known);

  const code = await readCode(server, tenant.ownerEmail, async () => {
    expect(await askForCode(page, tenant.ownerEmail)).toBe(known);
  });
  expect(codesFor(server, member)).toEqual([]);
  await signInWith(page, code);
  await expect(page.getByRole('button', { name: 'Account of Olga Owner' })).toBeVisible();
});

test('SSO not required: a code still opens an account of the domain', async ({ page, connected, server }) => {
  const tenant = await connected('SAML');
  const code = await readCode(server, tenant.ownerEmail, async () => void (await askForCode(page, tenant.ownerEmail)));
  await signInWith(page, code);
  await expect(page.getByRole('button', { name: 'Account of Olga Owner' })).toBeVisible();
});

test('a code that was sent before SSO was required opens nothing afterwards', async ({ page, connected, server }) => {
  const tenant = await connected('OIDC');
  const member = `bo@${tenant.domain}`;
  await newMember(tenant.tenantId, 'Bo Member', { email: member });
  const code = await readCode(server, member, async () => void (await askForCode(page, member)));
  await db().updateTable('SsoConnection').set({ required: true }).where('tenantId', '=', tenant.tenantId).execute();
  await signInWith(page, code);
  await expect(page.getByRole('button', { name: /^Account of/ })).toBeHidden();
  expect((await page.context().request.get('/api/identity-events')).status()).toBe(401);
});

test('a break-glass mark without the role of an owner opens nothing', async ({ page, connected, server }) => {
  const tenant = await connected('OIDC', { required: true });
  const email = `ada@${tenant.domain}`;
  const memberId = await newMember(tenant.tenantId, 'Ada Admin', { email, roleKey: 'admin' });
  await db().updateTable('Member').set({ breakGlass: true }).where('tenantId', '=', tenant.tenantId).where('id', '=', memberId).execute();
  await keepForEmergencies(tenant);
  await askForCode(page, email);
  // Codes are sent in order: when the owner's has come, the admin's would have.
  await readCode(server, tenant.ownerEmail, async () => void (await askForCode(page, tenant.ownerEmail)));
  expect(codesFor(server, email)).toEqual([]);
});

test('going on from the address says the same of every address of a domain', async ({ page, connected }) => {
  const tenant = await connected('OIDC', { required: true });
  const places: string[] = [];
  for (const email of [tenant.ownerEmail, `nobody@${tenant.domain}`]) {
    await page.goto('/sign-in');
    const begun = page.waitForRequest(/\/sso\/[^/]+\/start/);
    await page.getByLabel('Email').fill(email);
    await page.getByRole('button', { name: 'Continue' }).click();
    places.push((await begun).url().replaceAll(encodeURIComponent(email), 'ADDRESS'));
    await expect(page.getByRole('heading', { name: /^Sign in at / })).toBeVisible();
    await expect(page.getByLabel('Login')).toHaveValue(email);
  }
  expect(places[1]).toBe(places[0]);
});
