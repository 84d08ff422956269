import { describe, expect, it } from 'vitest';
import { db } from '@/lib/db/kysely';
import { useAssertion } from '@/lib/sso/saml/use-assertion';
import { newTenant } from '@/testing/new-tenant';

const soon = () => new Date(Date.now() + 60_000);

const use = (tenantId: string, id: string) =>
  db()
    .transaction()
    .execute((trx) => useAssertion(trx, tenantId, id, soon()));

describe('an assertion', () => {
  it('is used once, however often it comes at the same moment', async () => {
    const { tenantId } = await newTenant();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => use(tenantId, '_a')));
    expect(outcomes.filter((used) => used)).toHaveLength(1);
    expect(await use(tenantId, '_a')).toBe(false);
  });

  it('of one tenant is none of another', async () => {
    const [one, other] = await Promise.all([newTenant(), newTenant()]);
    expect([await use(one.tenantId, '_a'), await use(other.tenantId, '_a')]).toEqual([true, true]);
  });

  it('may come again when the sign-in that used it was undone', async () => {
    const { tenantId } = await newTenant();
    const undone = db()
      .transaction()
      .execute(async (trx) => {
        await useAssertion(trx, tenantId, '_a', soon());
        throw new Error('undone');
      });
    await expect(undone).rejects.toThrow('undone');
    expect(await use(tenantId, '_a')).toBe(true);
  });
});
