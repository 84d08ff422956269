import type { Page } from '@playwright/test';
import { seedTenant } from '@/lib/seed/seed-tenant';
import { OktaClient } from './support/okta-client';
import { expect, test } from './support/test';
import { visit } from './support/visit';
import { newMember } from '@/testing/new-tenant';
import { tenantBaseUrl } from '@/lib/tenants/tenant-base-url';

const SCIM_PAGE = '/settings/identity/scim';
const ACTIVITY_PAGE = '/settings/identity/activity';
const MEMBERS_PAGE = '/settings/members';

function scimSwitch(page: Page) {
  return page.getByRole('switch', { name: 'Enable SCIM provisioning' });
}

function saveBar(page: Page) {
  return page.getByRole('region', { name: 'Unsaved changes' });
}

async function reviewAndSave(page: Page, consequence: string | RegExp): Promise<void> {
  await saveBar(page).getByRole('button', { name: 'Review and save' }).click();
  const review = page.getByRole('dialog', { name: 'Save 1 change' });
  await expect(review.getByText(consequence)).toBeVisible();
  await review.getByRole('button', { name: 'Save' }).click();
}

test('nothing is saved before it was reviewed, and discarding can be undone', async ({ owner }) => {
  await visit(owner, SCIM_PAGE);
  await scimSwitch(owner).click();
  await expect(saveBar(owner)).toContainText('1 change SCIM off → on');
  await saveBar(owner).getByRole('button', { name: 'Discard' }).click();
  await expect(scimSwitch(owner)).not.toBeChecked();
  await owner.getByRole('button', { name: 'Undo' }).click();
  await expect(scimSwitch(owner)).toBeChecked();

  await owner.getByRole('link', { name: 'Members' }).click();
  const leave = owner.getByRole('dialog', { name: 'Leave without saving?' });
  await leave.getByRole('button', { name: 'Stay' }).click();
  await expect(scimSwitch(owner)).toBeChecked();

  await owner.keyboard.press('Control+s');
  const review = owner.getByRole('dialog', { name: 'Save 1 change' });
  await expect(review.getByText('No credential is valid yet, so every call is refused until you create one.')).toBeVisible();
  await review.getByRole('button', { name: 'Cancel' }).click();
  await expect(saveBar(owner)).toBeVisible();
  await reviewAndSave(owner, /1 active member stays as they are/);
  await expect(owner.getByText('Saved. SCIM is on.')).toBeVisible();
  await expect(owner.getByText('SCIM is on, but no credential is valid')).toBeVisible();
  await owner.reload();
  await expect(scimSwitch(owner)).toBeChecked();
});

test('two admins saving at once lose nothing', async ({ owner, tenant, signedIn }) => {
  const memberId = await newMember(tenant.tenantId, 'Priya Second', { roleKey: 'admin' });
  const second = await signedIn({ tenantId: tenant.tenantId, memberId });
  await visit(owner, ACTIVITY_PAGE);
  await owner.getByRole('switch', { name: 'Log successful events (debug)' }).click();
  await visit(second, SCIM_PAGE);
  await scimSwitch(second).click();
  await reviewAndSave(second, /active members stay/);
  await expect(second.getByText('Saved. SCIM is on.')).toBeVisible();

  await reviewAndSave(owner, /every call of your identity provider is stored/);
  await expect(owner.getByText(/^Priya Second saved these settings/)).toBeVisible();
  const comparison = owner.getByRole('alert').getByRole('row');
  await expect(comparison.filter({ hasText: 'Enable SCIM provisioning' })).toContainText('offon');
  await expect(comparison.filter({ hasText: 'Log successful events' })).toContainText('offoffon');
  await owner.keyboard.press('Escape');
  await reviewAndSave(owner, /every call of your identity provider is stored/);
  await expect(owner.getByText('Saved. Logging of successful events is on.')).toBeVisible();
  await second.reload();
  await expect(scimSwitch(second)).toBeChecked();
});

test('reads appear in the log once debugging is on, and not before', async ({ owner, scimClient }) => {
  const okta = await scimClient();
  await okta.findByUserName('first@nobody.test');
  await visit(owner, ACTIVITY_PAGE);
  await owner.getByRole('switch', { name: 'Log successful events (debug)' }).click();
  await reviewAndSave(owner, /reads too/);
  await expect(owner.getByText('Saved. Logging of successful events is on.')).toBeVisible();
  await okta.findByUserName('second@nobody.test');
  const reads = owner.getByRole('row').filter({ hasText: 'GET' });
  await expect(reads).toHaveCount(1);
  await reads.getByRole('link').click();
  const details = owner.getByRole('complementary', { name: 'Event details' });
  await expect(details).toContainText('second@nobody.test');
});

test('what the log keeps of a request has no password in it', async ({ owner, scimClient, tenant }) => {
  const okta = await scimClient();
  const person = { givenName: 'Ana', familyName: 'Ruiz', email: `ana@${tenant.tenantId}.test` };
  await okta.assign(person);
  await expect(okta.assign(person)).rejects.toThrow(/409/);
  await visit(owner, `${ACTIVITY_PAGE}?outcome=FAILED`);
  await owner.getByRole('row').filter({ hasText: '409' }).getByRole('link').click();
  const details = owner.getByRole('complementary', { name: 'Event details' });
  await expect(details).toContainText('already exists');
  await expect(details).toContainText('redacted');
  expect(await owner.content()).not.toContain('not-kept-Zx81');
});

test('a person is invited, gets another role, and is removed', async ({ owner, tenant }) => {
  await visit(owner, MEMBERS_PAGE);
  await owner.getByRole('button', { name: 'Invite…' }).click();
  const form = owner.getByRole('dialog', { name: 'Invite a person' });
  await form.getByRole('button', { name: 'Invite' }).click();
  await expect(form.getByLabel('Email')).toBeFocused();
  await form.getByLabel('Email').fill(`ivo@${tenant.tenantId}.test`);
  await form.getByLabel('Name').fill('Ivo Invited');
  await form.getByRole('button', { name: 'Invite' }).click();
  await expect(owner.getByText('Ivo Invited is a member now')).toBeVisible();
  const row = owner.getByRole('row').filter({ hasText: 'Ivo Invited' });
  await expect(row).toContainText('Member');

  await owner.getByRole('button', { name: 'Change roles of Ivo Invited' }).click();
  const roles = owner.getByRole('dialog', { name: 'Roles of Ivo Invited' });
  await roles.getByRole('checkbox', { name: 'Admin' }).check();
  await roles.getByRole('button', { name: 'Save roles' }).click();
  await expect(owner.getByText('Roles of Ivo Invited saved')).toBeVisible();
  await expect(row).toContainText('Admin');

  await owner.getByRole('button', { name: 'Remove Ivo Invited' }).click();
  const question = owner.getByRole('dialog', { name: 'Remove Ivo Invited' });
  await question.getByRole('button', { name: 'Remove' }).click();
  await expect(owner.getByText('Ivo Invited removed')).toBeVisible();
  await expect(row).toHaveCount(0);
  await owner.getByLabel('Status').selectOption('Deprovisioned');
  await owner.getByRole('button', { name: 'Apply' }).click();
  await expect(owner.getByRole('table', { name: 'Deprovisioned people' })).toContainText('Ivo Invited');
});

test('the last owner can neither give up the role nor be removed', async ({ owner }) => {
  await visit(owner, MEMBERS_PAGE);
  await owner.getByRole('button', { name: 'Change roles of Olga Owner' }).click();
  const roles = owner.getByRole('dialog', { name: 'Roles of Olga Owner' });
  await roles.getByRole('checkbox', { name: 'Owner' }).uncheck();
  await roles.getByRole('checkbox', { name: 'Admin' }).check();
  await roles.getByRole('button', { name: 'Save roles' }).click();
  await expect(roles.getByText(/last .*owner/i).first()).toBeVisible();
  await roles.getByRole('button', { name: 'Cancel' }).click();
  await owner.getByRole('button', { name: 'Remove Olga Owner' }).click();
  const question = owner.getByRole('dialog', { name: 'Remove Olga Owner' });
  await question.getByRole('button', { name: 'Remove' }).click();
  await expect(question.getByText(/last .*owner/i).first()).toBeVisible();
});

test('an API key with the SCIM scope is a SCIM token, until it is revoked', async ({ owner, tenant, scimClient }) => {
  await scimClient();
  await visit(owner, '/settings/api-keys');
  await owner.getByRole('button', { name: 'Create key…' }).click();
  const form = owner.getByRole('dialog', { name: 'Create key' });
  await form.getByLabel('Name').fill('Nightly import');
  await form.getByRole('button', { name: 'Create key' }).click();
  const shown = owner.getByRole('dialog', { name: 'Copy this key now' });
  const key = (await shown.getByRole('group', { name: /^Key, \d+ characters$/ }).textContent()) ?? '';
  await shown.getByLabel('I have stored this key').check();
  await shown.getByRole('button', { name: 'Done' }).click();

  const client = new OktaClient(tenantBaseUrl(tenant.tenantId), key);
  expect((await client.testConnection()).status).toBe(200);
  await owner.getByRole('link', { name: 'SCIM provisioning' }).first().click();
  await expect(scimSwitch(owner)).toBeVisible();
  await expect(owner.getByRole('row').filter({ hasText: 'Nightly import' })).toBeVisible();
  await owner.getByRole('button', { name: 'Revoke Nightly import' }).click();
  await owner.getByRole('dialog').getByRole('button', { name: 'Revoke credential' }).click();
  await expect(owner.getByText('“Nightly import” revoked')).toBeVisible();
  expect((await client.testConnection()).status).toBe(401);
});

test('a strict credential refuses what a compatible one repairs', async ({ owner, tenant, scimClient }) => {
  const compatible = await scimClient();
  const id = await compatible.assign({ givenName: 'Ana', familyName: 'Ruiz', email: 'ana@acme.test' });
  await visit(owner, SCIM_PAGE);
  await owner.getByRole('button', { name: 'Create credential…' }).first().click();
  const form = owner.getByRole('dialog', { name: 'Create credential' });
  await expect(form.getByRole('radio', { name: /^Compatible \(recommended\)/ })).toBeChecked();
  await form.getByLabel('Label').fill('Test client');
  await form.getByRole('radio', { name: /^Strict/ }).check();
  await form.getByRole('button', { name: 'Create credential' }).click();
  const shown = owner.getByRole('dialog', { name: 'Copy this token now' });
  const token = (await shown.getByRole('group', { name: /^Token, / }).textContent()) ?? '';
  await shown.getByLabel('I have stored this token').check();
  await shown.getByRole('button', { name: 'Done' }).click();
  await expect(owner.getByRole('row').filter({ hasText: 'Test client' }).getByText('Strict')).toBeVisible();
  await expect(owner.getByRole('row').filter({ hasText: 'Okta production' }).getByText('Compatible')).toBeVisible();

  const strict = new OktaClient(tenantBaseUrl(tenant.tenantId), token);
  expect((await strict.deactivate(id)).body).toMatchObject({ status: '400', scimType: 'invalidSyntax' });
  expect((await compatible.deactivate(id)).body).toMatchObject({ active: false });
});

test('a credential reads roles in the form that was chosen for it', async ({ owner, tenant, scimClient }) => {
  const okta = await scimClient();
  await visit(owner, SCIM_PAGE);
  await owner.getByRole('button', { name: 'Create credential…' }).first().click();
  const form = owner.getByRole('dialog', { name: 'Create credential' });
  await form.getByLabel('Label').fill('Draft client');
  await expect(form.getByRole('checkbox', { name: /^Roles as the IETF draft/ })).not.toBeChecked();
  await form.getByRole('checkbox', { name: /^Roles as the IETF draft/ }).check();
  await form.getByRole('button', { name: 'Create credential' }).click();
  const shown = owner.getByRole('dialog', { name: 'Copy this token now' });
  const token = (await shown.getByRole('group', { name: /^Token, / }).textContent()) ?? '';
  await shown.getByLabel('I have stored this token').check();
  await shown.getByRole('button', { name: 'Done' }).click();
  await expect(owner.getByRole('row').filter({ hasText: 'Draft client' }).getByText('IETF roles')).toBeVisible();
  await expect(owner.getByText('IETF roles')).toHaveCount(1);

  const ietf = new OktaClient(tenantBaseUrl(tenant.tenantId), token);
  const role = { id: 'owner', displayName: 'Owner', value: 'owner', display: 'Owner' };
  const [theirs, ours] = [await ietf.send('GET', '/Roles/owner'), await okta.send('GET', '/Roles/owner')];
  expect(theirs.body).toMatchObject({ ...role, schemas: ['urn:ietf:params:scim:schemas:core:2.0:Role'] });
  expect(ours.body).toMatchObject({ ...role, schemas: ['urn:okta:scim:schemas:core:1.0:Role'] });
});

test.describe('two hundred people', () => {
  test.beforeEach(async ({ tenant }) => {
    await seedTenant({ tenantId: tenant.tenantId, users: 200, groups: 0, members: 0 }, () => undefined);
  });

  test('are paged without gap or repetition, and back', async ({ owner }) => {
    await visit(owner, MEMBERS_PAGE);
    const seen: string[] = [];
    for (const summary of ['1–50 of 197', '51–100 of 197', '101–150 of 197', '151–197 of 197']) {
      if (seen.length > 0) await owner.getByRole('link', { name: 'Next' }).click();
      await expect(owner.getByText(summary)).toBeVisible();
      seen.push(...(await owner.getByRole('rowheader').allInnerTexts()));
    }
    expect(seen).toHaveLength(197);
    expect(new Set(seen).size).toBe(197);
    await expect(owner.getByRole('link', { name: 'Next' })).toHaveCount(0);
    await owner.getByRole('link', { name: 'Previous' }).click();
    await expect(owner.getByText('101–150 of 197')).toBeVisible();
  });

  test('are sorted by what a heading says', async ({ owner }) => {
    await visit(owner, MEMBERS_PAGE);
    const heading = owner.getByRole('columnheader', { name: 'Name' });
    await expect(heading).toHaveAttribute('aria-sort', 'ascending');
    const firstByName = (await owner.getByRole('rowheader').first().textContent()) ?? '';
    await heading.getByRole('link').click();
    await expect(heading).toHaveAttribute('aria-sort', 'descending');
    await expect(owner.getByRole('rowheader').first()).not.toHaveText(firstByName);
  });

  test('are searched whole, not only the page that is shown', async ({ owner }) => {
    await visit(owner, `${MEMBERS_PAGE}?sort=name&direction=desc`);
    const search = owner.getByRole('searchbox', { name: 'Search by name or email' });
    await search.fill('olga owner');
    await expect(owner.getByText('1–1 of 1')).toBeVisible();
    await expect(owner.getByRole('rowheader', { name: /Olga Owner/ })).toBeVisible();
    await expect(owner).toHaveURL(/q=olga/);
    await search.fill('no-one is called this');
    await expect(owner.getByRole('main').getByRole('table')).toHaveCount(0);
    await owner.getByRole('link', { name: 'Remove filter Search: no-one is called this' }).click();
    await expect(owner.getByText('1–50 of 197')).toBeVisible();
  });
});
