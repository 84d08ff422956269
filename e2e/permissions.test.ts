import { mintCredential } from '@/lib/credentials/mint-credential';
import { listEvents } from '@/lib/activity/list-events';
import { createRole } from '@/lib/mapping/catalogue/create-role';
import { accepted } from '@/lib/shared/accepted';
import { findMember } from '@/lib/members/find-member';
import { getIdentitySettings } from '@/lib/tenants/identity-settings';
import { guardedActions, openActions } from '@/testing/guarded-actions';
import type { GuardedCall } from '@/testing/guarded-actions';
import { newMember, newTenant } from '@/testing/new-tenant';
import type { TestTenant } from '@/testing/new-tenant';
import { builtActions, callAction } from './support/server-actions';
import type { BuiltAction } from './support/server-actions';
import { expect, test } from './support/test';

const SCIM_PAGE = '/settings/identity/scim';
const MAPPING_PAGE = '/settings/identity/role-mapping';

async function mint({ owner }: TestTenant, label: string): Promise<void> {
  const wanted = { label, provider: 'OKTA' as const, scopes: ['scim' as const] };
  accepted(await mintCredential(owner, { ...wanted, mode: 'COMPATIBLE', expiresAt: null }));
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

/** Every action of the settings, with what to call it with. */
function guardedCalls(): { action: BuiltAction; input: GuardedCall['input'] }[] {
  return builtActions().flatMap((action) => {
    const input = guardedActions[action.file]?.[action.name]?.input;
    return input ? [{ action, input }] : [];
  });
}

test('every action that was built is either guarded or there for everybody', () => {
  const listed = Object.entries(guardedActions).flatMap(([file, calls]) => Object.keys(calls).map((name) => `${file} ${name}`));
  const built = builtActions().filter(({ file }) => !openActions.includes(file));
  expect(built.map(({ file, name }) => `${file} ${name}`).sort()).toEqual(listed.sort());
});

for (const roleKey of ['viewer', 'member']) {
  test(`the server refuses every action of the settings to a ${roleKey}`, async ({ tenant, signedIn, baseURL }) => {
    const { tenantId } = tenant;
    await mint(tenant, 'Still good');
    accepted(await createRole(tenant.owner, { key: 'editor', name: 'Editor', description: '', level: 'MEMBER' }));
    const memberId = await newMember(tenantId, 'Vera Visitor', { roleKey });
    const { request } = (await signedIn({ tenantId, memberId })).context();
    const before = await listEvents(tenantId, {});
    for (const { action, input } of guardedCalls()) {
      const answer = await callAction(request, baseURL ?? '', action, input);
      expect(await answer.text(), `${action.name} of ${action.file}`).toMatch(/Only owners (and admins )?can/);
    }
    expect((await getIdentitySettings(tenantId)).revision).toBe(1);
    expect(await listEvents(tenantId, {})).toEqual(before);
  });
}

test('actions of someone who is signed out do nothing', async ({ tenant, baseURL, playwright }) => {
  const before = await listEvents(tenant.tenantId, {});
  const request = await playwright.request.newContext({ baseURL });
  for (const { action, input } of guardedCalls()) {
    const answer = await callAction(request, baseURL ?? '', action, input);
    expect(answer.headers()['x-action-redirect'] ?? answer.headers().location, action.name).toMatch(/^\/sign-in/);
  }
  expect(await listEvents(tenant.tenantId, {})).toEqual(before);
  await request.dispose();
});

const draft = { revision: 1, source: 'PORTAL', attribute: 'roles', defaultRoleKey: null, groupRules: [], valueRules: [] };

for (const roleKey of ['viewer', 'member']) {
  test(`a ${roleKey} reads the role mapping, and neither changes, tries nor explains it`, async ({ tenant, signedIn }) => {
    const { tenantId, ownerId } = tenant;
    const memberId = await newMember(tenantId, 'Vera Visitor', { roleKey });
    const page = await signedIn({ tenantId, memberId });
    const main = page.getByRole('main');
    for (const path of ['', '/roles']) {
      await page.goto(`${MAPPING_PAGE}${path}`);
      await expect(main.getByText('You can look but not change.')).toBeVisible();
      await expect(main.getByRole('textbox').or(main.getByRole('combobox')).or(main.getByRole('radio'))).toHaveCount(0);
      await expect(main.getByRole('button', { name: /save|add|create|edit|delete|remove/i })).toHaveCount(0);
    }
    await page.goto(MAPPING_PAGE);
    await expect(main.getByRole('heading', { name: 'Values', exact: true })).toBeVisible();
    await expect(main.getByText('Values that have arrived')).toHaveCount(0);
    for (const path of [`${MAPPING_PAGE}/try`, `/settings/members/${ownerId}`]) {
      await page.goto(path);
      await expect(main.getByText('Only owners and admins can see why somebody has a role.')).toBeVisible();
      await expect(main.getByRole('textbox')).toHaveCount(0);
      await expect(main.getByText(tenant.ownerEmail)).toHaveCount(0);
    }
    const { request } = page.context();
    const answers = await Promise.all([
      request.get('/api/arrived-values?attribute=roles'),
      request.get('/api/role-groups?search=a'),
      request.post('/api/role-groups', { data: { names: ['Engineering'] } }),
      request.post('/api/role-preview', { data: { draft } }),
    ]);
    expect(answers.map((answer) => answer.status())).toEqual([403, 403, 403, 403]);
  });
}

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
