import type { Page, Request } from '@playwright/test';
import { listCredentials } from '@/lib/credentials/list-credentials';
import { mintCredential } from '@/lib/credentials/mint-credential';
import { listEvents } from '@/lib/activity/list-events';
import { accepted } from '@/lib/shared/accepted';
import { findMember } from '@/lib/members/find-member';
import { getIdentitySettings } from '@/lib/tenants/identity-settings';
import { newMember, newTenant } from '@/testing/new-tenant';
import type { TestTenant } from '@/testing/new-tenant';
import { expect, test } from './support/test';
import { visit } from './support/visit';

const SCIM_PAGE = '/settings/identity/scim';

async function mint({ owner }: TestTenant, label: string): Promise<void> {
  const wanted = { label, provider: 'OKTA' as const, scopes: ['scim' as const] };
  accepted(await mintCredential(owner, { ...wanted, mode: 'COMPATIBLE', expiresAt: null }));
}

/** The server action that `act` makes the page call. */
async function actionOf(page: Page, act: () => Promise<void>): Promise<Request> {
  const called = page.waitForRequest((request) => request.method() === 'POST' && 'next-action' in request.headers());
  await act();
  return called;
}

/** Calls an action again, as somebody else. */
async function replay(page: Page, action: Request): Promise<string> {
  const sent = action.headers();
  const kept = ['next-action', 'content-type', 'accept', 'next-router-state-tree', 'origin'];
  const headers = Object.fromEntries(kept.flatMap((name) => (sent[name] ? [[name, sent[name]]] : [])));
  const answer = await page.context().request.post(action.url(), {
    headers,
    data: action.postDataBuffer() ?? '',
    maxRedirects: 0,
  });
  return answer.text();
}

async function createCredential(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Create credential…' }).first().click();
  const form = page.getByRole('dialog', { name: 'Create credential' });
  await form.getByLabel('Label').fill('Made by the owner');
  await form.getByRole('button', { name: 'Create credential' }).click();
  await expect(page.getByRole('dialog', { name: 'Copy this token now' })).toBeVisible();
}

async function revokeCredential(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Revoke Made by the owner' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke credential' }).click();
  await expect(page.getByText('“Made by the owner” revoked')).toBeVisible();
}

async function registerExtension(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Register extension…' }).click();
  const form = page.getByRole('dialog', { name: 'Register a schema extension' });
  await form.getByLabel('Schema URN').fill('urn:acme:scim:staff:1.0:User');
  await form.getByRole('textbox', { name: 'Name', exact: true }).first().fill('Staff');
  await form.getByRole('group', { name: 'Attribute 1' }).getByLabel('Name').fill('floor');
  await form.getByRole('button', { name: 'Register extension' }).click();
  await expect(page.getByText('“Staff” registered')).toBeVisible();
}

async function countAndRemoveExtension(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Remove Staff' }).click();
  await expect(page.getByText('No person carries a value of Staff.')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove extension' }).click();
  await expect(page.getByText('Staff removed')).toBeVisible();
}

async function saveScimOn(page: Page): Promise<void> {
  await page.getByRole('switch', { name: 'Enable SCIM provisioning' }).click();
  await page.getByRole('button', { name: 'Review and save' }).click();
  await page.getByRole('dialog', { name: 'Save 1 change' }).getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved. SCIM is on.')).toBeVisible();
}

async function invite(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Invite…' }).click();
  const form = page.getByRole('dialog', { name: 'Invite a person' });
  await form.getByLabel('Email').fill('ivo@elsewhere.test');
  await form.getByLabel('Name').fill('Ivo Invited');
  await form.getByRole('button', { name: 'Invite' }).click();
  await expect(page.getByText('Ivo Invited is a member now')).toBeVisible();
}

async function remove(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Remove Ivo Invited' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('Ivo Invited removed')).toBeVisible();
}

for (const roleKey of ['viewer', 'member']) {
  test(`a ${roleKey} sees the settings, no control and nothing secret`, async ({ tenant, signedIn }) => {
    await mint(tenant, 'Okta production');
    const memberId = await newMember(tenant.tenantId, 'Vera Visitor', { roleKey });
    const page = await signedIn({ tenantId: tenant.tenantId, memberId });
    const main = page.getByRole('main');

    await page.goto(SCIM_PAGE);
    await expect(main.getByText('You can look but not change. Ask an owner or admin: Olga Owner.')).toBeVisible();
    await expect(main.getByRole('row').filter({ hasText: 'Okta production' })).toBeVisible();
    await expect(main.getByRole('switch')).toHaveCount(0);
    await expect(main.getByRole('button', { name: /create|revoke|register/i })).toHaveCount(0);
    await page.goto('/settings/members');
    await expect(main.getByRole('row').filter({ hasText: 'Olga Owner' })).toBeVisible();
    await expect(main.getByRole('button', { name: /invite|roles of|remove/i })).toHaveCount(0);
    await page.goto('/settings/api-keys');
    await expect(main.getByRole('row').filter({ hasText: 'Okta production' })).toBeVisible();
    await expect(main.getByRole('button', { name: /create|revoke/i })).toHaveCount(0);
    await page.goto('/settings/identity/activity');
    await expect(main.getByRole('switch')).toHaveCount(0);
    await main.getByRole('link', { name: /created the credential|Okta production/ }).first().click();
    await expect(page.getByText('Only owners and admins see what was sent, answered and changed.')).toBeVisible();
  });
}

test('the server refuses visitors who call the owner’s actions', async ({ owner, tenant, signedIn }) => {
  const { tenantId } = tenant;
  await visit(owner, SCIM_PAGE);
  const create = await actionOf(owner, () => createCredential(owner));
  await visit(owner, SCIM_PAGE);
  const save = await actionOf(owner, () => saveScimOn(owner));
  const revoke = await actionOf(owner, () => revokeCredential(owner));
  const registering = await actionOf(owner, () => registerExtension(owner));
  const counting = await actionOf(owner, () => countAndRemoveExtension(owner));
  await visit(owner, '/settings/members');
  const inviting = await actionOf(owner, () => invite(owner));
  const removing = await actionOf(owner, () => remove(owner));

  await mint(tenant, 'Still good');
  const { revision } = await getIdentitySettings(tenantId);
  const before = await listCredentials(tenantId);
  for (const roleKey of ['viewer', 'member']) {
    const memberId = await newMember(tenantId, `Vera ${roleKey}`, { roleKey });
    const visitor = await signedIn({ tenantId, memberId });
    for (const action of [create, save, revoke, registering, counting, inviting, removing]) {
      expect(await replay(visitor, action), roleKey).toMatch(/Only owners and admins can/);
    }
  }
  expect(await listCredentials(tenantId)).toEqual(before);
  expect((await getIdentitySettings(tenantId)).revision).toBe(revision);
});

test('actions of someone who is signed out do nothing', async ({ owner, tenant, browser, baseURL }) => {
  await visit(owner, SCIM_PAGE);
  const create = await actionOf(owner, () => createCredential(owner));
  const stranger = await browser.newPage({ baseURL });
  expect(await replay(stranger, create)).not.toContain('rc_live_');
  expect(await listCredentials(tenant.tenantId)).toHaveLength(1);
  await stranger.close();
});

test('what belongs to another organisation is not there', async ({ owner, scimClient, tenant }) => {
  const stranger = await newTenant();
  const [event] = (await listEvents(stranger.tenantId, {})).events;
  const okta = await scimClient();
  const theirs = await findMember(stranger.tenantId, stranger.ownerId);
  expect(theirs?.displayName).toBe('Olga Owner');

  for (const path of [`?event=${event?.id}`, `/${event?.id}`]) {
    const answer = await owner.goto(`/settings/identity/activity${path}`);
    expect(answer?.status(), path).toBe(404);
    await expect(owner.getByText('This event is not here.')).toBeVisible();
  }
  await owner.goto(`/settings/identity/activity?member=${stranger.ownerId}`);
  await expect(owner.getByText('No events match.')).toBeVisible();
  await expect(owner.getByRole('link', { name: 'Remove filter Person: unknown' })).toBeVisible();
  const feed = await owner.request.get(`/api/identity-events?member=${stranger.ownerId}&tenant=${stranger.tenantId}`);
  expect(await feed.json()).toEqual({ events: [], older: null });

  const id = await okta.assign({ givenName: 'Ana', familyName: 'Ruiz', email: `ana@${tenant.tenantId}.test` });
  expect((await okta.send('GET', `/Users/${id}`)).status).toBe(200);
});
