import { describe, expect, it } from 'vitest';
import { listEvents } from '@/lib/activity/list-events';
import { db } from '@/lib/db/kysely';
import { findMemberSignIn } from '@/lib/sso/find-member-sign-in';
import { forgetIdentity } from '@/lib/sso/forget-identity';
import { newMember, newTenant } from '@/testing/new-tenant';
import { setConnection, verifyDomain } from '@/testing/set-connection';

/** A tenant with SSO, and a member of it who has signed in by it. */
async function withIdentity(roleKey = 'member') {
  const tenant = await newTenant();
  const { tenantId } = tenant;
  await setConnection(tenantId, { provider: 'OKTA', required: true });
  await verifyDomain(tenantId, `${tenantId}.test`);
  const memberId = await newMember(tenantId, 'Ana Ruiz', { roleKey });
  await db().insertInto('SsoIdentity').values({ tenantId, memberId, subject: '00u1ana' }).execute();
  const signInOf = (id: string, email: string) => findMemberSignIn(tenantId, { id, email });
  const ana = () => signInOf(memberId, `ana.ruiz@${tenantId}.test`);
  return { ...tenant, memberId, ana, signInOf };
}

describe('how a member gets in', () => {
  it('is told with the identity, the domain and whether a code would do', async () => {
    const { ana, tenantId } = await withIdentity();
    expect(await ana()).toMatchObject({
      sso: { provider: 'OKTA', required: true },
      domain: `${tenantId}.test`,
      domainVerified: true,
      opensByCode: false,
      breakGlass: false,
      identity: { subject: '00u1ana', createdAt: expect.any(Date) as Date, lastUsedAt: expect.any(Date) as Date },
    });
  });

  it('differs for owners marked as break-glass, for other domains, and while SSO is off', async () => {
    const { tenantId, ownerId, ownerEmail, signInOf } = await withIdentity();
    await db()
      .updateTable('Member')
      .set({ breakGlass: true })
      .where('id', '=', ownerId)
      .where('tenantId', '=', tenantId)
      .execute();
    expect(await signInOf(ownerId, ownerEmail)).toMatchObject({ opensByCode: true, breakGlass: true, identity: null });
    const guest = await newMember(tenantId, 'Gil', { email: 'gil@elsewhere.test' });
    expect(await signInOf(guest, 'gil@elsewhere.test')).toMatchObject({ opensByCode: true, domainVerified: false });
    await setConnection(tenantId, { enabled: false });
    expect(await signInOf(guest, 'gil@elsewhere.test')).toMatchObject({ sso: null, opensByCode: true });
  });
});

describe('forgetIdentity', () => {
  it('unbinds the member from the subject, once, and tells who did it', async () => {
    const { tenantId, memberId, owner, ana } = await withIdentity();
    expect(await forgetIdentity(owner, { memberId })).toEqual({ ok: true });
    expect(await forgetIdentity(owner, { memberId })).toEqual({ ok: true });
    expect((await ana()).identity).toBeNull();
    expect((await listEvents(tenantId, { type: ['sso_user_updated'] })).events).toMatchObject([
      { summary: 'Olga Owner made Rollcall forget how Ana Ruiz signs in', actorName: 'Olga Owner', memberId },
    ]);
  });

  it('is for owners and admins, and of owners for owners', async () => {
    const { memberId, owner, ana } = await withIdentity('owner');
    for (const level of ['ADMIN', 'MEMBER', 'VIEWER', null] as const) {
      const refused = await forgetIdentity({ ...owner, level }, { memberId });
      expect(refused, String(level)).toMatchObject({ ok: false, reason: 'forbidden' });
    }
    expect((await ana()).identity).not.toBeNull();
  });

  it('reaches no other tenant', async () => {
    const { memberId, ana } = await withIdentity();
    const { owner } = await newTenant();
    expect(await forgetIdentity(owner, { memberId })).toMatchObject({ ok: false, reason: 'not-found' });
    expect((await ana()).identity).not.toBeNull();
  });
});
