import { describe, expect, it } from 'vitest';
import { db, jsonb } from '@/lib/db/kysely';
import { addRules } from '@/testing/add-rules';
import { admitPerson, admittedPerson } from '@/testing/admit-person';
import { newSsoTenant } from '@/testing/new-sso-tenant';
import { newMember } from '@/testing/new-tenant';
import { setMapping } from '@/testing/set-mapping';
import { setSettings, storedEvents, storedMember } from '@/testing/stored-member';

describe('just-in-time creation', () => {
  it('makes a member with the roles of the mapping, their reasons and the event that gave them', async () => {
    const { tenantId, ana } = await newSsoTenant();
    const [ruleId] = await addRules(tenantId, [{ kind: 'VALUE', name: 'staff', roleKey: 'admin' }]);
    const claims = { ...ana, roles: ['staff', 'viewer', 'guest'] };
    const { memberId, created } = await admittedPerson(tenantId, { claims });
    expect(created).toBe(true);
    const [event] = await storedEvents(tenantId, 'sso_user_created');
    const member = await storedMember(tenantId, memberId);
    expect(member).toMatchObject({ displayName: 'Ana Ruiz', givenName: 'Ana', email: ana.email, managedBy: 'SSO' });
    expect(member.grants).toEqual([
      { roleKey: 'admin', source: 'SSO', reason: 'roles "staff"', ruleId, eventId: event?.id },
      { roleKey: 'viewer', source: 'SSO', reason: 'roles "viewer"', ruleId: null, eventId: event?.id },
    ]);
    expect(event).toMatchObject({ memberId, subjectEmail: ana.email, provider: 'OKTA', outcome: 'OK' });
    expect(event?.summary).toBe(
      'Ana Ruiz signed in through Okta for the first time and became a member as Admin, Viewer: ' +
        'roles "staff"; roles "viewer"',
    );
    expect(event?.notes).toEqual([{ kind: 'warning', text: 'roles "guest": no rule or role knows it' }]);
  });

  it('gives the default role where nothing matches, and where the mapping is portal-managed', async () => {
    const { tenantId, at } = await newSsoTenant();
    const first = await admittedPerson(tenantId, { subject: 's-1', claims: { email: at('a') } });
    await setMapping(tenantId, { source: 'PORTAL' });
    const second = await admittedPerson(tenantId, { subject: 's-2', claims: { email: at('b'), roles: 'owner' } });
    for (const { memberId } of [first, second]) {
      expect((await storedMember(tenantId, memberId)).grants).toMatchObject([
        { roleKey: 'member', source: 'SSO', reason: 'Default role' },
      ]);
    }
  });

  it('admits a newcomer whom nothing gives a role, and says so', async () => {
    const { tenantId, ana } = await newSsoTenant();
    await setMapping(tenantId, { defaultRoleKey: null });
    const { memberId } = await admittedPerson(tenantId, { claims: ana });
    expect((await storedMember(tenantId, memberId)).roles).toEqual([]);
    const [event] = await storedEvents(tenantId, 'sso_user_created');
    expect(event?.summary).toMatch(/without a role, so without access$/);
  });

  it('makes one member of a person who signs in several times at the same moment', async () => {
    const { tenantId, ana } = await newSsoTenant();
    const admissions = await Promise.all(
      Array.from({ length: 5 }, (_, index) => admitPerson(tenantId, { subject: `s-${index % 2}`, claims: ana })),
    );
    const welcomed = admissions.filter((admission) => admission.ok);
    expect(new Set(welcomed.map(({ memberId }) => memberId)).size).toBe(1);
    expect(welcomed.filter(({ created }) => created)).toHaveLength(1);
    const stored = await db().selectFrom('Member').select('id').where('emailKey', '=', ana.email).execute();
    expect(stored).toHaveLength(1);
    // Who came by another subject a moment later is somebody else to the identity provider.
    for (const admission of admissions) {
      if (!admission.ok) expect(admission.code).toBe('sso_subject_conflict');
    }
  });

  it('never looks at a member of another tenant with the same address and subject', async () => {
    const acme = await newSsoTenant();
    const globex = await newSsoTenant();
    const other = await newMember(globex.tenantId, 'Ana There', { email: acme.ana.email });
    const identity = { tenantId: globex.tenantId, subject: 's-1', memberId: other };
    await db().insertInto('SsoIdentity').values(identity).execute();
    const before = await storedMember(globex.tenantId, other);
    const { memberId } = await admittedPerson(acme.tenantId, { claims: { ...acme.ana, roles: 'owner' } });
    expect(memberId).not.toBe(other);
    expect(await storedMember(globex.tenantId, other)).toEqual(before);
    expect(await admitPerson(globex.tenantId, { subject: 's-9', claims: acme.ana }))
      .toMatchObject({ ok: false, code: 'sso_email_domain_not_verified' });
  });
});

describe('settings', () => {
  it('SCIM switched off: members stay, and newcomers are made again', async () => {
    const { tenantId, ana, at } = await newSsoTenant();
    await setSettings(tenantId, { scimEnabled: true });
    expect(await admitPerson(tenantId, { claims: ana })).toMatchObject({ ok: false });
    await setSettings(tenantId, { scimEnabled: false });
    expect(await admitPerson(tenantId, { claims: ana })).toMatchObject({ ok: true, created: true });
    const next = await admitPerson(tenantId, { subject: 's-2', claims: { email: at('bob') } });
    expect(next).toMatchObject({ created: true });
  });

  it('records every sign-in with its claims while successful events are logged, and none otherwise', async () => {
    const { tenantId, ana } = await newSsoTenant();
    await admittedPerson(tenantId, { claims: ana });
    expect(await storedEvents(tenantId, 'sso_login_success')).toHaveLength(0);
    await setSettings(tenantId, { logSuccessfulReads: true });
    await admittedPerson(tenantId, { claims: ana });
    const [event] = await storedEvents(tenantId, 'sso_login_success');
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
    const rolesOf = async (subject: string, roles: string) => {
      const { memberId } = await admittedPerson(tenantId, { subject, claims: { email: at(subject), roles } });
      return (await storedMember(tenantId, memberId)).roles;
    };
    expect(await rolesOf('a', 'Lead')).toEqual(['admin']);
    expect(await rolesOf('b', 'lead')).toEqual([]);
  });
});
