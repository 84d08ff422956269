import type { Page } from '@playwright/test';
import { db } from '@/lib/db/kysely';
import { getIdentitySettings } from '@/lib/tenants/identity-settings';
import { addRules } from '@/testing/add-rules';
import { newMember, newTenant } from '@/testing/new-tenant';
import { setMapping } from '@/testing/set-mapping';
import { expectAccessible, expectDistinctButtons, expectNoSidewaysScrolling } from './support/audit';
import { expect, test } from './support/test';
import { visit } from './support/visit';

const ana = { givenName: 'Ana', familyName: 'Ruiz' };

/** From the list to a person's page. */
async function openPerson(page: Page, name: string, list = '/settings/members'): Promise<void> {
  await visit(page, list);
  await page.getByRole('row').filter({ hasText: name }).getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

/** The steps of "why", each as a reader hears it. */
const steps = (page: Page) => page.getByRole('region', { name: /^Why / }).getByRole('list').first().getByRole('listitem');

test('a group gives a role: the page tells the group, the rule, the event and when', async ({ tenant, owner, scimClient }) => {
  const okta = await scimClient();
  await setMapping(tenant.tenantId, { source: 'IDP_GROUPS', defaultRoleKey: null });
  await addRules(tenant.tenantId, [
    { kind: 'GROUP', name: 'Engineering', roleKey: 'member' },
    { kind: 'GROUP', name: 'rollcall-admins', roleKey: 'admin' },
  ]);
  const id = await okta.assign({ ...ana, email: `ana@${tenant.tenantId}.test` });
  await okta.pushGroup('Engineering', [id]);
  await okta.pushGroup('Lisbon', [id]);

  await openPerson(owner, 'Ana Ruiz');
  const why = owner.getByRole('region', { name: 'Why Ana Ruiz has the role Member' });
  await expect(why.getByText('Has access as Member.')).toBeVisible();
  await expect(steps(owner)).toHaveText([
    /In the groups Engineering; Lisbon\./,
    /Rule 1: group Engineering → Member\..*PATCH \/Groups.*Rule saved .* by Olga Owner/,
    /No rule matches Lisbon\..*Add a rule/,
    /Member\./,
  ]);
  await expect(why.getByRole('definition').filter({ hasText: 'rollcall-admins' })).toHaveText(
    'The group rollcall-admins has not been pushed by the identity provider. (rule 2)',
  );
  await why.getByText('1 rule does not match').click();
  await expect(why.getByText('Rule 2: rollcall-admins → Admin')).toBeVisible();
  const groups = owner.getByRole('region', { name: 'Groups' });
  await expect(groups.getByRole('listitem')).toHaveText(['Engineering directly', 'Lisbon directly']);

  await why.getByRole('link', { name: /^The event: / }).click();
  await expect(owner.getByRole('heading', { name: 'What it followed from' })).toBeVisible();
  await expect(owner.getByRole('link', { name: 'All events of the request' })).toBeVisible();
  await owner.getByRole('link', { name: `ana@${tenant.tenantId}.test` }).click();
  await expect(owner.getByRole('heading', { name: 'Ana Ruiz', level: 1 })).toBeVisible();
});

test('a nested group gives a role through the groups between', async ({ tenant, owner, scimClient }) => {
  const okta = await scimClient();
  await setMapping(tenant.tenantId, { source: 'IDP_GROUPS', defaultRoleKey: null });
  await addRules(tenant.tenantId, [{ kind: 'GROUP', name: 'Engineering', roleKey: 'admin' }]);
  const id = await okta.assign({ ...ana, email: `ana@${tenant.tenantId}.test` });
  const payments = await okta.pushGroup('Payments', [id]);
  await okta.pushGroup('Engineering', [payments]);

  await openPerson(owner, 'Ana Ruiz');
  await expect(steps(owner).nth(1)).toHaveText(/Rule 1: group Engineering, through Payments → Admin\./);
  await expect(owner.getByRole('region', { name: 'Groups' }).getByRole('listitem')).toHaveText([
    'Payments directly',
    'Engineering through Payments',
  ]);
});

test('no access is said first, with what arrived and the nearest misses', async ({ tenant, owner, scimClient }) => {
  const okta = await scimClient();
  await setMapping(tenant.tenantId, { source: 'IDP_GROUPS', defaultRoleKey: null });
  await addRules(tenant.tenantId, [{ kind: 'GROUP', name: 'agility-admins', roleKey: 'admin' }]);
  const id = await okta.assign({ ...ana, email: `ana@${tenant.tenantId}.test` });
  await okta.pushGroup('Agility-Admins', [id]);

  await openPerson(owner, 'Ana Ruiz');
  const why = owner.getByRole('region', { name: 'Why Ana Ruiz has no access' });
  await expect(why.getByRole('paragraph').first()).toHaveText(
    'No role, so no access: 1 group arrived, no rule gives a role for it, and there is no default role.',
  );
  await expect(why.getByRole('definition').filter({ hasText: 'names match exactly' })).toHaveCount(1);
});

test('an attribute gives a role, the default gives one, and an admin gives one', async ({ tenant, owner, scimClient }) => {
  const okta = await scimClient();
  const { tenantId } = tenant;
  await setMapping(tenantId, { attribute: 'title', defaultRoleKey: 'viewer' });
  await addRules(tenant.tenantId, [{ kind: 'VALUE', name: 'Lead', roleKey: 'admin' }]);
  await okta.assign({ ...ana, email: `ana@${tenantId}.test` });
  await okta.send('POST', '/Users', { userName: `bo@${tenantId}.test`, displayName: 'Bo Lead', title: 'lead' });
  await newMember(tenantId, 'Ivo Invited');

  await openPerson(owner, 'Bo Lead');
  await expect(steps(owner)).toHaveText([/title is "lead"\./, /Rule 1: title "lead" → Admin\..*POST \/Users/, /Admin\./]);
  await openPerson(owner, 'Ana Ruiz');
  await expect(steps(owner)).toHaveText([
    /Nothing was sent for title\./,
    /No rule gave a role, so the default applies: Viewer\..*POST \/Users/,
    /Viewer\./,
  ]);
  await visit(owner, '/settings/members');
  await owner.getByRole('button', { name: 'Change roles of Ivo Invited' }).click();
  await owner.getByRole('checkbox', { name: /^Admin/ }).check();
  await owner.getByRole('button', { name: 'Save roles' }).click();
  await expect(owner.getByText('Roles of Ivo Invited saved')).toBeVisible();
  await openPerson(owner, 'Ivo Invited');
  await expect(steps(owner).nth(1)).toHaveText(/Admin: Given by Olga Owner\..*Olga Owner changed the roles of Ivo Invited/);
});

test('whoever left has a page too, which says when and why', async ({ tenant, owner, scimClient }) => {
  const okta = await scimClient();
  const id = await okta.assign({ ...ana, email: `ana@${tenant.tenantId}.test` });
  await okta.deactivate(id);
  await openPerson(owner, 'Ana Ruiz', '/settings/members?status=DEPROVISIONED');
  const why = owner.getByRole('region', { name: 'Why Ana Ruiz left' });
  await expect(why.getByText('No access: this person has left.')).toBeVisible();
  await expect(steps(owner).first()).toHaveText(/Okta production deactivated Ana Ruiz\..*PATCH \/Users/);
  await expect(owner.getByRole('region', { name: 'History' }).getByRole('listitem').first()).toContainText('deactivated Ana Ruiz');
  await owner.getByRole('link', { name: 'Members', exact: true }).last().click();
  await expect(owner).toHaveURL(/status=DEPROVISIONED/);
});

test('the lock says why and leads on, and the way back keeps the list', async ({ tenant, owner, scimClient }) => {
  const okta = await scimClient();
  await okta.assign({ ...ana, email: `ana@${tenant.tenantId}.test` });
  await visit(owner, '/settings/members?q=ana&sort=since&direction=desc');
  await owner.getByRole('button', { name: 'Why the roles of Ana Ruiz are locked' }).click();
  await expect(owner.getByText('Change it in Okta or in Role mapping.')).toBeVisible();
  await owner.getByRole('link', { name: 'Why Ana Ruiz has these roles' }).click();
  await expect(owner.getByRole('heading', { name: 'Ana Ruiz', level: 1 })).toBeVisible();
  await owner.getByRole('main').getByRole('link', { name: 'Members', exact: true }).click();
  await expect(owner).toHaveURL('/settings/members?q=ana&sort=since&direction=desc');
});

test('the history goes back page by page', async ({ tenant, owner, scimClient }) => {
  const okta = await scimClient();
  const id = await okta.assign({ ...ana, email: `ana@${tenant.tenantId}.test` });
  for (let n = 1; n <= 24; n++) {
    const Operations = [{ op: 'replace', path: 'title', value: `Title ${n}` }];
    await okta.send('PATCH', `/Users/${id}`, { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations });
  }
  await openPerson(owner, 'Ana Ruiz');
  const history = owner.getByRole('region', { name: 'History' });
  await expect(history.getByRole('listitem')).toHaveCount(20);
  await history.getByRole('link', { name: 'Older' }).click();
  await expect(history.getByRole('listitem')).toHaveCount(5);
  await expect(history.getByRole('listitem').last()).toContainText('created Ana Ruiz');
  await history.getByRole('link', { name: 'Newest' }).click();
  await expect(history.getByRole('listitem')).toHaveCount(20);
});

test('trying the mapping: a person who is here, and a user who never was', async ({ tenant, owner, scimClient }) => {
  const okta = await scimClient();
  await setMapping(tenant.tenantId, { source: 'IDP_GROUPS', defaultRoleKey: 'viewer' });
  await addRules(tenant.tenantId, [{ kind: 'GROUP', name: 'Engineering', roleKey: 'admin' }]);
  const id = await okta.assign({ ...ana, email: `ana@${tenant.tenantId}.test` });
  await okta.pushGroup('Engineering', [id]);
  await visit(owner, '/settings/identity/role-mapping/try');

  await owner.getByRole('searchbox', { name: 'Search by name or email' }).fill('ana');
  await owner.getByRole('list', { name: 'People found' }).getByRole('link', { name: 'Ana Ruiz' }).click();
  const person = owner.getByRole('region', { name: 'Try a person' });
  await expect(person.getByText('Rule 1: group Engineering → Admin.')).toBeVisible();

  const user = owner.getByRole('region', { name: 'Try a SCIM user' });
  const box = user.getByRole('textbox', { name: 'User as JSON' });
  await box.fill('{"userName": ');
  await user.getByRole('button', { name: 'Try it' }).click();
  await expect(box).toHaveAccessibleDescription(/The body is not valid JSON/);
  await expect(box).toBeFocused();
  await box.fill(JSON.stringify({ userName: 'new@acme.test', active: 'True', shoe: 1, groups: [{ display: 'Engineering' }] }));
  await user.getByRole('button', { name: 'Try it' }).click();
  await expect(user.getByText('Rule 1: group Engineering → Admin.')).toBeVisible();
  await expect(user.getByText('`active` arrived as text "True"')).toBeVisible();
  await expect(user.getByText('`shoe` was not stored')).toBeVisible();
  await expectAccessible(owner);
  expect((await db().selectFrom('ScimUser').select('id').where('tenantId', '=', tenant.tenantId).execute()).length).toBe(1);
});

for (const roleKey of ['viewer', 'member']) {
  test(`a ${roleKey} is told whose pages these are, and nothing else`, async ({ tenant, signedIn, scimClient }) => {
    const okta = await scimClient();
    await okta.assign({ ...ana, email: `ana@${tenant.tenantId}.test` });
    const memberId = await newMember(tenant.tenantId, 'Vera Visitor', { roleKey });
    const page = await signedIn({ tenantId: tenant.tenantId, memberId });
    await visit(page, '/settings/members');
    await expect(page.getByRole('row').filter({ hasText: 'Ana Ruiz' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Ana Ruiz' })).toHaveCount(0);
    const { id } = await db().selectFrom('Member').select('id').where('tenantId', '=', tenant.tenantId)
      .where('displayName', '=', 'Ana Ruiz').executeTakeFirstOrThrow();
    const answer = await page.goto(`/settings/members/${id}`);
    await expect(page.getByText('This page is for owners and admins.')).toBeVisible();
    expect(await answer?.text()).not.toContain('Ana Ruiz');
    await page.goto(`/settings/identity/role-mapping/try?person=${id}`);
    await expect(page.getByText('Trying the mapping is for owners and admins.')).toBeVisible();
    await expect(page.getByRole('textbox')).toHaveCount(0);
  });
}

test('people of other organisations, and nobody, are not here', async ({ owner, tenant }) => {
  const stranger = await newTenant();
  expect((await getIdentitySettings(tenant.tenantId)).scimEnabled).toBe(false);
  for (const id of [stranger.ownerId, 'nobody']) {
    const answer = await owner.goto(`/settings/members/${id}`);
    expect(answer?.status(), id).toBe(404);
    await expect(owner.getByText('This person is not here.')).toBeVisible();
    await owner.goto(`/settings/identity/role-mapping/try?person=${id}`);
    await expect(owner.getByText('There is no such member here.')).toBeVisible();
  }
});

test('the page is accessible and narrow enough, with long names and many groups', async ({ tenant, owner, scimClient }) => {
  const okta = await scimClient();
  await setMapping(tenant.tenantId, { source: 'IDP_GROUPS', defaultRoleKey: null });
  await addRules(tenant.tenantId, [
    { kind: 'GROUP', name: 'Engineering', roleKey: 'admin' },
    { kind: 'GROUP', name: 'Finance', roleKey: 'member' },
  ]);
  const family = 'Wolfeschlegelsteinhausenbergerdorff von und zu Hohenlohe';
  const id = await okta.assign({ givenName: 'Maximiliana', familyName: family, email: `max@${tenant.tenantId}.test` });
  await okta.pushGroup('Engineering', [id]);
  for (let n = 0; n < 22; n++) await okta.pushGroup(`${'Department-of-'.repeat(n % 3)}Team ${n}`, [id]);
  await openPerson(owner, `Maximiliana ${family}`);
  await owner.getByText('1 rule does not match').click();
  await owner.getByText('Show 3 more').click();
  await expectAccessible(owner);
  await expectDistinctButtons(owner);
  await expectNoSidewaysScrolling(owner);
});
