import type { Page } from '@playwright/test';
import type { JsonObject } from '@/lib/scim/json';
import { newMember } from '@/testing/new-tenant';
import type { OktaClient } from './support/okta-client';
import { staffExtension } from './support/staff-extension';
import { expect, test } from './support/test';
import { visit } from './support/visit';

const SCIM_PAGE = '/settings/identity/scim';
const { urn } = staffExtension;

/** Creates a person with attributes of the extension and answers with what was stored of it. */
async function create(client: OktaClient, userName: string, staff: JsonObject): Promise<{ id: string; stored: JsonObject }> {
  const { status, body } = await client.send('POST', '/Users', { userName, [urn]: staff });
  expect(status).toBe(201);
  return { id: String(body.id), stored: body[urn] as JsonObject };
}

async function registerStaff(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Register extension…' }).click();
  const form = page.getByRole('dialog', { name: 'Register a schema extension' });
  await form.getByLabel('Schema URN').fill(urn);
  await form.getByRole('textbox', { name: 'Name', exact: true }).first().fill('Staff');
  const first = form.getByRole('group', { name: 'Attribute 1' });
  await first.getByLabel('Name').fill('floor');
  await first.getByLabel('Type').selectOption('integer');
  await form.getByRole('button', { name: 'Another attribute' }).click();
  const second = form.getByRole('group', { name: 'Attribute 2' });
  await second.getByLabel('Name').fill('languages');
  await second.getByLabel('Multi-valued: a list of values').check();
  await form.getByRole('button', { name: 'Register extension' }).click();
  await expect(page.getByText('“Staff” registered')).toBeVisible();
}

test('an extension that is registered is stored, published, shown, and removed with its values', async ({ owner, scimClient }) => {
  const client = await scimClient();
  await visit(owner, SCIM_PAGE);
  await registerStaff(owner);

  await test.step('its values are stored', async () => {
    const { id, stored } = await create(client, 'ana@acme.test', { floor: 3, languages: ['es', 'en'] });
    expect(stored).toEqual({ floor: 3, languages: ['es', 'en'] });
    const filter = encodeURIComponent(`${urn}:floor ge 3 and ${urn}:languages eq "ES"`);
    expect((await client.send('GET', `/Users?filter=${filter}`)).body).toMatchObject({ totalResults: 1, Resources: [{ id }] });
    expect((await client.send('GET', `/Schemas/${urn}`)).status).toBe(200);
  });
  await test.step('the page says how many carry them, and the reference has it', async () => {
    await visit(owner, SCIM_PAGE);
    const staff = owner.getByRole('region', { name: 'Extension Staff' });
    await expect(staff.getByText('1 person with values')).toBeVisible();
    await expect(staff.getByRole('row').filter({ hasText: 'languages' }).getByText('string, multi-valued')).toBeVisible();
    await owner.goto('/docs/scim');
    await expect(owner.getByRole('table', { name: 'Attributes of Staff' }).getByRole('rowheader')).toHaveText(['floor', 'languages']);
  });
  await test.step('removing an attribute says how many lose it', async () => {
    await visit(owner, SCIM_PAGE);
    await owner.getByRole('button', { name: 'Remove languages' }).click();
    const question = owner.getByRole('dialog', { name: 'Remove attribute languages' });
    await expect(question.getByText('1 person carries values of languages. They are deleted with it')).toBeVisible();
    await question.getByRole('button', { name: 'Remove attribute' }).click();
    await expect(owner.getByText('languages removed')).toBeVisible();
    await expect(owner.getByText('1 person lost values.')).toBeVisible();
    const { body } = await client.findByUserName('ana@acme.test');
    expect(body).toMatchObject({ Resources: [{ [urn]: { floor: 3 } }] });
    expect(JSON.stringify(body)).not.toContain('languages');
  });
});

test('an attribute that arrives unregistered is one click from being stored', async ({ owner, scimClient }) => {
  const client = await scimClient();
  const { id, stored } = await create(client, 'ana@acme.test', { badge: 'B-73', desk: { row: 1 } });
  expect(stored).toBeUndefined();
  await expect(async () => {
    await visit(owner, SCIM_PAGE);
    await expect(owner.getByRole('row').filter({ hasText: 'badge' })).toBeVisible({ timeout: 500 });
  }).toPass();
  const arrived = owner.getByRole('row').filter({ hasText: 'badge' });
  await expect(arrived.getByText('B-73')).toBeVisible();
  await expect(arrived.getByText('looks like string')).toBeVisible();
  await expect(owner.getByRole('row').filter({ hasText: 'desk' }).getByRole('button')).toHaveText(['Dismiss']);

  await owner.getByRole('button', { name: 'Register badge as string' }).click();
  await expect(owner.getByText('badge registered as string')).toBeVisible();
  await expect(owner.getByRole('region', { name: 'Extension staff' }).getByRole('rowheader')).toHaveText(['badge']);
  const { body } = await client.send('PATCH', `/Users/${id}`, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'add', path: `${urn}:badge`, value: 'B-74' }],
  });
  expect(body[urn]).toEqual({ badge: 'B-74' });

  await owner.getByRole('button', { name: 'Dismiss desk' }).click();
  await expect(owner.getByText('desk dismissed')).toBeVisible();
  await expect(owner.getByText('Arrived but not registered')).toHaveCount(0);
});

test('mistakes are said at their fields, and nothing that was typed is lost', async ({ owner }) => {
  await visit(owner, SCIM_PAGE);
  await owner.getByRole('button', { name: 'Register extension…' }).click();
  const form = owner.getByRole('dialog', { name: 'Register a schema extension' });
  await form.getByLabel('Schema URN').fill('urn:ietf:params:scim:schemas:core:2.0:User');
  await form.getByRole('group', { name: 'Attribute 1' }).getByLabel('Name').fill('my floor');
  await form.getByRole('button', { name: 'Register extension' }).click();
  await expect(form.getByLabel('Schema URN')).toBeFocused();
  await expect(form.getByLabel('Schema URN')).toHaveAccessibleDescription(/Choose one of your own/);
  const name = form.getByRole('group', { name: 'Attribute 1' }).getByLabel('Name');
  await expect(name).toHaveAccessibleDescription(/"my floor" is no attribute name/);
  await expect(name).toHaveValue('my floor');
});

test('who may only look sees what is registered, no control, and nobody’s values', async ({ owner, scimClient, tenant, signedIn }) => {
  const client = await scimClient();
  await visit(owner, SCIM_PAGE);
  await registerStaff(owner);
  await create(client, 'ana@acme.test', { floor: 3, badge: 'B-73' });
  await expect(async () => {
    await visit(owner, SCIM_PAGE);
    await expect(owner.getByText('B-73')).toBeVisible({ timeout: 500 });
  }).toPass();
  const memberId = await newMember(tenant.tenantId, 'Vera Visitor', { roleKey: 'viewer' });
  const page = await signedIn({ tenantId: tenant.tenantId, memberId });
  await page.goto(SCIM_PAGE);
  const card = page.getByRole('region', { name: 'Custom attributes' });
  await expect(card.getByText('1 person with values')).toBeVisible();
  await expect(card.getByText('looks like string')).toBeVisible();
  await expect(card.getByText('B-73')).toHaveCount(0);
  await expect(card.getByRole('button')).toHaveCount(0);
});
