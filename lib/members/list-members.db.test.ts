import { beforeAll, describe, expect, it, vi } from 'vitest';
import { db } from '@/lib/db/kysely';
import { getPool } from '@/lib/db/pool';
import { findMember } from '@/lib/members/find-member';
import { listMembers } from '@/lib/members/list-members';
import type { MemberPage } from '@/lib/members/list-members';
import { memberListSchema, memberSorts } from '@/lib/members/member-list-query';
import { manageByScim, newMember, newTenant } from '@/testing/new-tenant';

const page = (tenantId: string, query: object, size?: number) =>
  listMembers(tenantId, memberListSchema.parse(query), size);

const ids = ({ members }: MemberPage) => members.map(({ id }) => id);
const names = ({ members }: MemberPage) => members.map(({ displayName }) => displayName);

/** Every page from the first to the last, each with what happens before it is read. */
async function walk(
  tenantId: string,
  query: object,
  size: number,
  between = async () => {},
): Promise<MemberPage[]> {
  const pages = [await page(tenantId, query, size)];
  for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) {
    await between();
    pages.push(await page(tenantId, { ...query, after: next }, size));
  }
  return pages;
}

/** 23 people, several of one name, some seen at one moment, some never. */
async function crowd(tenantId: string): Promise<void> {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 9, minute));
  for (let number = 0; number < 22; number += 1) {
    await newMember(tenantId, `Person ${number % 7}`, {
      email: `p${number}@${tenantId}.test`,
      createdAt: at(number % 5),
      lastSeenAt: number % 3 === 0 ? undefined : at(number % 4),
    });
  }
}

describe('paging through members', () => {
  let tenantId: string;
  beforeAll(async () => {
    ({ tenantId } = await newTenant());
    await crowd(tenantId);
  });

  const orders = memberSorts.flatMap((sort) =>
    (['asc', 'desc'] as const).map((direction) => ({ sort, direction })),
  );

  it.each(orders)(
    'sorted by $sort $direction, meets everyone once, forwards and backwards',
    async (order) => {
      const whole = await page(tenantId, order, 100);
      expect(whole.members).toHaveLength(23);
      const pages = await walk(tenantId, order, 5);
      expect(pages.flatMap(ids)).toEqual(ids(whole));
      expect(pages.map(({ firstPosition }) => firstPosition)).toEqual([1, 6, 11, 16, 21]);
      expect(pages.every(({ total }) => total === 23)).toBe(true);
      let previous = pages.at(-1)?.previous;
      for (const earlier of pages.slice(0, -1).reverse()) {
        const back = await page(tenantId, { ...order, before: previous }, 5);
        expect(back).toMatchObject({ firstPosition: earlier.firstPosition, next: earlier.next });
        expect(ids(back)).toEqual(ids(earlier));
        ({ previous } = back);
      }
      expect(previous).toBeNull();
    },
  );

  it.each(orders)('sorted by $sort $direction, one order is the other reversed', async ({ sort }) => {
    const [up, down] = [
      await page(tenantId, { sort, direction: 'asc' }),
      await page(tenantId, { sort, direction: 'desc' }),
    ];
    expect(ids(up)).toEqual(ids(down).reverse());
  });

  it('sorted by last seen, puts people never seen before all others, or last when descending', async () => {
    const seen = (await page(tenantId, { sort: 'lastSeen', direction: 'desc' })).members.map(
      (member) => member.lastSeenAt,
    );
    const firstNever = seen.indexOf(null);
    expect(firstNever).toBe(14);
    expect(seen.slice(firstNever).every((at) => at === null)).toBe(true);
  });
});

describe('listMembers', () => {
  it('neither repeats nor misses anyone while people are added on every page', async () => {
    const { tenantId } = await newTenant();
    await crowd(tenantId);
    const before = ids(await page(tenantId, {}, 100));
    let added = 0;
    const pages = await walk(tenantId, {}, 4, async () => {
      added += 1;
      await newMember(tenantId, `Aaron ${added}`);
      await newMember(tenantId, `Person 3 ${added}`);
    });
    const met = pages.flatMap(ids);
    expect(new Set(met).size).toBe(met.length);
    expect(before.filter((id) => !met.includes(id))).toEqual([]);
  });

  it('takes two queries a page, however deep', async () => {
    const { tenantId } = await newTenant();
    await crowd(tenantId);
    const first = await page(tenantId, { sort: 'lastSeen', q: 'person' }, 5);
    const connect = vi.spyOn(getPool(), 'connect');
    await page(tenantId, { sort: 'lastSeen', q: 'person', after: first.next }, 5);
    expect(connect).toHaveBeenCalledTimes(2);
    connect.mockRestore();
  });

  it('finds words of name and email anywhere, in any case and order, with % and _ as they are', async () => {
    const { tenantId } = await newTenant();
    await newMember(tenantId, 'Ana Ruiz', { email: `a_r@${tenantId}.test` });
    await newMember(tenantId, 'Zoë Runge', { email: `axr@${tenantId}.test` });
    expect(names(await page(tenantId, { q: 'RU' }))).toEqual(['Ana Ruiz', 'Zoë Runge']);
    expect(names(await page(tenantId, { q: 'ruiz ana' }))).toEqual(['Ana Ruiz']);
    expect(names(await page(tenantId, { q: 'zoe\u0308' }))).toEqual(['Zoë Runge']);
    expect(names(await page(tenantId, { q: 'a_r@' }))).toEqual(['Ana Ruiz']);
    expect(await page(tenantId, { q: '%' })).toMatchObject({
      members: [],
      total: 0,
      firstPosition: 0,
      next: null,
    });
  });

  it('filters by role, by who manages, and by status, with exact totals', async () => {
    const { tenantId } = await newTenant();
    await newMember(tenantId, 'Ada', { roleKey: 'admin' });
    await newMember(tenantId, 'Gone', { status: 'DEPROVISIONED' });
    const managed = await newMember(tenantId, 'Ana');
    await manageByScim(tenantId, managed);
    expect(await page(tenantId, { role: 'admin' })).toMatchObject({
      total: 1,
      members: [{ displayName: 'Ada' }],
    });
    expect(await page(tenantId, { managedBy: 'SCIM' })).toMatchObject({
      total: 1,
      members: [{ id: managed, scimManaged: true, rolesLocked: true }],
    });
    expect(names(await page(tenantId, { status: 'DEPROVISIONED' }))).toEqual(['Gone']);
    expect((await page(tenantId, {})).total).toBe(3);
  });

  it('falls back to the beginning for parameters and cursors it cannot read', async () => {
    const { tenantId } = await newTenant();
    const odd = {
      sort: 'shoe-size',
      direction: 'sideways',
      status: 'LOST',
      managedBy: 'CAT',
      after: 'nonsense',
    };
    expect(names(await page(tenantId, odd))).toEqual(['Olga Owner']);
  });

  it('takes a search that no stored text can match for none', async () => {
    const { tenantId } = await newTenant();
    expect(names(await page(tenantId, { q: 'a\0b' }))).toEqual(['Olga Owner']);
  });

  it('shows the beginning when everyone beyond the cursor has left', async () => {
    const { tenantId } = await newTenant();
    await newMember(tenantId, 'Zed');
    const { next } = await page(tenantId, {}, 1);
    await db()
      .updateTable('Member')
      .set({ status: 'DEPROVISIONED' })
      .where('nameKey', '=', 'zed')
      .where('tenantId', '=', tenantId)
      .execute();
    expect(names(await page(tenantId, { after: next }, 1))).toEqual(['Olga Owner']);
  });

  it('shows nobody of another tenant', async () => {
    const [one, two] = [await newTenant(), await newTenant()];
    const stranger = await newMember(two.tenantId, 'Stranger');
    expect(names(await page(one.tenantId, {}))).toEqual(['Olga Owner']);
    expect(await findMember(one.tenantId, stranger)).toBeNull();
    expect(await findMember(two.tenantId, stranger)).toMatchObject({ displayName: 'Stranger' });
  });
});
