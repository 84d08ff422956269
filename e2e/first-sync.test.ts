import type { Page } from '@playwright/test';
import type { ServerProcess } from '@/testing/production-server';
import { readCode } from './support/mailbox';
import { OktaClient } from './support/okta-client';
import type { OktaPerson } from './support/okta-client';
import { expect, test } from './support/own-server-test';
import { people } from './support/people';
import { awaitHydration } from './support/visit';

const DOMAIN = 'northwind.test';

function printedLink(server: ServerProcess): string {
  return /http:\S+\/setup#\S+/.exec(server.stdout())?.[0] ?? '';
}

async function setUp(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: 'Create organisation' }).click();
  await expect(page.getByLabel('Organisation')).toBeFocused();
  await page.getByLabel('Organisation').fill('Northwind Ltd');
  await expect(page.getByLabel('Id in addresses')).toHaveValue('northwind-ltd');
  await page.getByLabel('Your name').fill('Olga Owner');
  await page.getByLabel('Your email').fill(`olga@${DOMAIN}`);
  expect(page.url()).not.toContain('#');
  await page.getByRole('button', { name: 'Create organisation' }).click();
  await expect(page.getByRole('heading', { name: 'Identity', level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Account of Olga Owner' })).toBeVisible();
}

async function enableScim(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Identity' }).getByRole('link', { name: 'SCIM' }).click();
  await page.getByRole('switch', { name: 'Enable SCIM provisioning' }).click();
  await page.getByRole('button', { name: 'Review and save' }).click();
  await page.getByRole('dialog', { name: 'Save 1 change' }).getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved. SCIM is on.')).toBeVisible();
}

/** Creates a credential and takes its token off the page, as an admin does. */
async function mintToken(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Create credential…' }).first().click();
  const form = page.getByRole('dialog', { name: 'Create credential' });
  await form.getByLabel('Label').fill('Okta production');
  await form.getByRole('radio', { name: 'Okta' }).check();
  await form.getByRole('button', { name: 'Create credential' }).click();
  const shown = page.getByRole('dialog', { name: 'Copy this token now' });
  await shown.getByRole('button', { name: 'Copy token' }).click();
  await expect(shown.getByRole('button', { name: 'Copied: token' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(await shown.getByRole('group', { name: /^Token, \d+ characters$/ }).textContent()).toBe(copied);
  return copied;
}

/** A second tab of the owner's that must fill without being loaded again. */
async function openTab(page: Page, path: string): Promise<Page> {
  const tab = await page.context().newPage();
  await tab.goto(path);
  await awaitHydration(tab);
  await tab.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
  return tab;
}

async function expectSameDocument(tab: Page): Promise<void> {
  expect(await tab.evaluate(() => 'sameDocument' in globalThis), 'the page was not loaded again').toBe(true);
}

async function signInByCode(page: Page, server: ServerProcess, person: OktaPerson): Promise<void> {
  await page.goto('/sign-in');
  const code = await readCode(server, person.email, async () => {
    await page.getByLabel('Email').fill(person.email);
    await page.getByRole('button', { name: 'Continue' }).click();
  });
  await page.getByLabel('6-digit code').fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
}

async function expectDeprovisioningExplained(activity: Page, { givenName, familyName, email }: OktaPerson): Promise<void> {
  await activity.getByRole('row').filter({ hasText: 'PATCH' }).filter({ hasText: email }).getByRole('link').click();
  const details = activity.getByRole('complementary', { name: 'Event details' });
  await expect(details.getByText(`Okta production deactivated ${givenName} ${familyName}.`)).toBeVisible();
  await expect(details.getByRole('heading', { name: 'What changed' })).toBeVisible();
  await expect(details.getByText('active', { exact: true })).toBeVisible();
  await expect(details.getByText('false', { exact: true })).toBeVisible();
}

test('from the printed link to a person who is out at their next click', async ({ browser, baseURL, server }) => {
  const context = await browser.newContext({ baseURL, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  await setUp(page, printedLink(server));
  const theirContext = await browser.newContext({ baseURL });
  const theirs = await theirContext.newPage();
  await test.step('the link is of no use to anybody else', async () => {
    await theirs.goto(printedLink(server));
    await expect(theirs.getByRole('heading', { name: 'This set-up link has been used' })).toBeVisible();
  });
  await enableScim(page);
  const token = await mintToken(page);

  const members = await openTab(page, '/settings/members');
  const activity = await openTab(page, '/settings/identity/activity');
  const okta = new OktaClient(`${baseURL}/scim/v2/northwind-ltd`, token);
  expect((await okta.testConnection()).status).toBe(200);
  await expect(page.getByRole('dialog', { name: 'Copy this token now' }).getByText(/^Okta called, /)).toBeVisible();

  const staff = people(DOMAIN);
  const ids = new Map<string, string>();
  for (const person of staff) ids.set(person.email, await okta.assign(person));
  await test.step('Members and Activity fill by themselves', async () => {
    await expect(activity.getByRole('row').filter({ hasText: `@${DOMAIN}` }).filter({ hasText: 'POST' })).toHaveCount(25);
    await members.bringToFront();
    await expect(members.getByText('Syncing from Okta: 26 people so far')).toBeVisible();
    await members.getByRole('button', { name: 'Show new' }).click();
    await expect(members.getByText('26 active')).toBeVisible();
    for (const { email } of staff) await expect(members.getByRole('row').filter({ hasText: email })).toHaveCount(1);
    await expectSameDocument(members);
  });

  const leaver = staff[7] as OktaPerson;
  await signInByCode(theirs, server, leaver);
  // Members follows what happens and would show them out before they click.
  await theirs.getByRole('link', { name: 'API keys' }).click();
  await expect(theirs.getByRole('heading', { name: 'API keys', level: 1 })).toBeVisible();
  await okta.deactivate(ids.get(leaver.email) ?? '');

  await test.step('their browser is out at the next click', async () => {
    await theirs.getByRole('link', { name: 'Members' }).click();
    await expect(theirs.getByRole('heading', { name: 'Your account is switched off' })).toBeVisible();
    await expect(theirs.getByText('The identity provider of Northwind Ltd deactivated it')).toBeVisible();
  });
  await test.step('the person has left Members', async () => {
    await members.getByRole('button', { name: 'Show new' }).click();
    await expect(members.getByText('25 active')).toBeVisible();
    await expect(members.getByRole('row').filter({ hasText: leaver.email })).toHaveCount(0);
    await expectSameDocument(members);
  });
  await test.step('the activity shows why', async () => {
    await activity.bringToFront();
    await expectDeprovisioningExplained(activity, leaver);
    await expectSameDocument(activity);
  });
  await theirContext.close();
  await context.close();
});
