import type { Page } from '@playwright/test';
import { listEvents } from '@/lib/activity/list-events';
import { changeRole } from '@/lib/mapping/catalogue/change-role';
import { createRole } from '@/lib/mapping/catalogue/create-role';
import { listCatalogueRoles } from '@/lib/mapping/catalogue/list-catalogue-roles';
import { accepted } from '@/lib/shared/accepted';
import { newMember } from '@/testing/new-tenant';
import type { TestTenant } from '@/testing/new-tenant';
import { expect, test } from './support/test';
import { visit } from './support/visit';

const ROLES_PAGE = '/settings/identity/role-mapping/roles';

const EDITOR = { key: 'editor', name: 'Editor', description: 'Writes.', level: 'MEMBER' as const };

function ownRoles(page: Page) {
  return page.getByRole('table', { name: 'Roles of your own' });
}

async function openEditor(page: Page) {
  await page.getByRole('button', { name: 'Edit Editor' }).click();
  return page.getByRole('dialog', { name: 'Edit Editor' });
}

/** Somebody else gives the role another name. */
async function renameElsewhere({ tenantId, owner }: TestTenant, name: string): Promise<void> {
  const role = (await listCatalogueRoles(tenantId)).find(({ key }) => key === 'editor');
  accepted(await changeRole(owner, { ...EDITOR, name, updatedAt: role?.updatedAt ?? new Date() }));
}

test('a role is created, given, edited, kept while it is used, and deleted', async ({ owner, tenant }) => {
  const { tenantId } = tenant;
  await visit(owner, ROLES_PAGE);
  await expect(owner.getByText('No roles of your own yet')).toBeVisible();

  await test.step('created, its key following its name', async () => {
    await owner.getByRole('button', { name: 'Create role…' }).click();
    const form = owner.getByRole('dialog', { name: 'Create role' });
    await form.getByLabel('Name').fill('Billing clerk');
    await expect(form.getByLabel('Key')).toHaveValue('billing-clerk');
    await form.getByLabel('Description').fill('Sees invoices.');
    await form.getByRole('button', { name: 'Create role' }).click();
    await expect(owner.getByText('Role Billing clerk created')).toBeVisible();
    await expect(ownRoles(owner).getByRole('row').filter({ hasText: 'billing-clerk' })).toContainText('Sees invoices.');
  });
  const member = await newMember(tenantId, 'Ana Ruiz', { roleKey: 'billing-clerk' });
  const row = ownRoles(owner).getByRole('row').filter({ hasText: 'billing-clerk' });

  await test.step('its people are one click away', async () => {
    await visit(owner, ROLES_PAGE);
    await row.getByRole('link', { name: '1 person with the role Billing clerk' }).click();
    await expect(owner.getByRole('rowheader', { name: /Ana Ruiz/ })).toBeVisible();
    await expect(owner.getByRole('rowheader')).toHaveCount(1);
  });
  await test.step('edited, admins being made only when that is typed', async () => {
    await visit(owner, ROLES_PAGE);
    await row.getByRole('button', { name: 'Edit Billing clerk' }).click();
    const form = owner.getByRole('dialog', { name: 'Edit Billing clerk' });
    await expect(form.getByText('1 person has this role.')).toBeVisible();
    await form.getByLabel('Name').fill('Billing lead');
    await form.getByRole('radio', { name: /^Admin/ }).check();
    await form.getByRole('button', { name: 'Save role' }).click();
    const confirmation = form.getByLabel('Confirmation');
    await expect(confirmation).toBeFocused();
    await expect(confirmation).toHaveAccessibleDescription(/Type “grant 1” to confirm: 1 person would become admin/);
    await confirmation.fill('grant 1');
    await form.getByRole('button', { name: 'Save role' }).click();
    await expect(owner.getByText('Role Billing lead saved')).toBeVisible();
    await expect(row).toContainText('Admin');
    expect((await listEvents(tenantId, { type: ['admin_role_changed'] })).events).toHaveLength(1);
  });
  await test.step('kept while somebody has it, and it is said who', async () => {
    await row.getByRole('button', { name: 'Delete Billing lead' }).click();
    const refusal = owner.getByRole('dialog', { name: 'Billing lead is in use' });
    await expect(refusal.getByText('Ana Ruiz has it.')).toBeVisible();
    await expect(refusal.getByRole('button', { name: 'Delete role' })).toHaveCount(0);
    await refusal.getByRole('link', { name: 'See who has it' }).click();
    await owner.getByRole('button', { name: 'Change roles of Ana Ruiz' }).click();
    const roles = owner.getByRole('dialog', { name: 'Roles of Ana Ruiz' });
    await roles.getByRole('checkbox', { name: 'Billing lead' }).uncheck();
    await roles.getByRole('checkbox', { name: 'Viewer' }).check();
    await roles.getByRole('button', { name: 'Save roles' }).click();
    await expect(owner.getByText('Roles of Ana Ruiz saved')).toBeVisible();
  });
  await test.step('deleted when nothing uses it', async () => {
    await newMember(tenantId, 'Bo Left', { roleKey: 'billing-clerk', status: 'DEPROVISIONED' });
    await visit(owner, ROLES_PAGE);
    await row.getByRole('button', { name: 'Delete Billing lead' }).click();
    const question = owner.getByRole('dialog', { name: 'Delete role Billing lead' });
    await expect(question.getByText('1 person who has left had it.')).toBeVisible();
    await question.getByRole('button', { name: 'Delete role' }).click();
    await expect(owner.getByText('Role Billing lead deleted')).toBeVisible();
    await expect(owner.getByText('No roles of your own yet')).toBeVisible();
  });
  expect(member).not.toBe('');
});

test('a new level is what people may do at their next click', async ({ owner, tenant, signedIn }) => {
  const { tenantId } = tenant;
  accepted(await createRole(tenant.owner, { ...EDITOR, level: 'ADMIN' }));
  const memberId = await newMember(tenantId, 'Ana Ruiz', { roleKey: 'editor' });
  const ana = await signedIn({ tenantId, memberId });
  await visit(ana, '/settings/members');
  await expect(ana.getByRole('button', { name: 'Invite…' })).toBeVisible();

  await visit(owner, ROLES_PAGE);
  const form = await openEditor(owner);
  await form.getByRole('radio', { name: /^Viewer/ }).check();
  await form.getByRole('button', { name: 'Save role' }).click();
  await expect(owner.getByText('Role Editor saved')).toBeVisible();

  await ana.getByRole('button', { name: 'Invite…' }).click();
  const invitation = ana.getByRole('dialog', { name: 'Invite a person' });
  await invitation.getByLabel('Email').fill('ivo@elsewhere.test');
  await invitation.getByLabel('Name').fill('Ivo Invited');
  await invitation.getByRole('button', { name: 'Invite' }).click();
  await expect(invitation.getByText('Only owners and admins can change members.')).toBeVisible();
  await ana.goto(ROLES_PAGE);
  await expect(ana.getByText('You can look but not change.')).toBeVisible();
});

test('mistakes are said at their fields, and nothing that was typed is lost', async ({ owner }) => {
  await visit(owner, ROLES_PAGE);
  await owner.getByRole('button', { name: 'Create role…' }).click();
  const form = owner.getByRole('dialog', { name: 'Create role' });
  await form.getByLabel('Name').fill('viewer');
  await form.getByLabel('Key').fill('Two Words');
  await form.getByRole('button', { name: 'Create role' }).click();
  await expect(form.getByLabel('Key')).toBeFocused();
  await expect(form.getByLabel('Key')).toHaveAccessibleDescription(/Use a–z, 0–9/);
  await form.getByLabel('Key').fill('two-words');
  await form.getByRole('button', { name: 'Create role' }).click();
  await expect(form.getByLabel('Name')).toBeFocused();
  await expect(form.getByLabel('Name')).toHaveAccessibleDescription(/the role viewer is called Viewer/);
  await expect(form.getByLabel('Name')).toHaveValue('viewer');
});

test('of two admins who edit a role, the second sees what the first did', async ({ owner, tenant }) => {
  accepted(await createRole(tenant.owner, EDITOR));
  await visit(owner, ROLES_PAGE);
  const form = await openEditor(owner);
  await form.getByLabel('Name').fill('Author');
  await renameElsewhere(tenant, 'Writer');
  await form.getByRole('button', { name: 'Save role' }).click();
  const conflict = form.getByRole('alert').filter({ hasText: 'Someone else changed this role meanwhile' });
  await expect(conflict).toContainText('Writer');
  await expect(form.getByLabel('Name')).toHaveValue('Author');
  await form.getByRole('button', { name: 'Save role' }).click();
  await expect(owner.getByText('Role Author saved')).toBeVisible();
});

test('who may only look sees values and no controls; admins do not decide who is an owner', async ({ tenant, signedIn }) => {
  const { tenantId } = tenant;
  accepted(await createRole(tenant.owner, EDITOR));
  accepted(await createRole(tenant.owner, { key: 'boss', name: 'Boss', description: '', level: 'OWNER' }));
  const viewer = await signedIn({ tenantId, memberId: await newMember(tenantId, 'Vera', { roleKey: 'viewer' }) });
  await viewer.goto(ROLES_PAGE);
  await expect(ownRoles(viewer).getByRole('row').filter({ hasText: 'Editor' })).toContainText('Writes.');
  await expect(viewer.getByRole('table', { name: 'What each level may do' })).toBeVisible();
  await expect(viewer.getByRole('main').getByRole('button')).toHaveCount(0);

  const admin = await signedIn({ tenantId, memberId: await newMember(tenantId, 'Ada', { roleKey: 'admin' }) });
  await visit(admin, ROLES_PAGE);
  await admin.getByRole('button', { name: 'Create role…' }).click();
  const form = admin.getByRole('dialog', { name: 'Create role' });
  await expect(form.getByRole('radio')).toHaveCount(3);
  await form.getByRole('button', { name: 'Cancel' }).click();
  await admin.getByRole('button', { name: 'Edit Boss' }).click();
  await expect(admin.getByText('Owner. Only owners can change this.')).toBeVisible();
});
