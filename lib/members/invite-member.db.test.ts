import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MockInstance } from 'vitest';
import { listEvents } from '@/lib/activity/list-events';
import { db } from '@/lib/db/kysely';
import { findMember } from '@/lib/members/find-member';
import { inviteMember, inviteMemberSchema } from '@/lib/members/invite-member';
import { removeMember } from '@/lib/members/remove-member';
import type { Actor } from '@/lib/roles/permission';
import { manageByScim, newMember, newTenant } from '@/testing/new-tenant';

let log: MockInstance;
beforeEach(() => {
  log = vi.spyOn(console, 'info').mockImplementation(() => {});
});
afterEach(() => log.mockRestore());

async function invite(actor: Actor, email: string, roleKey = 'member') {
  return inviteMember(actor, inviteMemberSchema.parse({ email, name: 'Ana Ruiz', roleKey }));
}

async function grantsVersion(tenantId: string, memberId: string): Promise<number> {
  const member = await db()
    .selectFrom('Member')
    .select('grantsVersion')
    .where('tenantId', '=', tenantId)
    .where('id', '=', memberId)
    .executeTakeFirstOrThrow();
  return member.grantsVersion;
}

async function invited(actor: Actor, email: string): Promise<{ memberId: string; restored: boolean }> {
  const answer = await invite(actor, email);
  if (!answer.ok) throw new Error(answer.message);
  return answer;
}

describe('inviteMember', () => {
  it('makes a portal-managed member, mails the sign-in address and records it', async () => {
    const { tenantId, owner } = await newTenant();
    const email = `ana@${tenantId}.test`;
    const answer = await invite(owner, ` ${email} `, 'admin');
    expect(answer).toMatchObject({ ok: true, restored: false, mail: 'not-configured' });
    const memberId = answer.ok ? answer.memberId : '';
    expect(await findMember(tenantId, memberId)).toMatchObject({
      email,
      managedBy: 'PORTAL',
      scimManaged: false,
      roles: [{ key: 'admin', source: 'PORTAL', reason: 'Invited by Olga Owner' }],
    });
    expect(log.mock.calls.join()).toContain(`To: ${email}`);
    expect(log.mock.calls.join()).toContain('/sign-in');
    const { events } = await listEvents(tenantId, { type: ['admin_member_invited'] });
    expect(events).toMatchObject([
      { summary: 'Olga Owner invited Ana Ruiz as Admin', memberId, subjectEmail: email },
    ]);
  });

  it('refuses an active member’s address in any case, also when invited twice at once', async () => {
    const { tenantId, owner } = await newTenant();
    const email = `ana@${tenantId}.test`;
    const answers = await Promise.all([invite(owner, email), invite(owner, email.toUpperCase())]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ reason: 'duplicate', field: 'email' });
  });

  it('does not mind that the address belongs to someone in another tenant', async () => {
    const [one, two] = [await newTenant(), await newTenant()];
    const email = `ana@${one.tenantId}.test`;
    const first = await invited(one.owner, email);
    const second = await invited(two.owner, email);
    expect(second.memberId).not.toBe(first.memberId);
  });

  it('brings a removed person back as the same member, with the new role alone', async () => {
    const { tenantId, owner } = await newTenant();
    const email = `ana@${tenantId}.test`;
    const { memberId } = await invited(owner, email);
    await removeMember(owner, { memberId });
    const version = await grantsVersion(tenantId, memberId);
    expect(await invite(owner, email, 'viewer')).toMatchObject({ ok: true, memberId, restored: true });
    expect(await grantsVersion(tenantId, memberId)).toBe(version + 1);
    expect(await findMember(tenantId, memberId)).toMatchObject({
      status: 'ACTIVE',
      deprovisioned: null,
      roles: [{ key: 'viewer' }],
    });
  });

  it('leaves people whom SCIM switched off to SCIM', async () => {
    const { tenantId, owner } = await newTenant();
    const email = `ana@${tenantId}.test`;
    await manageByScim(tenantId, await newMember(tenantId, 'Ana', { email, status: 'DEPROVISIONED' }));
    expect(await invite(owner, email)).toMatchObject({ ok: false, reason: 'managed-by-scim' });
  });

  it('lets only owners invite owners, and members nobody', async () => {
    const { tenantId, owner } = await newTenant();
    const email = `ana@${tenantId}.test`;
    expect(await invite({ ...owner, level: 'ADMIN' }, email, 'owner')).toMatchObject({ reason: 'forbidden' });
    expect(await invite({ ...owner, level: 'MEMBER' }, email)).toMatchObject({ reason: 'forbidden' });
    expect(await invite(owner, email, 'king')).toMatchObject({ reason: 'unknown-role' });
    expect(await invite(owner, email, 'owner')).toMatchObject({ ok: true });
  });
});
