import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { db, jsonb } from '@/lib/db/kysely';
import { listEvents } from '@/lib/activity/list-events';
import { removeMember } from '@/lib/members/remove-member';
import { admit } from '@/lib/sso/admit';
import { admitPerson, connectionOf } from '@/testing/admit-person';
import { addRules } from '@/testing/add-rules';
import { manageByScim, newMember, newTenant } from '@/testing/new-tenant';
import { setConnection, verifyDomain } from '@/testing/set-connection';
import { setMapping } from '@/testing/set-mapping';
import { newClient } from '@/testing/sign-in';
import { storeGroup } from '@/testing/store-people';

const NAMES = { given_name: 'Ana', family_name: 'Ruiz' };

/** A tenant with a connection, and a claim of an address in its verified domain. */
async function newSsoTenant() {
  const tenant = await newTenant();
  const { tenantId } = tenant;
  await setConnection(tenantId, { provider: 'OKTA', issuer: 'https://idp.test', clientId: 'c-1' });
  await verifyDomain(tenantId, `${tenantId}.test`);
  const at = (name: string) => `${name}@${tenantId}.test`;
  return { ...tenant, at, ana: { email: at('ana'), ...NAMES } };
}

async function memberOf(tenantId: string, id: string) {
  const { grantsVersion, ...member } = await db()
    .selectFrom('Member')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const grants = await db()
    .selectFrom('MemberRole')
    .select(['roleKey', 'source', 'reason', 'ruleId', 'eventId'])
    .where('tenantId', '=', tenantId)
    .where('memberId', '=', id)
    .orderBy('roleKey')
    .execute();
  return { ...member, grantsVersion, grants, roles: grants.map(({ roleKey }) => roleKey) };
}

async function eventsOf(tenantId: string, type: 'sso_user_created' | 'sso_user_updated' | 'sso_presignup_reject' | 'sso_login_success') {
  const { events } = await listEvents(tenantId, { type: [type] });
  return events;
}

async function admitted(tenantId: string, assertion: Parameters<typeof admitPerson>[1]) {
  const admission = await admitPerson(tenantId, assertion);
  if (!admission.ok) throw new Error(`Refused: ${admission.code}`);
  return admission;
}

async function setSettings(tenantId: string, settings: { scimEnabled?: boolean; logSuccessfulReads?: boolean }) {
  await db().updateTable('IdentitySettings').set(settings).where('tenantId', '=', tenantId).execute();
}

async function setMember(tenantId: string, id: string, fields: { breakGlass?: boolean; status?: 'DEPROVISIONED' }) {
  await db().updateTable('Member').set(fields).where('tenantId', '=', tenantId).where('id', '=', id).execute();
}

describe('just-in-time creation', () => {
  it('makes a member with the roles of the mapping, their reasons and the event that gave them', async () => {
    const { tenantId, ana } = await newSsoTenant();
    const [ruleId] = await addRules(tenantId, [{ kind: 'VALUE', name: 'staff', roleKey: 'admin' }]);
    const { memberId, created } = await admitted(tenantId, { claims: { ...ana, roles: ['staff', 'viewer', 'guest'] } });
    expect(created).toBe(true);
    const [event] = await eventsOf(tenantId, 'sso_user_created');
    const member = await memberOf(tenantId, memberId);
    expect(member).toMatchObject({ displayName: 'Ana Ruiz', email: ana.email, managedBy: 'SSO', givenName: 'Ana', status: 'ACTIVE' });
    expect(member.grants).toEqual([
      { roleKey: 'admin', source: 'SSO', reason: 'roles "staff"', ruleId, eventId: event?.id },
      { roleKey: 'viewer', source: 'SSO', reason: 'roles "viewer"', ruleId: null, eventId: event?.id },
    ]);
    expect(event).toMatchObject({ memberId, subjectEmail: ana.email, provider: 'OKTA', outcome: 'OK' });
    expect(event?.summary).toBe(
      'Ana Ruiz signed in through Okta for the first time and became a member as Admin, Viewer: roles "staff"; roles "viewer"',
    );
    expect(event?.notes).toEqual([{ kind: 'warning', text: 'roles "guest": no rule or role knows it' }]);
  });

  it('gives the default role where nothing matches, and where the mapping is portal-managed', async () => {
    const { tenantId, at } = await newSsoTenant();
    const first = await admitted(tenantId, { subject: 's-1', claims: { email: at('a') } });
    await setMapping(tenantId, { source: 'PORTAL' });
    const second = await admitted(tenantId, { subject: 's-2', claims: { email: at('b'), roles: 'owner' } });
    for (const { memberId } of [first, second]) {
      expect((await memberOf(tenantId, memberId)).grants).toMatchObject([
        { roleKey: 'member', source: 'SSO', reason: 'Default role' },
      ]);
    }
  });

  it('admits a newcomer whom nothing gives a role, and says so', async () => {
    const { tenantId, ana } = await newSsoTenant();
    await setMapping(tenantId, { defaultRoleKey: null });
    const { memberId } = await admitted(tenantId, { claims: ana });
    expect((await memberOf(tenantId, memberId)).roles).toEqual([]);
    const [event] = await eventsOf(tenantId, 'sso_user_created');
    expect(event?.summary).toMatch(/without a role, so without access$/);
  });

  it('makes one member of a person who signs in several times at the same moment', async () => {
    const { tenantId, ana } = await newSsoTenant();
    const admissions = await Promise.all(
      Array.from({ length: 5 }, (_, index) => admitted(tenantId, { subject: `s-${index % 2}`, claims: ana }).catch(() => null)),
    );
    const ids = new Set(admissions.flatMap((admission) => admission?.memberId ?? []));
    expect(ids.size).toBe(1);
    expect(admissions.filter((admission) => admission?.created)).toHaveLength(1);
    const { rows } = await sql`select from "Member" where "tenantId" = ${tenantId} and "email" = ${ana.email}`.execute(db());
    expect(rows).toHaveLength(1);
  });

  it('never looks at a member of another tenant with the same address and subject', async () => {
    const acme = await newSsoTenant();
    const globex = await newSsoTenant();
    const other = await newMember(globex.tenantId, 'Ana There', { email: acme.ana.email });
    await db().insertInto('SsoIdentity').values({ tenantId: globex.tenantId, subject: 's-1', memberId: other }).execute();
    const before = await memberOf(globex.tenantId, other);
    const { memberId } = await admitted(acme.tenantId, { claims: { ...acme.ana, roles: 'owner' } });
    expect(memberId).not.toBe(other);
    expect(await memberOf(globex.tenantId, other)).toEqual(before);
    expect(await admitPerson(globex.tenantId, { subject: 's-9', claims: acme.ana }))
      .toMatchObject({ ok: false, code: 'sso_email_domain_not_verified' });
  });
});

describe('a known person', () => {
  it('is linked by the address at first, and found by the subject from then on', async () => {
    const { tenantId, ana, at } = await newSsoTenant();
    const memberId = await newMember(tenantId, 'Ana', { email: ana.email });
    expect(await admitted(tenantId, { claims: ana })).toEqual({ ok: true, memberId, created: false });
    expect(await admitted(tenantId, { claims: { email: at('ana.ruiz') } })).toMatchObject({ memberId });
    expect(await memberOf(tenantId, memberId)).toMatchObject({
      email: at('ana.ruiz'),
      emailKey: at('ana.ruiz'),
      searchKey: `ana ruiz\n${at('ana.ruiz')}`,
      displayName: 'Ana Ruiz',
      managedBy: 'PORTAL',
    });
    const [changed, linked] = await eventsOf(tenantId, 'sso_user_updated');
    expect(linked?.changes?.[0]).toEqual({ attribute: 'subject', before: null, after: 's-1' });
    expect(changed?.changes).toEqual([{ attribute: 'email', before: ana.email, after: at('ana.ruiz') }]);
  });

  it('gets exactly the roles of the mapping at every sign-in, and nothing is written when they stay', async () => {
    const { tenantId, ana } = await newSsoTenant();
    const memberId = await newMember(tenantId, 'Ana Ruiz', { email: ana.email, roleKey: 'admin' });
    await admitted(tenantId, { claims: { ...ana, roles: ['viewer'] } });
    const first = await memberOf(tenantId, memberId);
    expect(first.grants).toMatchObject([{ roleKey: 'viewer', source: 'SSO' }]);
    const [event] = await eventsOf(tenantId, 'sso_user_updated');
    expect(first.grants[0]?.eventId).toBe(event?.id);
    expect(event?.summary).toBe('Okta made Ana Ruiz Viewer (was Admin) at sign-in: roles "viewer"');
    await admitted(tenantId, { claims: { ...ana, roles: ['viewer'] } });
    expect(await memberOf(tenantId, memberId)).toEqual(first);
    expect(await eventsOf(tenantId, 'sso_user_updated')).toHaveLength(1);
    await setMapping(tenantId, { defaultRoleKey: null });
    await admitted(tenantId, { claims: ana });
    expect((await memberOf(tenantId, memberId)).roles).toEqual([]);
    expect((await eventsOf(tenantId, 'sso_user_updated'))[0]?.summary)
      .toBe('Okta took Viewer from Ana Ruiz at sign-in, who has no role left, so no access');
  });

  it('keeps their roles under a portal-managed mapping', async () => {
    const { tenantId, ana } = await newSsoTenant();
    await setMapping(tenantId, { source: 'PORTAL' });
    const memberId = await newMember(tenantId, 'Ana Ruiz', { email: ana.email, roleKey: 'admin' });
    await admitted(tenantId, { claims: { ...ana, roles: ['viewer'] } });
    expect((await memberOf(tenantId, memberId)).grants).toMatchObject([{ roleKey: 'admin', source: 'PORTAL' }]);
  });

  it('has roles by groups: by a pushed group’s name or id at the identity provider, and by bare name', async () => {
    const { tenantId, at } = await newSsoTenant();
    await setMapping(tenantId, { source: 'IDP_GROUPS', defaultRoleKey: null });
    const groupId = await storeGroup(tenantId, 'Engineering');
    await db().updateTable('ScimGroup').set({ externalId: 'entra-1' }).where('id', '=', groupId).execute();
    await addRules(tenantId, [
      { kind: 'GROUP', name: 'Engineers, as it was called', roleKey: 'admin', groupId },
      { kind: 'GROUP', name: 'Finance', roleKey: 'viewer' },
    ]);
    const rolesOf = async (subject: string, groups: string[]) => {
      const { memberId } = await admitted(tenantId, { subject, claims: { email: at(subject), groups } });
      return (await memberOf(tenantId, memberId)).grants.map(({ roleKey, reason }) => [roleKey, reason]);
    };
    expect(await rolesOf('a', ['Engineering'])).toEqual([['admin', 'group Engineering']]);
    expect(await rolesOf('b', ['entra-1', 'Finance'])).toEqual([['admin', 'group Engineering'], ['viewer', 'group Finance']]);
    expect(await rolesOf('c', ['engineering', 'Engineers, as it was called', groupId])).toEqual([]);
  });

  it('has names and phone from the identity provider unless SCIM manages them', async () => {
    const { tenantId, ana, at } = await newSsoTenant();
    const memberId = await newMember(tenantId, 'Somebody', { email: ana.email });
    await manageByScim(tenantId, memberId);
    const before = await memberOf(tenantId, memberId);
    const claims = { email: at('other'), name: 'Ana R.', phone_number: '+34 1', roles: 'owner' };
    await admitted(tenantId, { claims: ana });
    await admitted(tenantId, { claims });
    expect(await memberOf(tenantId, memberId)).toEqual(before);
    await setSettings(tenantId, { scimEnabled: false });
    await admitted(tenantId, { claims });
    const after = await memberOf(tenantId, memberId);
    expect(after).toMatchObject({ displayName: 'Ana R.', phone: '+34 1', email: at('other'), roles: ['owner'] });
  });

  it('who is Portal-managed while SCIM is on is admitted, and keeps their roles', async () => {
    const { tenantId, ana } = await newSsoTenant();
    await setSettings(tenantId, { scimEnabled: true });
    const memberId = await newMember(tenantId, 'Ana Ruiz', { email: ana.email, roleKey: 'admin' });
    await admitted(tenantId, { claims: { ...ana, roles: 'viewer' } });
    expect((await memberOf(tenantId, memberId)).grants).toMatchObject([{ roleKey: 'admin', source: 'PORTAL' }]);
  });

  it('keeps the address, with one warning, when the new one is another member’s', async () => {
    const { tenantId, ana, at } = await newSsoTenant();
    await newMember(tenantId, 'Bob', { email: at('bob') });
    const { memberId } = await admitted(tenantId, { claims: ana });
    for (let count = 0; count < 2; count += 1) await admitted(tenantId, { claims: { ...ana, email: at('bob') } });
    expect((await memberOf(tenantId, memberId)).email).toBe(ana.email);
    const events = await eventsOf(tenantId, 'sso_user_updated');
    expect(events).toHaveLength(1);
    expect(events[0]?.notes?.[0]?.text).toMatch(/^Ana Ruiz keeps the address .*, which another member has$/);
  });
});

describe('owners', () => {
  it('the last owner keeps the role, with a warning', async () => {
    const { tenantId, ownerId, ownerEmail } = await newSsoTenant();
    await admitted(tenantId, { claims: { email: ownerEmail, roles: 'viewer' } });
    expect((await memberOf(tenantId, ownerId)).roles).toEqual(['owner', 'viewer']);
    const [event] = await eventsOf(tenantId, 'sso_user_updated');
    expect(event?.notes?.map(({ text }) => text))
      .toEqual(['Olga Owner is the last owner and keeps that role; transfer ownership first']);
  });

  it('an owner marked as break-glass keeps the role, with a warning', async () => {
    const { tenantId, ownerId, ownerEmail } = await newSsoTenant();
    await newMember(tenantId, 'Second', { roleKey: 'owner' });
    await setMember(tenantId, ownerId, { breakGlass: true });
    await admitted(tenantId, { claims: { email: ownerEmail, roles: 'viewer' } });
    expect((await memberOf(tenantId, ownerId)).roles).toEqual(['owner', 'viewer']);
  });

  it('of the last two owners who sign in at the same moment without the role, one stays', async () => {
    const { tenantId, ownerId, ownerEmail, at } = await newSsoTenant();
    const second = await newMember(tenantId, 'Second', { roleKey: 'owner', email: at('second') });
    await Promise.all([
      admitted(tenantId, { subject: 'a', claims: { email: ownerEmail, roles: 'viewer' } }),
      admitted(tenantId, { subject: 'b', claims: { email: at('second'), roles: 'viewer' } }),
    ]);
    const owners = await Promise.all([ownerId, second].map((id) => memberOf(tenantId, id)));
    expect(owners.filter(({ roles }) => roles.includes('owner'))).toHaveLength(1);
  });

  it('an owner who is not the last loses the role', async () => {
    const { tenantId, ownerId, ownerEmail } = await newSsoTenant();
    await newMember(tenantId, 'Second', { roleKey: 'owner' });
    await admitted(tenantId, { claims: { email: ownerEmail, roles: 'viewer' } });
    expect((await memberOf(tenantId, ownerId)).roles).toEqual(['viewer']);
  });
});

describe('refusals', () => {
  it('records why, for whom and what arrived, and writes nothing else', async () => {
    const { tenantId, ana } = await newSsoTenant();
    await setSettings(tenantId, { scimEnabled: true });
    const refused = await admitPerson(tenantId, { claims: { ...ana, access_token: 'abc' } });
    expect(refused).toMatchObject({ ok: false, code: 'scim_required_user_not_provisioned', email: ana.email });
    const [event] = await eventsOf(tenantId, 'sso_presignup_reject');
    expect(event).toMatchObject({
      id: refused.ok ? null : refused.eventId,
      code: 'scim_required_user_not_provisioned',
      outcome: 'FAILED',
      subjectEmail: ana.email,
      detail: `SCIM is on, and the identity provider has not sent ${ana.email} yet.`,
    });
    const { request } = await db().selectFrom('IdentityEvent').select('request').where('tenantId', '=', tenantId)
      .where('type', '=', 'sso_presignup_reject').executeTakeFirstOrThrow();
    expect(request).toEqual({ subject: 's-1', claims: { ...ana, access_token: '[redacted]' } });
    const { rows } = await sql`select from "SsoIdentity" where "tenantId" = ${tenantId}`.execute(db());
    expect(rows).toHaveLength(0);
    const found = await listEvents(tenantId, { q: 'scim_required_user_not_provisioned' });
    expect(found.events).toHaveLength(1);
  });

  it('a deactivated person, and a removed one', async () => {
    const { tenantId, ana } = await newSsoTenant();
    const memberId = await newMember(tenantId, 'Ana Ruiz', { email: ana.email });
    await admitted(tenantId, { claims: ana });
    await setMember(tenantId, memberId, { status: 'DEPROVISIONED' });
    expect(await admitPerson(tenantId, { claims: ana })).toMatchObject({ code: 'sso_user_removed' });
    await setSettings(tenantId, { scimEnabled: true });
    expect(await admitPerson(tenantId, { claims: ana })).toMatchObject({ code: 'scim_user_deactivated' });
    expect((await eventsOf(tenantId, 'sso_presignup_reject'))[0]).toMatchObject({ memberId });
  });

  it('another subject with the address of a member who has one', async () => {
    const { tenantId, ana } = await newSsoTenant();
    await admitted(tenantId, { claims: ana });
    expect(await admitPerson(tenantId, { subject: 's-2', claims: ana })).toMatchObject({ code: 'sso_subject_conflict' });
  });

  it('an answer to a connection that was changed or switched off since', async () => {
    const { tenantId, ana } = await newSsoTenant();
    const connection = await connectionOf(tenantId);
    await setConnection(tenantId, { trial: connection.trial + 1 });
    expect(await admitPerson(tenantId, { claims: ana, connection })).toMatchObject({ code: 'sso_configuration_changed' });
    await setConnection(tenantId, { enabled: false });
    expect(await admitPerson(tenantId, { claims: ana, connection })).toMatchObject({ code: 'sso_disabled' });
  });

  it('whoever is removed while they sign in is not admitted afterwards', async () => {
    const { tenantId, ana, owner } = await newSsoTenant();
    const memberId = await newMember(tenantId, 'Ana Ruiz', { email: ana.email });
    const [admission, removal] = await Promise.all([
      admitPerson(tenantId, { claims: { ...ana, roles: 'admin' } }),
      removeMember(owner, { memberId }),
    ]);
    expect(removal.ok).toBe(true);
    expect((await memberOf(tenantId, memberId)).status).toBe('DEPROVISIONED');
    if (!admission.ok) expect(admission.code).toBe('sso_user_removed');
    expect(await admitPerson(tenantId, { claims: ana })).toMatchObject({ code: 'sso_user_removed' });
  });
});

describe('beside other changes', () => {
  it('gives the roles of the mapping that a save beside it leaves', async () => {
    const { tenantId, ana } = await newSsoTenant();
    const memberId = await newMember(tenantId, 'Ana Ruiz', { email: ana.email });
    let beside = Promise.resolve<unknown>(null);
    await db()
      .transaction()
      .execute(async (trx) => {
        const generation = sql<number>`"generation" + 1`;
        await trx.updateTable('RoleMapping').set({ defaultRoleKey: 'viewer', generation }).where('tenantId', '=', tenantId).execute();
        beside = admitted(tenantId, { claims: ana });
      });
    await beside;
    expect((await memberOf(tenantId, memberId)).roles).toEqual(['viewer']);
  });

  it('does not link a subject of the identity provider that was in use before', async () => {
    const { tenantId, ana } = await newSsoTenant();
    const connection = await connectionOf(tenantId);
    let admission = Promise.resolve<unknown>(null);
    await db()
      .transaction()
      .execute(async (trx) => {
        await trx.updateTable('SsoConnection').set({ trial: connection.trial + 1 }).where('tenantId', '=', tenantId).execute();
        admission = admitPerson(tenantId, { claims: ana, connection });
      });
    expect(await admission).toMatchObject({ code: 'sso_configuration_changed' });
    const { rows } = await sql`select from "SsoIdentity" where "tenantId" = ${tenantId}`.execute(db());
    expect(rows).toHaveLength(0);
  });

  it('makes nobody when SCIM is switched on meanwhile', async () => {
    const { tenantId, ana } = await newSsoTenant();
    let admission = Promise.resolve<unknown>(null);
    await db()
      .transaction()
      .execute(async (trx) => {
        await trx.updateTable('IdentitySettings').set({ scimEnabled: true }).where('tenantId', '=', tenantId).execute();
        admission = admitPerson(tenantId, { claims: ana });
      });
    expect(await admission).toMatchObject({ code: 'scim_required_user_not_provisioned' });
  });

  it('asks the database three times for somebody whom nothing changes', async () => {
    const { tenantId, ana } = await newSsoTenant();
    await admitted(tenantId, { claims: ana });
    const connection = await connectionOf(tenantId);
    const identity = { protocol: 'OIDC' as const, subject: 's-1', claims: ana, logout: null };
    let statements = 0;
    await db()
      .transaction()
      .execute((trx) => admit(connection, identity, { client: newClient() }, trx.withPlugin({
        transformQuery: ({ node }) => ((statements += 1), node),
        transformResult: ({ result }) => Promise.resolve(result),
      })));
    expect(statements).toBe(3);
  });
});

describe('settings', () => {
  it('SCIM switched off: members stay, and newcomers are made again', async () => {
    const { tenantId, ana, at } = await newSsoTenant();
    await setSettings(tenantId, { scimEnabled: true });
    expect(await admitPerson(tenantId, { claims: ana })).toMatchObject({ ok: false });
    await setSettings(tenantId, { scimEnabled: false });
    expect(await admitPerson(tenantId, { claims: ana })).toMatchObject({ ok: true, created: true });
    expect(await admitPerson(tenantId, { subject: 's-2', claims: { email: at('bob') } })).toMatchObject({ created: true });
  });

  it('records every sign-in with its claims while successful events are logged, and none otherwise', async () => {
    const { tenantId, ana } = await newSsoTenant();
    await admitted(tenantId, { claims: ana });
    expect(await eventsOf(tenantId, 'sso_login_success')).toHaveLength(0);
    await setSettings(tenantId, { logSuccessfulReads: true });
    await admitted(tenantId, { claims: ana });
    const [event] = await eventsOf(tenantId, 'sso_login_success');
    expect(event?.summary).toBe('Ana Ruiz signed in through Okta');
  });

  it('a role by an attribute of an extension is compared as the attribute is', async () => {
    const { tenantId, at } = await newSsoTenant();
    const urn = 'urn:acme:staff';
    await db()
      .insertInto('SchemaExtension')
      .values({
        tenantId,
        urnKey: urn,
        urn,
        resourceType: 'USER',
        name: 'Staff',
        createdByName: 'Olga Owner',
        attributes: jsonb([{ name: 'grade', type: 'string', multiValued: false, caseExact: true, description: '' }]),
      })
      .execute();
    await db().updateTable('IdentitySettings').set({ schemaRevision: 1 }).where('tenantId', '=', tenantId).execute();
    await setMapping(tenantId, { attribute: `${urn}:grade`, defaultRoleKey: null });
    await addRules(tenantId, [{ kind: 'VALUE', name: 'Lead', roleKey: 'admin' }]);
    const rolesOf = async (subject: string, roles: string) =>
      (await memberOf(tenantId, (await admitted(tenantId, { subject, claims: { email: at(subject), roles } })).memberId)).roles;
    expect(await rolesOf('a', 'Lead')).toEqual(['admin']);
    expect(await rolesOf('b', 'lead')).toEqual([]);
  });
});
