import type { Page } from '@playwright/test';
import { createTenant } from '@/lib/tenants/create-tenant';
import { db } from '@/lib/db/kysely';
import { operator } from '@/lib/roles/permission';
import { accepted } from '@/lib/shared/accepted';
import { foldCase } from '@/lib/shared/fold-case';
import { createSignInLink } from '@/lib/sign-in/one-time-link';
import { newMember } from '@/testing/new-tenant';
import type { ServerProcess } from '@/testing/production-server';
import { codesFor, readCode } from './support/mailbox';
import { expect, test } from './support/test';

function heading(page: Page, name: string) {
  return page.getByRole('heading', { name, level: 1 });
}

async function askForCode(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(heading(page, 'Enter the code')).toBeVisible();
}

async function tryCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('6-digit code').fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function signInWithCode(page: Page, server: ServerProcess, email: string): Promise<void> {
  await tryCode(page, await readCode(server, email, () => askForCode(page, email)));
}

/** Six digits that are not `code`. */
function otherThan(code: string): string {
  return code === '000000' ? '000001' : '000000';
}

async function expireCode(email: string): Promise<void> {
  const key = foldCase(email);
  await db().updateTable('SignInCode').set({ expiresAt: new Date(0) }).where('emailKey', '=', key).execute();
}

test('the emailed code signs in, and works once', async ({ page, server, tenant, browser, baseURL }) => {
  const { ownerEmail } = tenant;
  await page.goto('/sign-in');
  const code = await readCode(server, ownerEmail, () => askForCode(page, ownerEmail.toUpperCase()));
  await tryCode(page, `${code.slice(0, 3)} ${code.slice(3)}`);
  await expect(heading(page, 'Members')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Account of Olga Owner' })).toBeVisible();

  const other = await browser.newPage({ baseURL });
  await other.goto('/sign-in');
  await readCode(server, ownerEmail, () => askForCode(other, ownerEmail));
  await tryCode(other, code);
  await expect(other.getByText(/^That code is not right\. 4 tries left\.$/)).toBeVisible();
  await other.close();
});

test('a wrong code says how many tries are left, and after five no code is right', async ({ page, server, tenant }) => {
  const { ownerEmail } = tenant;
  await page.goto('/sign-in');
  const code = await readCode(server, ownerEmail, () => askForCode(page, ownerEmail));
  for (const left of ['4 tries', '3 tries', '2 tries', '1 try']) {
    await tryCode(page, otherThan(code));
    await expect(page.getByText(`That code is not right. ${left} left.`)).toBeVisible();
    await expect(page.getByLabel('6-digit code')).toBeFocused();
  }
  await tryCode(page, otherThan(code));
  await expect(page.getByText('That code is not right, and it has no tries left. Send a new code.')).toBeVisible();
  await tryCode(page, code);
  await expect(page.getByText('That code is not right, and it has no tries left. Send a new code.')).toBeVisible();

  const next = await readCode(server, ownerEmail, () => page.getByRole('button', { name: 'Send a new code' }).click());
  await tryCode(page, next);
  await expect(heading(page, 'Members')).toBeVisible();
});

test('a code that is too old says so, and an incomplete one costs no try', async ({ page, server, tenant }) => {
  const { ownerEmail } = tenant;
  await page.goto('/sign-in');
  const code = await readCode(server, ownerEmail, () => askForCode(page, ownerEmail));
  await tryCode(page, '123');
  await expect(page.getByText('Enter the 6 digits from the mail.')).toBeVisible();
  await tryCode(page, otherThan(code));
  await expect(page.getByText('That code is not right. 4 tries left.')).toBeVisible();
  await expireCode(ownerEmail);
  await tryCode(page, code);
  await expect(page.getByText('This code is older than 10 minutes, or was used. Send a new code.')).toBeVisible();
});

test('an unknown address is answered like a known one, and gets no mail', async ({ page, server, tenant }) => {
  const unknown = `nobody@${tenant.tenantId}.test`;
  const texts: string[] = [];
  for (const email of [tenant.ownerEmail, unknown]) {
    await page.goto('/sign-in');
    await askForCode(page, email);
    texts.push((await page.getByRole('main').innerText()).replaceAll(email, 'ADDRESS'));
    await tryCode(page, '000000');
    await expect(page.getByText('That code is not right. 4 tries left.')).toBeVisible();
  }
  expect(texts[1]).toBe(texts[0]);
  expect(codesFor(server, unknown)).toEqual([]);
});

test('a person of two organisations chooses one', async ({ page, server, tenant }) => {
  const { ownerEmail, tenantId } = tenant;
  const name = `Second home of ${tenantId}`;
  await createTenant(db(), { name, ownerName: 'Olga Elsewhere', ownerEmail });
  await page.goto('/sign-in');
  await signInWithCode(page, server, ownerEmail);
  await expect(heading(page, 'Choose an organisation')).toBeVisible();
  await page.getByRole('button', { name: `${name} as Olga Elsewhere` }).click();
  await expect(heading(page, 'Members')).toBeVisible();
  await expect(page.getByRole('banner').getByRole('paragraph').filter({ hasText: name })).toBeVisible();
});

test('signing out ends the session itself: its cookie is worth nothing afterwards', async ({ owner, context }) => {
  await owner.goto('/settings/members');
  const before = await context.cookies();
  await owner.getByRole('button', { name: 'Account of Olga Owner' }).click();
  await owner.getByRole('button', { name: 'Sign out' }).click();
  await expect(owner.getByText('You are signed out')).toBeVisible();

  await context.clearCookies();
  await context.addCookies(before);
  await owner.goto('/settings/members');
  await expect(heading(owner, 'Sign in')).toBeVisible();
  expect((await context.request.get('/api/identity-events')).status()).toBe(401);
});

test('a deep link survives signing in', async ({ page, server, tenant }) => {
  await page.goto('/settings/identity/activity?outcome=FAILED');
  await signInWithCode(page, server, tenant.ownerEmail);
  await expect(page.getByRole('link', { name: 'Remove filter Result: Failed' })).toBeVisible();
  await expect(page).toHaveURL('/settings/identity/activity?outcome=FAILED');
});

test('signing in does not lead to another site', async ({ page, server, tenant }) => {
  await page.goto(`/sign-in?callbackUrl=${encodeURIComponent('https://evil.test/settings')}`);
  await signInWithCode(page, server, tenant.ownerEmail);
  await expect(heading(page, 'Members')).toBeVisible();
  expect(new URL(page.url()).origin).toBe(server.url);
});

test('a sign-in link works once and leaves no secret in the address', async ({ page, tenant, browser, baseURL }) => {
  const { tenantId, ownerId } = tenant;
  const { url } = accepted(await createSignInLink(operator(tenantId), { memberId: ownerId }));
  await page.goto(url);
  await expect(heading(page, 'Members')).toBeVisible();

  const other = await browser.newPage({ baseURL });
  await other.goto(url);
  await expect(heading(other, 'This link no longer works')).toBeVisible();
  expect(other.url()).not.toContain('#');
  await other.close();
});

test('a member without a role is told so, and whom to ask', async ({ signedIn, tenant }) => {
  const memberId = await newMember(tenant.tenantId, 'Nora Norole');
  await db().deleteFrom('MemberRole').where('tenantId', '=', tenant.tenantId).where('memberId', '=', memberId).execute();
  const page = await signedIn({ tenantId: tenant.tenantId, memberId });
  await page.goto('/settings/identity/scim');
  await expect(heading(page, 'You have no role here')).toBeVisible();
  await expect(page.getByText('Ask an owner or admin: Olga Owner.')).toBeVisible();
});
