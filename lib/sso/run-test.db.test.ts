import { describe, expect, it } from 'vitest';
import { db } from '@/lib/db/kysely';
import type { JsonValue } from '@/lib/scim/json';
import type { AssertedIdentity } from '@/lib/sso/asserted-identity';
import { findTest } from '@/lib/sso/find-test';
import { testReport } from '@/lib/sso/run-test';
import { SsoFailure } from '@/lib/sso/sso-failure';
import { connectionOf } from '@/testing/admit-person';
import { newMember, newTenant } from '@/testing/new-tenant';
import { setConnection, verifyDomain } from '@/testing/set-connection';
import { setMapping } from '@/testing/set-mapping';

async function newTrial() {
  const tenant = await newTenant();
  const { tenantId } = tenant;
  await setConnection(tenantId, { provider: 'OKTA', enabled: false, testedTrial: null });
  await verifyDomain(tenantId, `${tenantId}.test`);
  return { ...tenant, connection: await connectionOf(tenantId) };
}

function identityOf(claims: Record<string, JsonValue>, logout: AssertedIdentity['logout'] = null): AssertedIdentity {
  return { protocol: logout?.protocol ?? 'OIDC', subject: 's-1', claims, logout };
}

/** Everything that a sign-in could write. */
async function traces(tenantId: string) {
  const tables = ['Member', 'MemberRole', 'SsoIdentity', 'IdentityEvent', 'IdentitySettings'] as const;
  return Promise.all(
    tables.map((table) => db().selectFrom(table).selectAll().where('tenantId', '=', tenantId).execute()),
  );
}

describe('testReport', () => {
  it('shows what arrived, what would happen and which roles it gives, and changes nothing', async () => {
    const { tenantId, ownerId, ownerEmail, connection } = await newTrial();
    await newMember(tenantId, 'Sam Second', { roleKey: 'owner' });
    const before = await traces(tenantId);
    const claims = { email: ownerEmail, name: 'Olga O.', roles: ['admin', 'guest'], client_secret: 'abc', iat: 7 };
    const { passed, report } = await testReport(connection, ownerId, { identity: identityOf(claims) });
    expect(passed).toBe(true);
    expect(report.checks.map(({ state }) => state)).not.toContain('failed');
    expect(report.checks.map(({ what }) => what)).toContain('The ID token is signed with a key of the issuer');
    expect(report.claims).toEqual([
      { name: 'sub', values: ['s-1'], readAs: 'subject' },
      { name: 'email', values: [ownerEmail], readAs: 'email' },
      { name: 'roles', values: ['admin', 'guest'], readAs: 'roles' },
      { name: 'name', values: ['Olga O.'], readAs: null },
      { name: 'client_secret', values: ['[redacted]'], readAs: null },
      { name: 'iat', values: ['7'], readAs: null },
    ]);
    expect(report.decision).toBe(`Would be admitted as Olga Owner (${ownerEmail})`);
    expect(report.refusal).toBeNull();
    expect(report.roles).toEqual({
      names: ['Admin'],
      reasons: ['Roles "admin" gives admin.'],
      warnings: [
        'roles "guest": no rule or role knows it',
        'Olga Owner is Owner now; a sign-in would make that Admin',
      ],
    });
    expect(await traces(tenantId)).toEqual(before);
  });

  it('tells the last owner that they stay one', async () => {
    const { ownerId, ownerEmail, connection } = await newTrial();
    const { report } = await testReport(connection, ownerId, { identity: identityOf({ email: ownerEmail, roles: [] }) });
    expect(report.roles?.names).toContain('Owner');
    expect(report.roles?.warnings.join()).toContain('Olga Owner');
  });

  it('counts for the connection as it was tested, and not for a later one', async () => {
    const { tenantId, ownerId, ownerEmail, connection } = await newTrial();
    await setConnection(tenantId, { enabled: false, testedTrial: null, trial: 2 });
    await testReport(connection, ownerId, { identity: identityOf({ email: ownerEmail }) });
    expect((await connectionOf(tenantId)).testedTrial).toBeNull();
    await testReport(await connectionOf(tenantId), ownerId, { identity: identityOf({ email: ownerEmail }) });
    const { testedTrial, testedAt } = await connectionOf(tenantId);
    expect(testedTrial).toBe(2);
    expect(testedAt).toBeInstanceOf(Date);
  });

  it('says that SCIM would refuse somebody, which does not fail the connection', async () => {
    const { tenantId, ownerId, connection } = await newTrial();
    await db().updateTable('IdentitySettings').set({ scimEnabled: true }).where('tenantId', '=', tenantId).execute();
    const identity = identityOf({ email: `new@${tenantId}.test`, roles: 'admin' });
    const { passed, report } = await testReport(connection, ownerId, { identity });
    expect(passed).toBe(true);
    expect(report.decision).toBeNull();
    expect(report.refusal?.code).toBe('scim_required_user_not_provisioned');
    expect(report.roles?.names).toEqual(['Admin']);
    expect(report.roles?.reasons[0]).toMatch(/^SCIM is on, so roles come from what Okta provisions/);
  });

  it('says that somebody new would be made', async () => {
    const { tenantId, ownerId, connection } = await newTrial();
    const email = `new@${tenantId}.test`;
    const { report } = await testReport(connection, ownerId, { identity: identityOf({ email, name: 'Nia New' }) });
    expect(report.decision).toBe(`Nia New would become a member, with the address ${email}`);
  });

  it.each([
    ['no address', {}, 'sso_email_missing'],
    ['an address that is not verified', { email: 'a@b.test', email_verified: 'false' }, 'sso_email_not_verified'],
    ['an address of another domain', { email: 'a@b.test' }, 'sso_email_domain_not_verified'],
  ])('fails with %s, because nobody could sign in so', async (_, claims, code) => {
    const { tenantId, ownerId, connection } = await newTrial();
    const { passed, report } = await testReport(connection, ownerId, { identity: identityOf(claims) });
    expect(passed).toBe(false);
    expect(report.refusal?.code).toBe(code);
    expect((await connectionOf(tenantId)).testedTrial).toBeNull();
  });

  it('stores a failure of the protocol with what was compared', async () => {
    const { tenantId, ownerId, connection } = await newTrial();
    const comparison = { what: 'Audience', expected: 'c-1', received: `c-2\0${'x'.repeat(5_000)}` };
    const failure = new SsoFailure('sso_token_invalid', 'The token is for another client.', { comparison });
    const test = await testReport(connection, ownerId, { failure });
    expect(test.passed).toBe(false);
    expect(test.report.checks).toEqual([
      { what: 'Audience', state: 'failed', explanation: 'The token is for another client.' },
    ]);
    expect(test.report.refusal?.comparison?.received).toHaveLength(1_000);
    expect(await findTest(tenantId, ownerId, test.id)).toEqual(test);
  });

  it('warns of a NameID that may change, of groups that did not arrive, and of a missing name', async () => {
    const { tenantId, ownerId, ownerEmail, connection } = await newTrial();
    await setMapping(tenantId, { source: 'IDP_GROUPS' });
    const format = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
    const logout = { protocol: 'SAML' as const, nameId: { value: ownerEmail, format }, sessionIndex: null };
    const saml = { ...connection, protocol: 'SAML' as const };
    const identity = identityOf({ email: [ownerEmail] }, logout);
    const { passed, report } = await testReport(saml, ownerId, { identity });
    expect(passed).toBe(true);
    const warned = report.checks.filter(({ state }) => state === 'warning').map(({ what }) => what);
    expect(warned).toEqual(['The person has a name that stays (NameID)', 'The name arrived', 'Groups arrived']);
  });

  it('is shown to the admin who made it, and the latest ten are kept', async () => {
    const { tenantId, ownerId, ownerEmail, connection } = await newTrial();
    const other = await newMember(tenantId, 'Other Admin', { roleKey: 'admin' });
    const ids: string[] = [];
    for (let count = 0; count < 12; count += 1) {
      ids.push((await testReport(connection, ownerId, { identity: identityOf({ email: ownerEmail }) })).id);
    }
    const kept = await Promise.all(ids.map((id) => findTest(tenantId, ownerId, id)));
    expect(kept.map((test) => test !== null)).toEqual([false, false, ...Array<boolean>(10).fill(true)]);
    expect(await findTest(tenantId, other, ids[11] ?? '')).toBeNull();
    expect(await findTest('another', ownerId, ids[11] ?? '')).toBeNull();
  });
});
