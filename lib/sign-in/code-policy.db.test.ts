import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MockInstance } from 'vitest';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import { requestCode } from '@/lib/sign-in/request-code';
import { startSession } from '@/lib/sign-in/session';
import { issueTicket, readTicket } from '@/lib/sign-in/ticket';
import { verifyCode } from '@/lib/sign-in/verify-code';
import { newMember, newTenant } from '@/testing/new-tenant';
import { setConnection, verifyDomain } from '@/testing/set-connection';
import { newClient } from '@/testing/sign-in';

let log: MockInstance<typeof console.info>;
beforeEach(() => {
  log = vi.spyOn(console, 'info').mockImplementation(() => {});
});
afterEach(() => log.mockRestore());

/** The code that was mailed to the address; null when no mail was sent. */
async function mailedCode(email: string): Promise<string | null> {
  log.mockClear();
  await requestCode({ email }, newClient());
  await settleDeferredWrites();
  return String(log.mock.calls.at(-1)?.[0] ?? '').match(/(\d{6}) is your code/)?.[1] ?? null;
}

/** The tenants whose accounts a code opens for the address. */
async function opened(email: string): Promise<string[]> {
  const code = await mailedCode(email);
  const answer = code === null ? null : await verifyCode({ email, code }, newClient());
  return answer?.ok ? answer.accounts.map(({ tenantId }) => tenantId) : [];
}

async function markBreakGlass(tenantId: string, memberId: string): Promise<void> {
  await db()
    .updateTable('Member')
    .set({ breakGlass: true })
    .where('tenantId', '=', tenantId)
    .where('id', '=', memberId)
    .execute();
}

/** A tenant that requires single sign-on for the domain of its people. */
async function strictTenant() {
  const tenant = await newTenant();
  await setConnection(tenant.tenantId, { required: true });
  await verifyDomain(tenant.tenantId, `${tenant.tenantId}.test`);
  const email = `ana@${tenant.tenantId}.test`;
  return { ...tenant, email, memberId: await newMember(tenant.tenantId, 'Ana', { email }) };
}

describe('where single sign-on is required', () => {
  it('no code is mailed for the domain, to owners neither', async () => {
    const { email, ownerEmail } = await strictTenant();
    expect([await mailedCode(email), await mailedCode(ownerEmail)]).toEqual([null, null]);
  });

  it.each([
    ['in capitals', (email: string) => email.toUpperCase()],
    ['with a dot at the end', (email: string) => `${email}.`],
    ['with a full-width dot', (email: string) => email.replace('.test', '\u3002test')],
  ])('the domain is the same %s', async (_, spell) => {
    const { tenantId, email } = await strictTenant();
    await newMember(tenantId, 'Ana Two', { email: spell(email) });
    expect(await opened(spell(email))).toEqual([]);
  });

  it('owners who are kept for emergencies get codes, and others with the mark do not', async () => {
    const { tenantId, ownerId, ownerEmail, memberId, email } = await strictTenant();
    await markBreakGlass(tenantId, ownerId);
    await markBreakGlass(tenantId, memberId);
    expect(await opened(ownerEmail)).toEqual([tenantId]);
    expect(await opened(email)).toEqual([]);
  });

  it('codes go on opening addresses of other domains, and accounts elsewhere', async () => {
    const [strict, other] = [await strictTenant(), await newTenant()];
    const guest = `guest@${other.tenantId}.test`;
    await newMember(strict.tenantId, 'Guest', { email: guest });
    await newMember(other.tenantId, 'Ana Elsewhere', { email: strict.email });
    expect(await opened(guest)).toEqual([strict.tenantId]);
    expect(await opened(strict.email)).toEqual([other.tenantId]);
  });

  it.each([
    ['not required', { required: false }],
    ['switched off', { required: true, enabled: false }],
  ])('codes work again once it is %s', async (_, fields) => {
    const { tenantId, email } = await strictTenant();
    await setConnection(tenantId, fields);
    expect(await opened(email)).toEqual([tenantId]);
  });

  it('a domain that is not verified binds nobody', async () => {
    const { tenantId, email } = await strictTenant();
    await db().updateTable('EmailDomain').set({ verifiedAt: null }).where('tenantId', '=', tenantId).execute();
    expect(await opened(email)).toEqual([tenantId]);
  });

  it('a code and a ticket of before are worth nothing any more', async () => {
    const { tenantId, ownerId: memberId, ownerEmail } = await newTenant();
    const code = (await mailedCode(ownerEmail)) ?? '';
    const terms = { minutes: 1, method: 'CODE' } as const;
    const { secret } = await issueTicket(db(), { emailKey: ownerEmail }, terms);
    await setConnection(tenantId, { required: true });
    await verifyDomain(tenantId, `${tenantId}.test`);
    expect(await verifyCode({ email: ownerEmail, code }, newClient())).toMatchObject({ ok: false, reason: 'wrong' });
    expect(await readTicket(secret, null)).toBeNull();
    expect(await startSession(secret, { tenantId, memberId }, newClient())).toBeNull();
  });

  it('links that an owner or the operator made still work', async () => {
    const { tenantId, memberId } = await strictTenant();
    const { secret } = await issueTicket(db(), { tenantId, memberId }, { minutes: 1 });
    expect(await startSession(secret, { tenantId, memberId }, newClient())).not.toBeNull();
  });
});
