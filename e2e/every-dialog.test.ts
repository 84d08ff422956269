import type { Page } from '@playwright/test';
import { expectAccessible } from './support/audit';
import { watchFaults } from './support/page-faults';
import { expect, test } from './support/test';
import { visit } from './support/visit';
import { staffExtension } from './support/staff-extension';
import { createRole } from '@/lib/mapping/catalogue/create-role';
import { registerExtension } from '@/lib/schemas/register-extension';
import { accepted } from '@/lib/shared/accepted';
import { newMember } from '@/testing/new-tenant';

const ROLES_PAGE = '/settings/identity/role-mapping/roles';

interface DialogUnderTest {
  title: string;
  path: string;
  open: (page: Page) => Promise<void>;
}

async function openCreateCredential(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Create credential…' }).first().click();
  await expect(page.getByRole('dialog', { name: 'Create credential' }).getByLabel('Label')).toBeFocused();
}

async function submitCredential(page: Page, label: string): Promise<void> {
  const form = page.getByRole('dialog', { name: 'Create credential' });
  await form.getByLabel('Label').fill(label);
  await form.getByRole('button', { name: 'Create credential' }).click();
}

async function showSecret(page: Page): Promise<void> {
  await openCreateCredential(page);
  await submitCredential(page, 'Okta production');
  await expect(page.getByRole('dialog', { name: 'Copy this token now' })).toBeVisible();
}

const dialogs: DialogUnderTest[] = [
  {
    title: 'creating a credential, with a mistake',
    path: '/settings/identity/scim',
    async open(page) {
      await openCreateCredential(page);
      await submitCredential(page, '');
      await expect(page.getByRole('dialog').getByLabel('Label')).toHaveAttribute('aria-invalid', 'true');
    },
  },
  { title: 'a token', path: '/settings/identity/scim', open: showSecret },
  {
    title: 'revoking a credential',
    path: '/settings/identity/scim',
    async open(page) {
      await showSecret(page);
      await page.getByLabel('I have stored this token').check();
      await page.getByRole('button', { name: 'Done' }).click();
      await page.getByRole('button', { name: 'Revoke Okta production' }).click();
      await expect(page.getByRole('dialog', { name: 'Revoke credential' })).toBeVisible();
    },
  },
  {
    title: 'registering an extension, with mistakes',
    path: '/settings/identity/scim',
    async open(page) {
      await page.getByRole('button', { name: 'Register extension…' }).click();
      const form = page.getByRole('dialog', { name: 'Register a schema extension' });
      await form.getByRole('button', { name: 'Another attribute' }).click();
      await form.getByRole('button', { name: 'Register extension' }).click();
      await expect(form.getByLabel('Schema URN')).toBeFocused();
      await expect(form.getByRole('group', { name: 'Attribute 2' }).getByLabel('Name')).toHaveAttribute('aria-invalid', 'true');
    },
  },
  {
    title: 'adding an attribute, with a mistake',
    path: '/settings/identity/scim',
    async open(page) {
      await page.getByRole('button', { name: 'Add an attribute to Staff' }).click();
      const form = page.getByRole('dialog', { name: 'Add an attribute to Staff' });
      await form.getByRole('button', { name: 'Add attribute' }).click();
      await expect(form.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true');
    },
  },
  {
    title: 'removing an extension',
    path: '/settings/identity/scim',
    async open(page) {
      await page.getByRole('button', { name: 'Remove Staff' }).click();
      const question = page.getByRole('dialog', { name: 'Remove extension Staff' });
      await expect(question.getByText('No person carries a value of Staff.')).toBeVisible();
    },
  },
  {
    title: 'changes that are not saved',
    path: '/settings/identity/scim',
    async open(page) {
      await page.getByRole('switch', { name: 'Enable SCIM provisioning' }).click();
      await expect(page.getByRole('region', { name: 'Unsaved changes' })).toBeVisible();
    },
  },
  {
    title: 'reviewing changes',
    path: '/settings/identity/activity',
    async open(page) {
      await page.getByRole('switch', { name: 'Log successful events (debug)' }).click();
      await page.getByRole('button', { name: 'Review and save' }).click();
      await expect(page.getByRole('dialog', { name: 'Save 1 change' })).toBeVisible();
    },
  },
  {
    title: 'creating a key',
    path: '/settings/api-keys',
    async open(page) {
      await page.getByRole('button', { name: 'Create key…' }).click();
      await page.getByLabel('Expires').selectOption('On a date…');
      await expect(page.getByLabel('Last day')).toBeVisible();
    },
  },
  {
    title: 'inviting a person, with mistakes',
    path: '/settings/members',
    async open(page) {
      await page.getByRole('button', { name: 'Invite…' }).click();
      const form = page.getByRole('dialog', { name: 'Invite a person' });
      await form.getByRole('button', { name: 'Invite' }).click();
      await expect(form.getByLabel('Email')).toBeFocused();
      await expect(form.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true');
    },
  },
  {
    title: 'changing roles',
    path: '/settings/members',
    async open(page) {
      await page.getByRole('button', { name: 'Change roles of Ivo Invited' }).click();
      await expect(page.getByRole('dialog', { name: 'Roles of Ivo Invited' })).toBeVisible();
    },
  },
  {
    title: 'removing a person',
    path: '/settings/members',
    async open(page) {
      await page.getByRole('button', { name: 'Remove Ivo Invited' }).click();
      await expect(page.getByRole('dialog', { name: 'Remove Ivo Invited' })).toBeVisible();
    },
  },
  {
    title: 'creating a role, with mistakes',
    path: ROLES_PAGE,
    async open(page) {
      await page.getByRole('button', { name: 'Create role…' }).click();
      const form = page.getByRole('dialog', { name: 'Create role' });
      await form.getByRole('button', { name: 'Create role' }).click();
      await expect(form.getByLabel('Name')).toBeFocused();
      await expect(form.getByLabel('Key')).toHaveAttribute('aria-invalid', 'true');
    },
  },
  {
    title: 'making people admins by a role',
    path: ROLES_PAGE,
    async open(page) {
      await page.getByRole('button', { name: 'Edit Editor' }).click();
      const form = page.getByRole('dialog', { name: 'Edit Editor' });
      await form.getByRole('radio', { name: /^Admin/ }).check();
      await form.getByRole('button', { name: 'Save role' }).click();
      await expect(form.getByLabel('Confirmation')).toBeFocused();
    },
  },
  {
    title: 'a role that is in use',
    path: ROLES_PAGE,
    async open(page) {
      await page.getByRole('button', { name: 'Delete Editor' }).click();
      const refusal = page.getByRole('dialog', { name: 'Editor is in use' });
      await expect(refusal.getByText('Edda Editor has it.')).toBeVisible();
    },
  },
  {
    title: 'deleting a role',
    path: ROLES_PAGE,
    async open(page) {
      await page.getByRole('button', { name: 'Delete Auditor' }).click();
      await expect(page.getByRole('dialog').getByText('Nobody has Auditor')).toBeVisible();
    },
  },
  {
    title: 'the account',
    path: '/settings/members',
    async open(page) {
      await page.getByRole('button', { name: 'Account of Olga Owner' }).click();
      await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    },
  },
  {
    title: 'the navigation of narrow screens',
    path: '/settings/members',
    async open(page) {
      await page.setViewportSize({ width: 390, height: 800 });
      await page.getByRole('button', { name: 'Open navigation' }).click();
      await expect(page.getByRole('dialog', { name: 'Navigation' }).getByRole('link', { name: 'API keys' })).toBeVisible();
    },
  },
];

for (const { title, path, open } of dialogs) {
  test(`${title}: accessible and without a fault`, async ({ owner, tenant }) => {
    await newMember(tenant.tenantId, 'Ivo Invited');
    accepted(await registerExtension(tenant.owner, staffExtension));
    const role = { description: '', level: 'MEMBER' as const };
    accepted(await createRole(tenant.owner, { ...role, key: 'editor', name: 'Editor' }));
    accepted(await createRole(tenant.owner, { ...role, key: 'auditor', name: 'Auditor' }));
    await newMember(tenant.tenantId, 'Edda Editor', { roleKey: 'editor' });
    const faults = await watchFaults(owner);
    await visit(owner, path);
    await open(owner);
    await expectAccessible(owner);
    expect(faults).toEqual([]);
  });
}

test('the pages of signing in: accessible and without a fault', async ({ page, tenant }) => {
  const faults = await watchFaults(page);
  await visit(page, '/sign-in');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await page.getByLabel('Email').fill(tenant.ownerEmail);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('6-digit code').fill('1');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('6-digit code')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  expect(faults).toEqual([]);
});
