import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MockInstance } from 'vitest';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import { getPool } from '@/lib/db/pool';
import { removeMember } from '@/lib/members/remove-member';
import { requestCode, requestCodeSchema } from '@/lib/sign-in/request-code';
import { verifyCode, verifyCodeSchema } from '@/lib/sign-in/verify-code';
import { newMember, newTenant } from '@/testing/new-tenant';
import { newClient } from '@/testing/sign-in';

let log: MockInstance<typeof console.info>;
beforeEach(() => {
  log = vi.spyOn(console, 'info').mockImplementation(() => {});
});
afterEach(() => log.mockRestore());

/** What was mailed since the test began, as the log has it when SMTP is not configured. */
async function mails(): Promise<string[]> {
  await settleDeferredWrites();
  return log.mock.calls.map(([mail]) => String(mail));
}

async function codeFor(email: string): Promise<string> {
  await requestCode({ email }, newClient());
  return (await mails()).at(-1)?.match(/(\d{6}) is your code/)?.[1] ?? '';
}

const guess = (email: string, code: string, client = newClient()) => verifyCode({ email, code }, client);
const notThe = (code: string) => (code === '000000' ? '111111' : '000000');
const reasonOf = (answer: Awaited<ReturnType<typeof verifyCode>>) => (answer.ok ? 'ok' : answer.reason);

async function expire(email: string): Promise<void> {
  await db()
    .updateTable('SignInCode')
    .set({ expiresAt: new Date(Date.now() - 1) })
    .where('emailKey', '=', email.toLowerCase())
    .execute();
}

describe('a sign-in code', () => {
  it('opens the accounts of its address in every tenant, whatever the case it is typed in', async () => {
    const [one, two] = [await newTenant(), await newTenant()];
    const email = one.ownerEmail;
    const memberId = await newMember(two.tenantId, 'Olga Elsewhere', { email: email.toUpperCase() });
    const code = await codeFor(email);
    const answer = await guess(` ${email.toUpperCase()}`.trim(), code);
    expect(answer).toMatchObject({ ok: true, ticket: expect.stringMatching(/^[\w-]{43}$/) });
    expect(answer.ok && answer.accounts).toHaveLength(2);
    expect(answer.ok && answer.accounts).toContainEqual({
      tenantId: two.tenantId,
      tenantName: expect.any(String),
      memberId,
      displayName: 'Olga Elsewhere',
    });
  });

  it('works once, also when the right code is sent several times at once', async () => {
    const { ownerEmail } = await newTenant();
    const code = await codeFor(ownerEmail);
    const answers = await Promise.all(Array.from({ length: 4 }, () => guess(ownerEmail, code)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(reasonOf(await guess(ownerEmail, code))).toBe('expired');
  });

  it('has five tries, however many guesses arrive at once', async () => {
    const { ownerEmail } = await newTenant();
    const code = await codeFor(ownerEmail);
    const wrong = await Promise.all(Array.from({ length: 20 }, () => guess(ownerEmail, notThe(code))));
    const reasons = wrong.map(reasonOf);
    expect(reasons.filter((reason) => reason === 'wrong')).toHaveLength(4);
    expect(reasons.filter((reason) => reason === 'exhausted')).toHaveLength(16);
    expect(reasonOf(await guess(ownerEmail, code))).toBe('exhausted');
  });

  it('says how many tries are left and is still good at the fifth', async () => {
    const { ownerEmail } = await newTenant();
    const code = await codeFor(ownerEmail);
    const messages = [];
    for (let attempt = 0; attempt < 4; attempt += 1) messages.push(await guess(ownerEmail, notThe(code)));
    expect(messages.map((answer) => (answer.ok ? '' : answer.message))).toEqual([
      'That code is not right. 4 tries left.',
      'That code is not right. 3 tries left.',
      'That code is not right. 2 tries left.',
      'That code is not right. 1 try left.',
    ]);
    expect(reasonOf(await guess(ownerEmail, code))).toBe('ok');
  });

  it('expires', async () => {
    const { ownerEmail } = await newTenant();
    const code = await codeFor(ownerEmail);
    await expire(ownerEmail);
    expect(reasonOf(await guess(ownerEmail, code))).toBe('expired');
  });

  it('replaces the one before it', async () => {
    const { ownerEmail } = await newTenant();
    const first = await codeFor(ownerEmail);
    const second = await codeFor(ownerEmail);
    if (first !== second) expect(reasonOf(await guess(ownerEmail, first))).toBe('wrong');
    expect(reasonOf(await guess(ownerEmail, second))).toBe('ok');
  });

  it('is stored as a hash that the code alone does not give', async () => {
    const { ownerEmail } = await newTenant();
    const code = await codeFor(ownerEmail);
    const stored = await db()
      .selectFrom('SignInCode')
      .selectAll()
      .where('emailKey', '=', ownerEmail)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(stored)).not.toContain(code);
  });

  it.each([
    ['123 456', '123456'],
    ['123-456 ', '123456'],
  ])('may be typed as %j', (typed, code) => {
    expect(verifyCodeSchema.parse({ email: 'a@b.test', code: typed }).code).toBe(code);
  });

  it.each(['12345', '1234567', 'abcdef', '１２３４５６'])('is not %j', (typed) => {
    expect(verifyCodeSchema.safeParse({ email: 'a@b.test', code: typed }).success).toBe(false);
  });
});

describe('asking for a code', () => {
  it('mails active members only, at the address they have', async () => {
    const { tenantId, owner, ownerEmail } = await newTenant();
    const memberId = await newMember(tenantId, 'Bo', { email: `Bo@${tenantId}.test` });
    await requestCode({ email: `bo@${tenantId}.TEST` }, newClient());
    expect(await mails()).toEqual([expect.stringContaining(`To: Bo@${tenantId}.test`)]);
    await removeMember(owner, { memberId });
    await requestCode({ email: `bo@${tenantId}.test` }, newClient());
    await requestCode({ email: `stranger@${tenantId}.test` }, newClient());
    expect(await mails()).toHaveLength(1);
    await requestCode({ email: ownerEmail }, newClient());
    expect(await mails()).toHaveLength(2);
  });

  it('mails no look-alike that another tenant gave somebody', async () => {
    const { tenantId } = await newTenant();
    const plain = `mike@${tenantId}.test`;
    const lookAlike = plain.replace('k', '\u212A');
    await newMember((await newTenant()).tenantId, 'Mallory', { email: lookAlike });
    await requestCode({ email: lookAlike }, newClient());
    await newMember(tenantId, 'Mike', { email: plain });
    for (const typed of [plain, lookAlike]) await requestCode({ email: typed }, newClient());
    const recipients = (await mails()).map((mail) => /To: (.*)/.exec(mail)?.[1]);
    expect(recipients).toEqual([plain, plain, plain]);
  });

  it.each(['a\0@b.test', 'a\u001b[2J@b.test', 'a@b\u009b.test'])('needs no address such as %j', (email) => {
    expect(requestCodeSchema.safeParse({ email }).success).toBe(false);
  });

  it('gives the same answers at the same cost whether or not the address is known', async () => {
    const { tenantId, ownerEmail } = await newTenant();
    // The first request of a process also sweeps, which would count for whoever comes first.
    await requestCode({ email: `first@${tenantId}.test` }, newClient());
    await settleDeferredWrites();
    const connect = vi.spyOn(getPool(), 'connect');
    const courses = [];
    for (const email of [ownerEmail, `stranger@${tenantId}.test`]) {
      const before = connect.mock.calls.length;
      const answers: unknown[] = [await requestCode({ email }, newClient())];
      for (let attempt = 0; attempt < 6; attempt += 1) answers.push(await guess(email, 'x'.repeat(6)));
      courses.push({ answers, queries: connect.mock.calls.length - before });
    }
    connect.mockRestore();
    expect(courses[1]).toEqual(courses[0]);
  });

  it('is limited per address, the same for known and unknown ones', async () => {
    const { tenantId, ownerEmail } = await newTenant();
    for (const email of [ownerEmail, `stranger@${tenantId}.test`]) {
      const answers = [];
      for (let round = 0; round < 6; round += 1) answers.push(await requestCode({ email }, newClient()));
      expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true, true, false]);
      expect(answers[5]).toMatchObject({
        reason: 'throttled',
        message: expect.stringContaining('15 minutes'),
      });
    }
  });

  it('is limited per client, also when its requests arrive at once', async () => {
    const client = newClient();
    const addresses = Array.from({ length: 40 }, () => `${randomBytes(6).toString('hex')}@many.test`);
    const answers = await Promise.all(addresses.map((email) => requestCode({ email }, client)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(30);
  });

  it('is allowed again when the window has passed', async () => {
    const client = newClient();
    const ask = () => requestCode({ email: `${randomBytes(6).toString('hex')}@many.test` }, client);
    await Promise.all(Array.from({ length: 31 }, ask));
    expect(await ask()).toMatchObject({ reason: 'throttled' });
    await db()
      .updateTable('RateCounter')
      .set({ windowEndsAt: new Date(Date.now() - 1) })
      .where('hits', '>', 30)
      .execute();
    expect(await ask()).toEqual({ ok: true });
  });
});

it('guesses are limited per client, across addresses', async () => {
  const client = newClient();
  const answers = await Promise.all(
    Array.from({ length: 31 }, (_, number) => guess(`${number}@${client.address}.test`, '000000', client)),
  );
  expect(answers.map(reasonOf).filter((reason) => reason === 'throttled')).toHaveLength(1);
});
