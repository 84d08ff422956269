import { ssoCodes } from '@/lib/activity/sso-codes';
import { expect, test } from './support/test';

const REFERENCE = '/docs/scim';
const SIGN_IN_REFERENCE = '/docs/sign-in';

test('the reference is read without signing in, and leads to its parts', async ({ page }) => {
  await page.goto(REFERENCE);
  await expect(page.getByRole('heading', { name: 'SCIM reference', level: 1 })).toBeVisible();
  const contents = page.getByRole('navigation', { name: 'On this page' });
  await contents.getByRole('link', { name: 'Errors' }).click();
  await expect(page).toHaveURL(/#errors$/);
  await expect(page.getByRole('heading', { name: 'Errors', level: 2 })).toBeInViewport();
  await expect(page.getByRole('rowheader', { name: '409 uniqueness' })).toBeVisible();
  await expect(page.getByText('your-organisation').first()).toBeVisible();
});

test('on a phone the contents unfold, and nothing is wider than the screen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(REFERENCE);
  const contents = page.getByRole('navigation', { name: 'Contents' });
  await contents.getByText('On this page').click();
  await contents.getByRole('link', { name: 'Limits' }).click();
  await expect(page.getByRole('heading', { name: 'Limits', level: 2 })).toBeInViewport();
});

for (const path of [REFERENCE, SIGN_IN_REFERENCE]) {
  test(`${path}: headings descend one level at a time`, async ({ page }) => {
    await page.goto(path);
    const levels = await page.getByRole('heading').evaluateAll((headings) => headings.map(({ tagName }) => Number(tagName.slice(1))));
    expect(levels[0]).toBe(1);
    levels.slice(1).forEach((level, index) => expect(level - (levels[index] ?? 0)).toBeLessThanOrEqual(1));
  });

  test(`${path}: every address inside the page exists`, async ({ page }) => {
    await page.goto(path);
    const missing = await page.evaluate(() =>
      [...document.querySelectorAll('a[href^="#"]')]
        .map((link) => link.getAttribute('href')?.slice(1) ?? '')
        .filter((id) => document.getElementById(id) === null),
    );
    expect(missing).toEqual([]);
  });
}

test('every code that a sign-in can end in is explained, at an address of its own', async ({ page }) => {
  for (const [code, { title, forAdmin }] of Object.entries(ssoCodes)) {
    await page.goto(`${SIGN_IN_REFERENCE}#${code}`);
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: code, exact: true }) });
    await expect(row).toBeInViewport();
    await expect(row).toContainText(title);
    await expect(row).toContainText(forAdmin);
  }
});

test('an example is copied as it is shown', async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.url, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  await page.goto(REFERENCE);
  const example = page.getByRole('figure', { name: 'Find the group of a name, in any case' });
  await example.getByRole('button').click();
  await expect(example.getByRole('button', { name: /^Copied/ })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('displayName eq "Finance"');
  await context.close();
});

test('members see their own address, and the settings and discovery lead here', async ({ owner, tenant, scimClient }) => {
  const client = await scimClient();
  const { body } = await client.send('GET', '/ServiceProviderConfig');
  await owner.goto('/settings/identity/scim');
  await owner.getByRole('link', { name: 'SCIM reference' }).click();
  await expect(owner.getByRole('heading', { name: 'SCIM reference', level: 1 })).toBeVisible();
  expect(owner.url()).toBe(body.documentationUri);
  await expect(owner.getByText(`/scim/v2/${tenant.tenantId}`).first()).toBeVisible();
});

test('what every organisation has is not said to be registered by one', async ({ page, scimClient }) => {
  // The server of SCIM requests and the one of pages are separate bundles; the first makes a registry here.
  await (await scimClient()).send('GET', '/Schemas');
  await page.goto(REFERENCE);
  await expect(page.getByRole('heading', { name: 'EnterpriseUser', level: 3 })).toBeVisible();
  await expect(page.getByText('registered by')).toHaveCount(0);
});
