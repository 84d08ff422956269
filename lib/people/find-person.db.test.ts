import { beforeAll, describe, expect, it } from 'vitest';
import { countStatements } from '@/conformance/support/count-statements';
import { testContext } from '@/conformance/support/test-context';
import { db } from '@/lib/db/kysely';
import { changeRoles } from '@/lib/members/change-roles';
import { removeMember } from '@/lib/members/remove-member';
import { findPerson } from '@/lib/people/find-person';
import type { Person } from '@/lib/people/person';
import { whyRoles } from '@/lib/people/why-roles';
import { createGroup } from '@/lib/provisioning/create-group';
import { createUser } from '@/lib/provisioning/create-user';
import { deleteUser } from '@/lib/provisioning/delete-user';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import type { Actor } from '@/lib/roles/permission';
import { findTenantMapping } from '@/lib/roles/tenant-mapping';
import type { JsonObject } from '@/lib/scim/json';
import { parseProjection } from '@/lib/scim/projection';
import { coreRegistry } from '@/lib/scim/schema/registry';
import { accepted } from '@/lib/shared/accepted';
import { ageSession } from '@/testing/age-session';
import { newMember, newTenant } from '@/testing/new-tenant';
import type { TestTenant } from '@/testing/new-tenant';
import { setConnection } from '@/testing/set-connection';
import { setMapping } from '@/testing/set-mapping';
import { signIn } from '@/testing/sign-in';

const userProjection = parseProjection(coreRegistry.User, {});
const groupProjection = parseProjection(coreRegistry.Group, {});

async function contextOf({ tenantId }: TestTenant): Promise<ProvisioningContext> {
  return testContext(tenantId, { mapping: await findTenantMapping(tenantId) });
}

async function addRule(tenantId: string, kind: 'GROUP' | 'VALUE', name: string, roleKey: string): Promise<string> {
  const id = `${kind}-${name}`;
  const nameKey = name.toLowerCase();
  await db()
    .insertInto('RoleRule')
    .values({ tenantId, id, kind, position: 1, name, nameKey, roleKey, createdByName: 'Priya' })
    .execute();
  return id;
}

/** Creates a SCIM user; answers with the ids of the user and of its member. */
async function provision(tenant: TestTenant, body: JsonObject): Promise<{ userId: string; memberId: string }> {
  const context = await contextOf(tenant);
  const { id: userId } = await createUser(context, { body, projection: userProjection });
  const member = await db()
    .selectFrom('Member')
    .select('id')
    .where('tenantId', '=', tenant.tenantId)
    .where('scimUserId', '=', userId)
    .executeTakeFirstOrThrow();
  return { userId, memberId: member.id };
}

async function personOf({ owner }: TestTenant, memberId: string): Promise<Person> {
  return accepted(await findPerson(owner, memberId)).person;
}

const sentences = (person: Person) => whyRoles(person).steps.map(({ sentence }) => sentence);

describe('findPerson', () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await newTenant();
    const { tenantId } = tenant;
    await db().updateTable('IdentitySettings').set({ scimEnabled: true }).where('tenantId', '=', tenantId).execute();
    await addRule(tenantId, 'VALUE', 'Finance', 'viewer');
    await setMapping(tenantId, { attribute: 'title', defaultRoleKey: null });
  });

  it('gives each role with the fact, the rule as it is now, and the event', async () => {
    const { memberId, userId } = await provision(tenant, { userName: 'ana@acme.test', displayName: 'Ana', title: 'finance' });
    const person = await personOf(tenant, memberId);
    expect(person).toMatchObject({ displayName: 'Ana', rolesLocked: true, pendingSince: null, departure: null, groups: [] });
    expect(person.grants).toEqual([
      expect.objectContaining({
        key: 'viewer',
        source: 'SCIM',
        reason: 'title "finance"',
        rule: expect.objectContaining({ number: 1, name: 'Finance', savedByName: 'Priya', savedAt: expect.any(Date) as Date }) as object,
        event: expect.objectContaining({ type: 'scim_provision', method: 'POST', at: expect.any(Date) as Date }) as object,
      }),
    ]);
    expect(person.resource).toMatchObject({ id: userId, active: true, version: 1 });
    expect(JSON.parse(person.resource?.document ?? '')).toMatchObject({ userName: 'ana@acme.test', title: 'finance' });
    expect(person.lastRequest).toMatchObject({ credentialLabel: 'Okta production', provider: 'OKTA' });
    const { verdict, steps } = whyRoles(person);
    expect(verdict).toBe('Has access as Viewer.');
    expect(steps.map(({ sentence }) => sentence)).toEqual(['`title` is "finance".', 'Rule 1: title "finance" → Viewer.', 'Viewer.']);
    expect(steps[1]).toMatchObject({ event: { method: 'POST' }, rule: { savedByName: 'Priya' } });
  });

  it('says first that there is no access, and what was missing', async () => {
    const { memberId } = await provision(tenant, { userName: 'bo@acme.test', title: 'Sales' });
    const person = await personOf(tenant, memberId);
    expect(whyRoles(person)).toMatchObject({
      hasAccess: false,
      verdict: 'No role, so no access: no rule or role knows `title` "Sales", and there is no default role.',
    });
    expect(person.explanation?.misses.map(({ missing }) => missing)).toEqual(['`title` is "Sales", not "Finance".']);
  });

  it('does not tell why the last owner lacks the role that they keep', async () => {
    const newest = await newTenant();
    const { memberId } = await provision(newest, { userName: newest.ownerEmail, emails: [{ value: newest.ownerEmail }] });
    const person = await personOf(newest, memberId);
    expect(person.grants.map(({ key }) => key)).toEqual(['owner', 'member']);
    expect(person.explanation?.others.map(({ role }) => role.key)).toEqual(['admin', 'viewer']);
  });

  it('says that the rule of a role is gone, by having none', async () => {
    const { memberId } = await provision(tenant, { userName: 'cy@acme.test', title: 'Finance' });
    await db().updateTable('MemberRole').set({ ruleId: 'gone' }).where('tenantId', '=', tenant.tenantId).where('memberId', '=', memberId).execute();
    const [grant] = (await personOf(tenant, memberId)).grants;
    expect(grant).toMatchObject({ ruleId: 'gone', rule: null });
  });

  it('keeps secrets out of the attributes', async () => {
    const { memberId } = await provision(tenant, {
      userName: 'dee@acme.test',
      x509Certificates: [{ value: 'TUlJQ0NER' }],
      photos: [{ value: 'https://photos.test/dee' }],
    });
    const { document } = (await personOf(tenant, memberId)).resource ?? { document: '' };
    expect(document).toContain('dee@acme.test');
    expect(document).not.toMatch(/TUlJQ0NER|photos\.test/);
  });

  it('tells the groups with the way through nested ones, and what became of the groups of rules', async () => {
    const groups = await newTenant();
    const { tenantId } = groups;
    await db().updateTable('IdentitySettings').set({ scimEnabled: true }).where('tenantId', '=', tenantId).execute();
    await setMapping(tenantId, { source: 'IDP_GROUPS', defaultRoleKey: null });
    const { userId, memberId } = await provision(groups, { userName: 'ana@acme.test' });
    const context = await contextOf(groups);
    const create = (displayName: string, member: string) =>
      createGroup(context, { body: { displayName, members: [{ value: member }] }, projection: groupProjection });
    const inner = await create('Payments', userId);
    await create('Engineering', inner.id);
    await addRule(tenantId, 'GROUP', 'engineering', 'admin');
    const person = await personOf(groups, memberId);
    expect(person.groups.map(({ name, through }) => [name, through])).toEqual([['Payments', []], ['Engineering', ['Payments']]]);
    expect(person.explanation?.misses[0]?.missing).toBe(
      'In the group "Engineering"; the rule says "engineering", and names match exactly.',
    );
  });

  it('tells who gave a role in the portal, with the event', async () => {
    const { tenantId, owner } = tenant;
    const memberId = await newMember(tenantId, 'Ivo Invited');
    accepted(await changeRoles(owner, { memberId, roleKeys: ['admin'] }));
    const person = await personOf(tenant, memberId);
    expect(person).toMatchObject({ rolesLocked: false, resource: null, explanation: null });
    expect(sentences(person)).toEqual([
      'No identity provider manages this person: admins decide about their roles, on Members.',
      'Admin: Given by Olga Owner.',
      'Admin.',
    ]);
    expect(person.grants[0]?.event).toMatchObject({ type: 'admin_member_roles_changed' });
  });

  it('says that the mapping decides at each sign-in, while SSO is on and SCIM is off', async () => {
    const signingIn = await newTenant();
    const { tenantId } = signingIn;
    await setConnection(tenantId, { enabled: true });
    const memberId = await newMember(tenantId, 'Sol Sso', { managedBy: 'SSO' });
    await db().updateTable('MemberRole').set({ source: 'SSO', reason: 'roles "member"' })
      .where('tenantId', '=', tenantId).where('memberId', '=', memberId).execute();
    const person = await personOf(signingIn, memberId);
    expect(person).toMatchObject({ rolesFollowSignIn: true, rolesLocked: false });
    expect(sentences(person)).toEqual([
      'SCIM is off, so the mapping decides at each sign-in through SSO, from the claims that arrive.',
      'Member: roles "member".',
      'Member.',
    ]);
    await setMapping(tenantId, { source: 'PORTAL' });
    expect(await personOf(signingIn, memberId)).toMatchObject({ rolesFollowSignIn: false });
  });

  it('counts the sessions that a removal ended, and not those whose time was over', async () => {
    const memberId = await newMember(tenant.tenantId, 'Ole Outdated');
    const over = await signIn(tenant.tenantId, memberId);
    await signIn(tenant.tenantId, memberId);
    await ageSession(over, { begun: 800 });
    expect(await personOf(tenant, memberId)).toMatchObject({ sessions: 1 });
    accepted(await removeMember(tenant.owner, { memberId }));
    expect((await personOf(tenant, memberId)).departure).toMatchObject({ sessionsEnded: 1 });
  });

  it('tells when and why somebody left, and what waits for their return', async () => {
    const memberId = await newMember(tenant.tenantId, 'Lea Leaver');
    accepted(await removeMember(tenant.owner, { memberId }));
    const removed = await personOf(tenant, memberId);
    expect(removed.departure?.event).toMatchObject({ type: 'admin_member_removed' });
    expect(whyRoles(removed).verdict).toBe('No access: this person has left.');
    expect(sentences(removed)[0]).toBe('Olga Owner removed Lea Leaver; 0 sessions ended.');

    const { memberId: deleted, userId } = await provision(tenant, { userName: 'eve@acme.test', title: 'Finance' });
    await deleteUser(await contextOf(tenant), { id: userId, ifMatch: undefined });
    const gone = await personOf(tenant, deleted);
    expect(sentences(gone)).toEqual([
      'Okta production deleted eve@acme.test.',
      'Should they return, this waits for them: Viewer.',
      'No access.',
    ]);
    expect(gone.resource).toBeNull();
  });

  it('says that a change is being applied, and what the roles will be', async () => {
    const { memberId } = await provision(tenant, { userName: 'fay@acme.test', title: 'Sales' });
    const { tenantId } = tenant;
    await db().updateTable('ScimUser').set({ document: JSON.stringify({ userName: 'fay@acme.test', title: 'Finance' }) })
      .where('tenantId', '=', tenantId).where('userNameKey', '=', 'fay@acme.test').execute();
    await db().insertInto('PendingRoles').values({ tenantId, memberId, cause: '{}' }).execute();
    const person = await personOf(tenant, memberId);
    expect(person.pendingSince).toBeInstanceOf(Date);
    expect(whyRoles(person).verdict).toBe('No role, so no access yet.');
    expect(sentences(person)).toContain('Viewer is given as soon as the mapping has been applied.');
    expect(sentences(person).at(-1)).toBe('No role, so no access.');
  });

  it.each(['MEMBER', 'VIEWER'] as const)('refuses a %s', async (level) => {
    const { tenantId, ownerId } = tenant;
    const actor: Actor = { tenantId, memberId: ownerId, name: 'Vera', level };
    expect(await findPerson(actor, ownerId)).toMatchObject({ ok: false, reason: 'forbidden' });
  });

  it('knows nobody of another tenant, and no id that there is not', async () => {
    const stranger = await newTenant();
    for (const id of [stranger.ownerId, 'nobody', '', "'; drop table", 'a\0b']) {
      expect(await findPerson(tenant.owner, id), id).toMatchObject({ ok: false, reason: 'not-found' });
    }
  });

  it('asks the same number of questions whatever there is to explain', async () => {
    const { memberId } = await provision(tenant, { userName: 'gil@acme.test', title: 'Finance' });
    const few = await countStatements(() => findPerson(tenant.owner, memberId));
    for (let n = 0; n < 20; n++) await addRule(tenant.tenantId, 'VALUE', `Value ${n}`, 'member');
    expect(await countStatements(() => findPerson(tenant.owner, memberId))).toBe(few);
    expect(few).toBeLessThanOrEqual(7);
  });
});
