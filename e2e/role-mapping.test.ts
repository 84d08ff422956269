import type { Locator, Page } from '@playwright/test';
import { db } from '@/lib/db/kysely';
import { newMember } from '@/testing/new-tenant';
import type { OktaClient } from './support/okta-client';
import { people } from './support/people';
import { expect, test } from './support/test';
import { visit } from './support/visit';

const MAPPING_PAGE = '/settings/identity/role-mapping';
const MEMBERS_PAGE = '/settings/members';

function saveBar(page: Page): Locator {
  return page.getByRole('region', { name: 'Unsaved changes' });
}

function preview(page: Page): Locator {
  return page.getByRole('region', { name: 'If you save' });
}

function rule(page: Page, number: number): Locator {
  return page.getByRole('group', { name: new RegExp(`^Rule ${number}:`) });
}

/** Opens the review and saves; types what is asked for, when something is. */
async function save(page: Page, confirmation?: string): Promise<void> {
  await saveBar(page).getByRole('button', { name: 'Review and save' }).click();
  const review = page.getByRole('dialog', { name: /^Save \d+ changes?$/ });
  // What it touches arrives while the dialog is open, and moves its buttons.
  await expect(review.getByText(/stays? as they are|Nobody’s roles change now/).first()).toBeVisible();
  if (confirmation !== undefined) await review.getByLabel(`Type ${confirmation} to save`).fill(confirmation);
  await review.getByRole('button', { name: 'Save' }).click();
}

async function addRule(page: Page, number: number, group: string, role: string): Promise<void> {
  await page.getByRole('button', { name: 'Add rule', exact: true }).click();
  const name = rule(page, number).getByRole('combobox', { name: `IdP group of rule ${number}` });
  await expect(name).toBeFocused();
  await name.fill(group);
  await name.press('Escape');
  await rule(page, number).getByLabel(`Role of rule ${number}`).selectOption(role);
}

/** Assigns the first people of a company, and answers with the ids they have here. */
async function assign(okta: OktaClient, domain: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (const person of people(domain).slice(0, count)) ids.push(await okta.assign(person));
  return ids;
}

async function switchScim(page: Page): Promise<void> {
  await visit(page, '/settings/identity/scim');
  await page.getByRole('switch', { name: 'Enable SCIM provisioning' }).click();
  await saveBar(page).getByRole('button', { name: 'Review and save' }).click();
}

function memberRow(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ hasText: name });
}

test('groups become roles, on a page that is open already', async ({ owner, tenant, scimClient, signedIn }) => {
  const okta = await scimClient();
  const [ana = '', bo = ''] = await assign(okta, `${tenant.tenantId}.test`, 2);
  await visit(owner, MAPPING_PAGE);
  await owner.getByRole('radio', { name: /^From IdP groups/ }).check();
  await addRule(owner, 1, 'Rollcall Admins', 'Admin');
  await expect(rule(owner, 1)).toContainText('Not pushed yet.');
  await expect(rule(owner, 1)).toContainText('Makes admins');
  await expect(preview(owner)).toContainText('Nobody changes role · all 2 stay as they are');
  await save(owner);
  await expect(owner.getByText('The role mapping is saved')).toBeVisible();
  await expect(owner.getByRole('main').getByText('Applied: nobody’s role changed')).toBeVisible();

  const members = await signedIn({ tenantId: tenant.tenantId, memberId: tenant.ownerId });
  await visit(members, MEMBERS_PAGE);
  await expect(memberRow(members, 'Ana Ruiz')).toContainText('Member');
  const before = await memberRow(members, 'Ana Ruiz').boundingBox();
  const group = await okta.pushGroup('Rollcall Admins', [ana]);
  await expect(memberRow(members, 'Ana Ruiz')).toContainText('Admin');
  expect(await memberRow(members, 'Ana Ruiz').boundingBox()).toEqual(before);
  await okta.addMembers(group, [bo]);
  await expect(memberRow(members, 'Ana Ström')).toContainText('Admin');
  await okta.renameGroup(group, 'Rollcall Administrators');
  await okta.removeMember(group, ana);
  await expect(memberRow(members, 'Ana Ruiz')).toContainText('Member');
  await expect(memberRow(members, 'Ana Ström')).toContainText('Admin');

  await owner.reload();
  await expect(rule(owner, 1)).toContainText('Now called Rollcall Administrators. The rule follows it.');
  await expect(rule(owner, 1)).toContainText('1 person');
});

test('a near miss is pointed out, and corrected with one press', async ({ owner, tenant, scimClient }) => {
  const okta = await scimClient();
  await okta.pushGroup('Agility-Admins', await assign(okta, `${tenant.tenantId}.test`, 3));
  await visit(owner, MAPPING_PAGE);
  await owner.getByRole('radio', { name: /^From IdP groups/ }).check();
  await addRule(owner, 1, 'agility-admins', 'Viewer');
  await expect(rule(owner, 1)).toContainText('Did you mean Agility-Admins?');
  await expect(preview(owner)).toContainText('Nobody changes role');
  await rule(owner, 1).getByRole('button', { name: /^Use Agility-Admins/ }).click();
  await expect(rule(owner, 1).getByRole('combobox', { name: /^IdP group/ })).toHaveValue('Agility-Admins');
  await expect(rule(owner, 1)).toContainText('3 members');
  await expect(preview(owner)).toContainText('3 people change role · 0 lose access');
  await save(owner);
  await expect(owner.getByRole('main').getByText('Applied: 3 people changed role')).toBeVisible();
});

test('groups are chosen with the keyboard alone', async ({ owner, scimClient }) => {
  const okta = await scimClient();
  await okta.pushGroup('Engineering');
  await okta.pushGroup('Engineering Leads');
  await visit(owner, MAPPING_PAGE);
  await owner.getByRole('radio', { name: /^From IdP groups/ }).check();
  await owner.getByRole('button', { name: 'Add rule', exact: true }).focus();
  await owner.keyboard.press('Enter');
  await owner.keyboard.type('lead');
  await expect(owner.getByRole('option', { name: /^Engineering Leads/ })).toContainText('0 members');
  await owner.keyboard.press('ArrowDown');
  await owner.keyboard.press('Enter');
  await expect(owner.getByLabel('IdP group of rule 1')).toHaveValue('Engineering Leads');
  await owner.keyboard.press('Control+s');
  await expect(owner.getByLabel('Role of rule 1')).toBeFocused();
  await expect(rule(owner, 1)).toContainText('Choose a role.');
  await rule(owner, 1).getByRole('button', { name: /^Remove rule 1/ }).click();
  await expect(owner.getByRole('button', { name: 'Add rule', exact: true })).toBeFocused();
  await owner.getByRole('button', { name: 'Undo' }).click();
  await expect(owner.getByLabel('IdP group of rule 1')).toBeFocused();
});

test('values of an attribute become roles; those that nothing knows are listed', async ({ owner, tenant, scimClient }) => {
  const okta = await scimClient();
  const ids = await assign(okta, `${tenant.tenantId}.test`, 3);
  for (const [index, value] of ['sales', 'sales', 'admin'].entries()) {
    await okta.replaceAttribute(ids[index] ?? '', 'roles', [{ value }]);
  }
  await visit(owner, MAPPING_PAGE);
  const arrived = owner.getByRole('table', { name: 'Values that have arrived' });
  await expect(arrived.getByRole('row').filter({ hasText: 'admin' })).toContainText('Admin, by itself');
  await expect(owner.getByText('1 value arrived that no rule knows')).toBeVisible();
  await arrived.getByRole('button', { name: 'Add rule for sales' }).click();
  await expect(owner.getByLabel('Role of rule 1')).toBeFocused();
  await owner.getByLabel('Role of rule 1').selectOption('Viewer');
  await expect(preview(owner)).toContainText('2 people change role');
  await save(owner);
  await expect(owner.getByRole('main').getByText('Applied: 2 people changed role')).toBeVisible();

  await owner.getByLabel('Path of a User attribute').fill('rolez');
  await expect(owner.getByText('"rolez" is no attribute of a User.')).toBeVisible();
  await owner.getByLabel('Path of a User attribute').fill('department');
  await owner.getByRole('option', { name: /department/ }).first().click();
  await expect(owner.getByText(/^Nobody whom SCIM manages has a value/)).toBeVisible();
});

test('a table from a spreadsheet becomes rules, and each bad line is named', async ({ owner, scimClient }) => {
  await scimClient();
  await visit(owner, MAPPING_PAGE);
  await owner.getByRole('radio', { name: /^From IdP groups/ }).check();
  await owner.getByRole('button', { name: 'Paste a table…' }).click();
  const dialog = owner.getByRole('dialog', { name: 'Paste rules' });
  await dialog.getByLabel('Table').fill('Group\tRole\nPlatform\tViewer\nSupport\tmember\nBroken\nX\tnosuch\n');
  await expect(dialog.getByText('2 lines are not understood and will not be added')).toBeVisible();
  await expect(dialog).toContainText('Line 4:');
  await expect(dialog).toContainText('Line 5: There is no role "nosuch".');
  await dialog.getByRole('button', { name: 'Add 2 rules' }).click();
  await expect(rule(owner, 2).getByLabel('Role of rule 2')).toHaveValue('member');
  await save(owner);
  await expect(owner.getByText('The role mapping is saved')).toBeVisible();
  await owner.reload();
  await expect(owner.getByLabel('IdP group of rule 1')).toHaveValue('Platform');
});

test('what was shown before saving is what happens', async ({ owner, tenant, scimClient }) => {
  const okta = await scimClient();
  const ids = await assign(okta, `${tenant.tenantId}.test`, 14);
  await okta.pushGroup('Finance', ids.slice(0, 2));
  await visit(owner, MAPPING_PAGE);
  await owner.getByRole('radio', { name: /^From IdP groups/ }).check();
  await addRule(owner, 1, 'Finance', 'Admin');
  await owner.getByLabel('People no rule matches').selectOption('No role (no access)');
  await expect(preview(owner)).toContainText('14 people change role · 12 lose access · 2 become admin');
  await preview(owner).getByRole('button', { name: 'See all 14' }).click();
  const listed = owner.getByRole('dialog', { name: 'People who would change' });
  await listed.getByRole('searchbox').fill('ana ruiz');
  await expect(listed.getByRole('row')).toHaveCount(2);
  await expect(listed.getByRole('row').filter({ hasText: 'Ana Ruiz' })).toContainText('Member → , then Admin');
  await listed.getByRole('button', { name: 'Close' }).click();

  await saveBar(owner).getByRole('button', { name: 'Review and save' }).click();
  const review = owner.getByRole('dialog', { name: /^Save 3 changes$/ });
  await expect(review).toContainText('12 people would have no role, hence no access.');
  await review.getByRole('button', { name: 'Save' }).click();
  const field = review.getByLabel('Type remove 12 grant 2 to save');
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill('remove 12 grant 2');
  await field.press('Enter');
  await expect(owner.getByRole('main').getByText('Applied: 14 people changed role')).toBeVisible();
  const { tenantId } = tenant;
  const grants = await db().selectFrom('MemberRole').select(['roleKey', 'memberId']).where('tenantId', '=', tenantId).execute();
  expect(grants.map(({ roleKey }) => roleKey).sort()).toEqual(['admin', 'admin', 'owner']);
});

test('the last owner stays one', async ({ owner, tenant, scimClient }) => {
  const okta = await scimClient();
  await okta.assign({ givenName: 'Olga', familyName: 'Owner', email: tenant.ownerEmail });
  await visit(owner, MAPPING_PAGE);
  await owner.getByRole('radio', { name: /^From IdP groups/ }).check();
  await expect(preview(owner).getByText('This cannot be saved')).toBeVisible();
  await expect(preview(owner)).toContainText('without an active owner');
  await save(owner);
  const review = owner.getByRole('dialog', { name: 'Save 1 change' });
  await expect(review.getByRole('alert')).toContainText('without an active owner');
});

test('turning SCIM on asks what saving its mapping would have asked', async ({ owner, tenant, scimClient }) => {
  const okta = await scimClient();
  await okta.pushGroup('Leads', await assign(okta, `${tenant.tenantId}.test`, 1));
  await switchScim(owner);
  await owner.getByRole('dialog', { name: 'Save 1 change' }).getByRole('button', { name: 'Save' }).click();
  await expect(owner.getByRole('status').filter({ hasText: 'Saved' })).toBeAttached();
  await visit(owner, MAPPING_PAGE);
  await owner.getByRole('radio', { name: /^From IdP groups/ }).check();
  await addRule(owner, 1, 'Leads', 'Admin');
  await save(owner);
  await expect(owner.getByText('The role mapping is saved')).toBeVisible();

  await switchScim(owner);
  const review = owner.getByRole('dialog', { name: 'Save 1 change' });
  await review.getByRole('button', { name: 'Save' }).click();
  const field = review.getByLabel('Confirmation');
  await expect(field).toBeFocused();
  await expect(review).toContainText('Type “grant 1” to confirm: 1 person would become admin.');
  await field.fill('grant 1');
  await review.getByRole('button', { name: 'Save' }).click();
  await expect(review).toBeHidden();
  await visit(owner, MEMBERS_PAGE);
  await expect(memberRow(owner, 'Ana Ruiz')).toContainText('Admin');
});

test('two admins at one mapping: the second is shown the difference', async ({ owner, tenant, signedIn }) => {
  const memberId = await newMember(tenant.tenantId, 'Priya Second', { roleKey: 'admin' });
  const second = await signedIn({ tenantId: tenant.tenantId, memberId });
  for (const page of [owner, second]) {
    await visit(page, MAPPING_PAGE);
    await page.getByRole('radio', { name: /^From IdP groups/ }).check();
  }
  await addRule(second, 1, 'Engineering', 'Viewer');
  await save(second);
  await expect(second.getByText('The role mapping is saved')).toBeVisible();

  await addRule(owner, 1, 'Finance', 'Member');
  await save(owner);
  await expect(owner.getByText(/^Priya Second saved the role mapping/)).toBeVisible();
  const comparison = owner.getByRole('alert').getByRole('row');
  await expect(comparison.filter({ hasText: 'Group Engineering' })).toContainText('–ViewerViewer');
  await expect(comparison.filter({ hasText: 'Group Finance' })).toContainText('––Member');
  await save(owner);
  await expect(owner.getByText('The role mapping is saved')).toBeVisible();
  await second.reload();
  await expect(second.getByLabel('IdP group of rule 1')).toHaveValue('Engineering');
  await expect(second.getByLabel('IdP group of rule 2')).toHaveValue('Finance');
});
