import { describe, expect, it } from 'vitest';
import { listEvents } from '@/lib/activity/list-events';
import { db } from '@/lib/db/kysely';
import { changeRoles } from '@/lib/members/change-roles';
import type { Actor } from '@/lib/roles/permission';
import { seal } from '@/lib/secrets/seal';
import { findConnectionView } from '@/lib/sso/admin/connection-view';
import { markBreakGlass } from '@/lib/sso/admin/mark-break-glass';
import { saveConnection } from '@/lib/sso/admin/save-connection';
import { switchConnection } from '@/lib/sso/admin/switch-connection';
import { findConnection } from '@/lib/sso/connection';
import { oidcDraft } from '@/testing/connection-draft';
import { newMember, newTenant } from '@/testing/new-tenant';
import { setConnection, verifyDomain } from '@/testing/set-connection';

const whole = { issuer: 'https://idp.test', clientId: 'rollcall' };

/** A tenant whose connection may be switched on. */
async function readyTenant(fields: Parameters<typeof setConnection>[1] = {}) {
  const tenant = await newTenant();
  const clientSecret = seal([tenant.tenantId, 'sso', 'clientSecret'], 'a secret');
  await setConnection(tenant.tenantId, { ...whole, clientSecret, enabled: false, ...fields });
  await verifyDomain(tenant.tenantId, `${tenant.tenantId}.test`);
  return tenant;
}

async function summaries(tenantId: string): Promise<string[]> {
  const { events } = await listEvents(tenantId, { type: ['admin_sso_changed'] });
  return events.map(({ summary }) => summary).reverse();
}

describe('the switch of single sign-on', () => {
  it('turns it on when all is there, and off again', async () => {
    const { tenantId, owner } = await readyTenant();
    const on = await switchConnection(owner, { revision: 1, enabled: true });
    const view = { enabled: true, required: false, revision: 2, missing: { toEnable: [] } };
    expect(on).toMatchObject({ ok: true, view });
    expect(await switchConnection(owner, { revision: 2, enabled: false })).toMatchObject({ ok: true });
    expect(await findConnection(tenantId)).toMatchObject({ enabled: false, revision: 3, updatedByName: 'Olga Owner' });
    expect(await summaries(tenantId)).toEqual([
      'Olga Owner turned single sign-on on',
      'Olga Owner turned single sign-on off',
    ]);
  });

  it('is turned on by owners alone, and off by admins too', async () => {
    const { tenantId, owner } = await readyTenant();
    const admin = { ...owner, level: 'ADMIN' as const };
    expect(await switchConnection(admin, { revision: 1, enabled: true })).toMatchObject({
      ok: false,
      message: 'Only owners can decide which identity provider signs people in. Ask one of them.',
    });
    expect(await findConnection(tenantId)).toMatchObject({ enabled: false, revision: 1 });
    expect(await switchConnection(owner, { revision: 1, enabled: true })).toMatchObject({ ok: true });
    expect(await switchConnection(admin, { revision: 2, enabled: false })).toMatchObject({ ok: true });
  });

  it('lets admins prepare a connection, and owners alone change one that people sign in by', async () => {
    const { tenantId, owner } = await readyTenant();
    const admin = { ...owner, level: 'ADMIN' as const };
    const save = (actor: Actor, revision: number, clientId: string) =>
      saveConnection(actor, oidcDraft({ revision, oidc: { issuer: 'https://idp.test', clientId } }));
    expect(await save(admin, 1, 'second')).toMatchObject({ ok: true });
    await setConnection(tenantId, { enabled: true });
    expect(await save(admin, 2, 'third')).toMatchObject({ ok: false, reason: 'forbidden' });
    expect(await findConnection(tenantId)).toMatchObject({ clientId: 'second', revision: 2 });
    expect(await save(owner, 2, 'third')).toMatchObject({ ok: true });
  });

  it('is refused for a tenant that never saved a connection', async () => {
    const { owner } = await newTenant();
    expect(await switchConnection(owner, { revision: 0, enabled: true })).toMatchObject({
      ok: false,
      reason: 'incomplete',
      message: 'Choose a protocol, fill in the fields, and save.',
    });
  });

  it.each([
    ['a client ID', { clientId: '' }, 'Enter the client ID.'],
    ['a client secret', { clientSecret: null }, 'Enter the client secret.'],
    ['a test', { testedTrial: null }, 'Test the connection: no test has succeeded yet.'],
    ['a test of what is saved', { trial: 2 }, 'Test the connection again: it was changed since the last test'],
    ['a certificate', { protocol: 'SAML' as const, idpEntityId: 'a', idpSsoUrl: 'b' }, 'Add the certificate'],
  ])('is refused without %s, in the words of the page', async (_, fields, words) => {
    const { tenantId, owner } = await readyTenant(fields);
    const refused = await switchConnection(owner, { revision: 1, enabled: true });
    const { missing } = await findConnectionView(tenantId);
    expect(refused).toEqual({ ok: false, reason: 'incomplete', message: missing.toEnable.join(' ') });
    expect(missing.toEnable).toEqual([expect.stringContaining(words)]);
    expect((await findConnection(tenantId))?.enabled).toBe(false);
  });

  it('is refused without a verified domain of its own', async () => {
    const { tenantId, owner } = await newTenant();
    await readyTenant();
    await setConnection(tenantId, { ...whole, enabled: false });
    expect(await switchConnection(owner, { revision: 1, enabled: true })).toHaveProperty(
      'message',
      expect.stringContaining('Verify an email domain'),
    );
  });

  it('changes nothing that another admin has changed since, and shows what is', async () => {
    const { owner } = await readyTenant({ revision: 5, updatedByName: 'Priya N.' });
    const late = await switchConnection(owner, { revision: 4, enabled: true });
    expect(late).toMatchObject({ ok: false, reason: 'conflict', current: { revision: 5, enabled: false } });
    expect(late).toHaveProperty('message', expect.stringContaining('Priya N. saved'));
  });

  it('does nothing for what is so already, whatever the revision', async () => {
    const { tenantId, owner } = await readyTenant({ revision: 5 });
    expect(await switchConnection(owner, { revision: 1, enabled: false })).toMatchObject({ ok: true });
    expect(await summaries(tenantId)).toEqual([]);
  });

  it.each(['MEMBER', 'VIEWER', null] as const)('is refused to the level %s', async (level) => {
    const { tenantId, owner } = await readyTenant();
    const refused = await switchConnection({ ...owner, level }, { revision: 1, enabled: true });
    expect(refused).toMatchObject({ ok: false, reason: 'forbidden' });
    expect((await findConnection(tenantId))?.enabled).toBe(false);
  });

  it('says so when a change asks for a new test while it is on', async () => {
    const { tenantId, owner } = await readyTenant({ enabled: true });
    await saveConnection(owner, oidcDraft({ revision: 1 }));
    const { enabled, warnings } = await findConnectionView(tenantId);
    expect(enabled).toBe(true);
    expect(warnings).toEqual([expect.stringContaining('Test it again: people may not get in.')]);
  });
});

describe('the requirement of single sign-on', () => {
  it('needs it to be on, and a break-glass owner', async () => {
    const { tenantId, owner } = await readyTenant();
    const refused = await switchConnection(owner, { revision: 1, required: true });
    expect(refused).toHaveProperty('message', (await findConnectionView(tenantId)).missing.toRequire.join(' '));
    expect(refused).toHaveProperty('message', expect.stringMatching(/^Turn single sign-on on\. Mark an owner/));
    expect((await findConnection(tenantId))?.required).toBe(false);
  });

  it('can be turned on with it, and ends with it', async () => {
    const { tenantId, owner, ownerId } = await readyTenant();
    await markBreakGlass(owner, { memberId: ownerId, marked: true });
    const both = await switchConnection(owner, { revision: 1, enabled: true, required: true });
    expect(both).toMatchObject({ ok: true, view: { enabled: true, required: true, warnings: [] } });
    const off = await switchConnection(owner, { revision: 2, enabled: false });
    expect(off).toMatchObject({ ok: true, view: { enabled: false, required: false } });
    expect((await summaries(tenantId)).slice(1)).toEqual([
      'Olga Owner turned single sign-on on and the requirement of single sign-on on',
      'Olga Owner turned single sign-on off and the requirement of single sign-on off',
    ]);
  });

  it('needs a test of what is saved, although single sign-on is on', async () => {
    const { owner, ownerId } = await readyTenant({ enabled: true, trial: 2 });
    await markBreakGlass(owner, { memberId: ownerId, marked: true });
    expect(await switchConnection(owner, { revision: 1, required: true })).toMatchObject({
      ok: false,
      message: expect.stringContaining('Test the connection again'),
    });
  });
});

describe('break-glass owners', () => {
  it('are marked by owners, among active owners', async () => {
    const { tenantId, owner, ownerId } = await readyTenant();
    const admin = await newMember(tenantId, 'Adam', { roleKey: 'admin' });
    const gone = await newMember(tenantId, 'Gone', { roleKey: 'owner', status: 'DEPROVISIONED' });
    expect(await markBreakGlass(owner, { memberId: ownerId, marked: true })).toEqual({ ok: true });
    for (const memberId of [admin, gone]) {
      expect(await markBreakGlass(owner, { memberId, marked: true })).toMatchObject({ reason: 'not-owner' });
    }
    expect((await findConnectionView(tenantId)).breakGlass).toMatchObject([{ memberId: ownerId, marked: true }]);
    expect(await summaries(tenantId)).toEqual([
      'Olga Owner marked Olga Owner as a break-glass owner, who may sign in by an emailed code',
    ]);
  });

  it('are marked by no admin, and in no other tenant', async () => {
    const [{ owner, ownerId }, other] = [await newTenant(), await newTenant()];
    const asAdmin = await markBreakGlass({ ...owner, level: 'ADMIN' }, { memberId: ownerId, marked: true });
    expect(asAdmin).toMatchObject({ reason: 'forbidden' });
    const elsewhere = await markBreakGlass(owner, { memberId: other.ownerId, marked: true });
    expect(elsewhere).toMatchObject({ reason: 'not-found' });
    expect((await findConnectionView(other.tenantId)).breakGlass).toMatchObject([{ marked: false }]);
  });

  it('keep their last one while single sign-on is required, also when two are unmarked at once', async () => {
    const { tenantId, owner, ownerId } = await readyTenant({ enabled: true, required: true });
    const second = await newMember(tenantId, 'Bo', { roleKey: 'owner' });
    for (const memberId of [ownerId, second]) await markBreakGlass(owner, { memberId, marked: true });
    const answers = await Promise.all(
      [ownerId, second].map((memberId) => markBreakGlass(owner, { memberId, marked: false })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers).toContainEqual(expect.objectContaining({ reason: 'last-break-glass' }));
  });

  it('are missed, in a warning, when the last one ceases to be an owner', async () => {
    const { tenantId, owner } = await readyTenant({ enabled: true, required: true });
    const second = await newMember(tenantId, 'Bo', { roleKey: 'owner' });
    await markBreakGlass(owner, { memberId: second, marked: true });
    expect((await findConnectionView(tenantId)).warnings).toEqual([]);
    expect(await changeRoles(owner, { memberId: second, roleKeys: ['member'] })).toEqual({ ok: true });
    const { warnings, missing, breakGlass } = await findConnectionView(tenantId);
    expect(warnings).toEqual([expect.stringContaining('No active owner is marked as break-glass any more.')]);
    expect(missing.toRequire).toEqual([expect.stringContaining('Mark an owner as break-glass')]);
    expect(breakGlass.map(({ marked }) => marked)).toEqual([false]);
    expect(await markBreakGlass(owner, { memberId: second, marked: false })).toEqual({ ok: true });
  });
});

describe('what the page shows of people', () => {
  it('counts the members of verified domains, however they are written, and sessions by SSO', async () => {
    const { tenantId, ownerId } = await readyTenant();
    await verifyDomain(tenantId, `xn--mnchen-3ya.${tenantId}.test`);
    await newMember(tenantId, 'Ana', { email: `Ana@MÜNCHEN.${tenantId}.test` });
    await newMember(tenantId, 'Eve', { email: 'eve@elsewhere.test' });
    await newMember(tenantId, 'Gone', { status: 'DEPROVISIONED' });
    const expiresAt = new Date(Date.now() + 60_000);
    const session = { tenantId, memberId: ownerId, expiresAt };
    await db()
      .insertInto('Session')
      .values([
        { ...session, id: 'by-code', method: 'CODE' },
        { ...session, id: 'by-oidc', method: 'OIDC' },
        { ...session, id: 'ended', method: 'SAML', endedAt: new Date() },
        { ...session, id: 'over', method: 'OIDC', createdAt: new Date(Date.now() - 13 * 60 * 60_000) },
      ])
      .execute();
    expect((await findConnectionView(tenantId)).counts).toEqual({ membersInDomains: 2, sessions: 1, identities: 0 });
  });
});
