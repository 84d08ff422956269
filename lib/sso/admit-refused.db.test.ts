import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { listEvents } from '@/lib/activity/list-events';
import { db } from '@/lib/db/kysely';
import { removeMember } from '@/lib/members/remove-member';
import { admit } from '@/lib/sso/admit';
import { admitPerson, admittedPerson, connectionOf } from '@/testing/admit-person';
import { newSsoTenant } from '@/testing/new-sso-tenant';
import { newMember } from '@/testing/new-tenant';
import { setConnection } from '@/testing/set-connection';
import { newClient } from '@/testing/sign-in';
import { setMember, setSettings, storedEvents, storedMember } from '@/testing/stored-member';

describe('refusals', () => {
  it('records why, for whom and what arrived, and writes nothing else', async () => {
    const { tenantId, ana } = await newSsoTenant();
    await setSettings(tenantId, { scimEnabled: true });
    const refused = await admitPerson(tenantId, { claims: { ...ana, access_token: 'abc' } });
    expect(refused).toMatchObject({ ok: false, code: 'scim_required_user_not_provisioned', email: ana.email });
    const [event] = await storedEvents(tenantId, 'sso_presignup_reject');
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
    await admittedPerson(tenantId, { claims: ana });
    await setMember(tenantId, memberId, { status: 'DEPROVISIONED' });
    expect(await admitPerson(tenantId, { claims: ana })).toMatchObject({ code: 'sso_user_removed' });
    await setSettings(tenantId, { scimEnabled: true });
    expect(await admitPerson(tenantId, { claims: ana })).toMatchObject({ code: 'scim_user_deactivated' });
    expect((await storedEvents(tenantId, 'sso_presignup_reject'))[0]).toMatchObject({ memberId });
  });

  it('another subject with the address of a member who has one', async () => {
    const { tenantId, ana } = await newSsoTenant();
    await admittedPerson(tenantId, { claims: ana });
    const refused = await admitPerson(tenantId, { subject: 's-2', claims: ana });
    expect(refused).toMatchObject({ code: 'sso_subject_conflict' });
  });

  it('an answer to a connection that was changed or switched off since', async () => {
    const { tenantId, ana } = await newSsoTenant();
    const connection = await connectionOf(tenantId);
    await setConnection(tenantId, { trial: connection.trial + 1 });
    const refused = await admitPerson(tenantId, { claims: ana, connection });
    expect(refused).toMatchObject({ code: 'sso_configuration_changed' });
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
    expect((await storedMember(tenantId, memberId)).status).toBe('DEPROVISIONED');
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
        const mapping = { defaultRoleKey: 'viewer', generation };
        await trx.updateTable('RoleMapping').set(mapping).where('tenantId', '=', tenantId).execute();
        beside = admittedPerson(tenantId, { claims: ana });
      });
    await beside;
    expect((await storedMember(tenantId, memberId)).roles).toEqual(['viewer']);
  });

  it('does not link a subject of the identity provider that was in use before', async () => {
    const { tenantId, ana } = await newSsoTenant();
    const connection = await connectionOf(tenantId);
    let admission = Promise.resolve<unknown>(null);
    await db()
      .transaction()
      .execute(async (trx) => {
        const trial = connection.trial + 1;
        await trx.updateTable('SsoConnection').set({ trial }).where('tenantId', '=', tenantId).execute();
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
        const settings = { scimEnabled: true };
        await trx.updateTable('IdentitySettings').set(settings).where('tenantId', '=', tenantId).execute();
        admission = admitPerson(tenantId, { claims: ana });
      });
    expect(await admission).toMatchObject({ code: 'scim_required_user_not_provisioned' });
  });

  it('asks the database three times for somebody whom nothing changes', async () => {
    const { tenantId, ana } = await newSsoTenant();
    await admittedPerson(tenantId, { claims: ana });
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
