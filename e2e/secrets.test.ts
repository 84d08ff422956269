import type { Page } from '@playwright/test';
import { OktaClient } from './support/okta-client';
import { expect, test } from './support/test';
import { visit } from './support/visit';
import { accepted } from '@/lib/shared/accepted';
import { saveIdentitySettings } from '@/lib/tenants/save-identity-settings';
import { tenantBaseUrl } from '@/lib/tenants/tenant-base-url';

const SCIM_PAGE = '/settings/identity/scim';

/** Creates a credential up to the dialog that shows its token. */
async function createCredential(page: Page, label: string): Promise<string> {
  await page.getByRole('button', { name: 'Create credential…' }).first().click();
  const form = page.getByRole('dialog', { name: 'Create credential' });
  await form.getByLabel('Label').fill(label);
  await form.getByRole('button', { name: 'Create credential' }).click();
  return (await secretOf(page).textContent()) ?? '';
}

function secretDialog(page: Page) {
  return page.getByRole('dialog', { name: 'Copy this token now' });
}

function secretOf(page: Page) {
  return secretDialog(page).getByRole('group', { name: /^Token, \d+ characters$/ });
}

interface Answer {
  method: string;
  text: string;
}

/**
 * Keeps what every request of the page is answered from now on. The answers pass through the test, because the
 * browser forgets a body when the page changes, and sometimes before.
 */
async function recordAnswers(page: Page): Promise<Answer[]> {
  const answers: Answer[] = [];
  await page.route('**/*', async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    answers.push({ method: route.request().method(), text: await response.text() });
    await route.fulfill({ response });
  });
  return answers;
}

/** Everything of a page that outlives the dialog: its markup, its storages, its history entry and its address. */
function traces(page: Page): Promise<string> {
  return page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      JSON.stringify(localStorage),
      JSON.stringify(sessionStorage),
      JSON.stringify(history.state),
      location.href,
      document.cookie,
    ].join('\n'),
  );
}

test('a token is in the answer of its action and in nothing that stays', async ({ owner }) => {
  const answers = await recordAnswers(owner);
  await visit(owner, SCIM_PAGE);
  const token = await createCredential(owner, 'Okta production');
  expect(token).toMatch(/^rc_live_\w{40,}$/);
  await secretDialog(owner).getByLabel('I have stored this token').check();
  await secretDialog(owner).getByRole('button', { name: 'Done' }).click();
  await expect(secretDialog(owner)).toHaveCount(0);
  const expectNoTrace = async (when: string) => {
    expect(await traces(owner), when).not.toContain(token);
    expect(await owner.content(), when).not.toContain(token);
  };
  await expectNoTrace('after Done');

  await visit(owner, SCIM_PAGE);
  await expectNoTrace('after opening the page again');
  await owner.getByRole('link', { name: 'Members' }).click();
  await expect(owner.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
  await owner.goBack();
  await expect(owner.getByRole('rowheader', { name: /rc_live_…/ })).toBeVisible();
  await expectNoTrace('after Back');
  await owner.goForward();
  await expect(owner.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
  await expectNoTrace('after Forward');
  await owner.goBack();
  await owner.reload();
  await expect(owner.getByRole('rowheader', { name: /rc_live_…/ })).toBeVisible();
  await expectNoTrace('after Back and Reload');

  await owner.unrouteAll({ behavior: 'wait' });
  const holders = answers.filter(({ text }) => text.includes(token)).map(({ method }) => method);
  expect(holders, 'answers that hold the token').toEqual(['POST']);
});

test('the dialog stays until the token is copied or said to be stored', async ({ owner }) => {
  await visit(owner, SCIM_PAGE);
  await createCredential(owner, 'Okta production');
  await expect(secretOf(owner)).toBeFocused();
  await owner.keyboard.press('Escape');
  await owner.keyboard.press('Escape');
  await expect(secretDialog(owner)).toBeVisible();
  await expect(secretDialog(owner).getByRole('button', { name: 'Done' })).toBeDisabled();
  await secretDialog(owner).getByLabel('I have stored this token').check();
  await owner.keyboard.press('Escape');
  await expect(secretDialog(owner)).toHaveCount(0);
  await expect(owner.getByRole('button', { name: 'Create credential…' }).first()).toBeFocused();
});

test('a clipboard that refuses is not called a copy', async ({ owner }) => {
  await owner.addInitScript(() => {
    const refuse = () => Promise.reject(new DOMException('Denied', 'NotAllowedError'));
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: refuse } });
  });
  await visit(owner, SCIM_PAGE);
  const token = await createCredential(owner, 'Okta production');
  await secretDialog(owner).getByRole('button', { name: 'Copy token' }).click();
  await expect(secretDialog(owner).getByRole('button', { name: /^Press Ctrl\+C/ })).toBeVisible();
  await expect(secretDialog(owner).getByText(/^Copied/)).toHaveCount(0);
  expect(await owner.evaluate(() => getSelection()?.toString().replace(/\s/g, ''))).toBe(token);
  await expect(secretDialog(owner).getByRole('button', { name: 'Done' })).toBeDisabled();
});

test('revoking asks first, and the client is refused afterwards', async ({ owner, tenant }) => {
  accepted(await saveIdentitySettings(tenant.owner, { revision: 1, scimEnabled: true }));
  await visit(owner, SCIM_PAGE);
  const token = await createCredential(owner, 'Okta production');
  const okta = new OktaClient(tenantBaseUrl(tenant.tenantId), token);
  expect((await okta.testConnection()).status).toBe(200);
  await secretDialog(owner).getByLabel('I have stored this token').check();
  await secretDialog(owner).getByRole('button', { name: 'Done' }).click();

  const question = owner.getByRole('dialog', { name: 'Revoke credential' });
  await owner.getByRole('button', { name: 'Revoke Okta production' }).click();
  await expect(question.getByRole('button', { name: 'Keep' })).toBeFocused();
  await owner.keyboard.press('Enter');
  await expect(question).toBeHidden();
  expect((await okta.testConnection()).status, 'after Keep').toBe(200);

  await owner.getByRole('button', { name: 'Revoke Okta production' }).click();
  await question.getByRole('button', { name: 'Revoke credential' }).click();
  await expect(owner.getByText('“Okta production” revoked')).toBeVisible();
  const refused = await okta.testConnection();
  expect(refused.status).toBe(401);
  expect(refused.body.detail).toBe('Unknown or revoked SCIM token');
  await owner.getByText('1 revoked or expired').click();
  const ended = owner.getByRole('table', { name: 'Credentials, revoked or expired' });
  await expect(ended.getByRole('row').filter({ hasText: 'Okta production' })).toContainText('Revoked');
});
