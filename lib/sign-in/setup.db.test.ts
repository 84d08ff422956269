import { describe, expect, it } from 'vitest';
import { db } from '@/lib/db/kysely';
import { createSignInLink, firstRunLink } from '@/lib/sign-in/one-time-link';
import { startSession } from '@/lib/sign-in/session';
import { completeSetup, setupLinkState, setupSchema } from '@/lib/sign-in/setup';
import { readTicket } from '@/lib/sign-in/ticket';
import { findViewer } from '@/lib/sign-in/viewer';
import { operator } from '@/lib/roles/permission';
import { listTenants } from '@/lib/tenants/tenants';
import { useEmptyDatabase } from '@/testing/empty-database';
import { newClient } from '@/testing/sign-in';

useEmptyDatabase();

const secretOf = (url = '') => new URL(url).hash.slice(1);

function setupWith(token: string) {
  return setupSchema.parse({
    token,
    organisation: 'Acme Ltd',
    tenantId: '',
    ownerName: 'Priya',
    ownerEmail: 'p@acme.test',
  });
}

describe('an empty installation, in this order', () => {
  it('prints one set-up link, the same at every start, also when several start at once', async () => {
    const links = await Promise.all([firstRunLink(), firstRunLink(), firstRunLink()]);
    const again = await firstRunLink();
    expect(new Set([...links, again].map((link) => link?.url)).size).toBe(1);
    expect(again?.url).toMatch(/\/setup#[\w-]{43}$/);
    const minutes = ((again?.expiresAt.getTime() ?? 0) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(58);
    expect(minutes).toBeLessThanOrEqual(60);
    expect(await setupLinkState(secretOf(again?.url))).toBe('valid');
  });

  it('prints another when the link has expired, and does not take the old one', async () => {
    const old = await firstRunLink();
    await db()
      .updateTable('OneTimeLink')
      .set({ expiresAt: new Date(Date.now() - 1) })
      .execute();
    const fresh = await firstRunLink();
    expect(fresh?.url).not.toBe(old?.url);
    expect(await setupLinkState(secretOf(old?.url))).toBe('expired');
    expect(await completeSetup(setupWith(secretOf(old?.url)))).toMatchObject({
      ok: false,
      reason: 'expired',
    });
  });

  it('takes no made-up link', async () => {
    expect(await completeSetup(setupWith('made up'))).toMatchObject({ ok: false, reason: 'unknown' });
    expect(await listTenants()).toEqual([]);
  });

  it('is set up once, even when the form is sent twice at once, and signs the owner in', async () => {
    const link = await firstRunLink();
    const setup = setupWith(secretOf(link?.url));
    const answers = await Promise.all([completeSetup(setup), completeSetup(setup)]);
    const done = answers.find((answer) => answer.ok);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ reason: 'used' });
    expect(await listTenants()).toMatchObject([{ id: 'acme-ltd', name: 'Acme Ltd', activeMembers: 1 }]);
    if (!done?.ok) throw new Error('Setting up failed.');
    const session = await startSession(done.ticket, done, newClient());
    expect(session && (await findViewer(session))).toMatchObject({
      name: 'Priya',
      level: 'OWNER',
      tenantId: 'acme-ltd',
    });
  });

  it('prints no set-up link any more, and its link is used', async () => {
    expect(await firstRunLink()).toBeNull();
  });

  it('gives a locked-out owner a link that works once, for a quarter of an hour', async () => {
    const owner = await db().selectFrom('Member').select(['tenantId', 'id']).executeTakeFirstOrThrow();
    const actor = operator(owner.tenantId);
    const link = await createSignInLink(actor, { memberId: owner.id });
    if (!link.ok) throw new Error(link.message);
    expect(link.url).toContain('/sign-in/link#');
    expect(link.expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + 15 * 60_000);
    expect(await readTicket(secretOf(link.url), null)).toMatchObject({ accounts: [{ memberId: owner.id }] });
    expect(await createSignInLink(actor, { memberId: 'nobody' })).toMatchObject({ reason: 'not-found' });
    expect(await createSignInLink({ ...actor, level: 'ADMIN' }, { memberId: owner.id })).toMatchObject({
      reason: 'forbidden',
    });
  });
});
