import { v7 as uuidv7 } from 'uuid';
import { recordEvents } from '@/lib/activity/record-event';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { inTransaction } from '@/lib/db/transaction';
import { memberKeys } from '@/lib/members/member-keys';
import { BUILT_IN_ROLES } from '@/lib/roles/role';
import { OperatorError } from '@/lib/shared/operator-error';
import { suggestTenantId, tenantIdSchema } from '@/lib/tenants/tenant-id';

export interface NewTenant {
  name: string;
  /** Taken as it is when given; else made from the name, with a number when the name is taken. */
  id?: string;
  ownerName: string;
  ownerEmail: string;
}

/** The id that was asked for belongs to another tenant. */
class TenantIdTakenError extends OperatorError {
  override name = 'TenantIdTakenError';
  constructor(id: string) {
    super(`The id ${id} belongs to another tenant. Choose another.`);
  }
}

/**
 * Creates a tenant with its settings, the four built-in roles and its owner.
 * @throws TenantIdTakenError, and ZodError when `id` is not a tenant id
 */
export function createTenant(
  database: Database | DatabaseTransaction,
  tenant: NewTenant,
): Promise<{ tenantId: string; ownerId: string }> {
  return inTransaction(database, async (trx) => {
    const tenantId = await insertTenant(trx, tenant);
    await trx.insertInto('IdentitySettings').values({ tenantId }).execute();
    await trx
      .insertInto('Role')
      .values(BUILT_IN_ROLES.map((role) => ({ tenantId, ...role, builtIn: true })))
      .execute();
    await trx.insertInto('RoleMapping').values({ tenantId }).execute();
    const ownerId = await insertOwner(trx, tenantId, tenant);
    await recordEvents(trx, [
      {
        tenantId,
        type: 'admin_tenant_created',
        outcome: 'OK',
        summary: `${tenant.name} was created, with ${tenant.ownerName} as owner`,
        actorName: tenant.ownerName,
        memberId: ownerId,
        subjectEmail: tenant.ownerEmail,
      },
    ]);
    return { tenantId, ownerId };
  });
}

async function insertTenant(trx: DatabaseTransaction, { id, name }: NewTenant): Promise<string> {
  if (id !== undefined) {
    const wanted = tenantIdSchema.parse(id);
    if (await insertUnlessTaken(trx, wanted, name)) return wanted;
    throw new TenantIdTakenError(wanted);
  }
  const base = suggestTenantId(name);
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? base : `${base}-${number}`;
    if (await insertUnlessTaken(trx, candidate, name)) return candidate;
  }
}

async function insertUnlessTaken(trx: DatabaseTransaction, id: string, name: string): Promise<boolean> {
  const inserted = await trx
    .insertInto('Tenant')
    .values({ id, name })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

async function insertOwner(trx: DatabaseTransaction, tenantId: string, tenant: NewTenant): Promise<string> {
  const id = uuidv7();
  const { ownerName: displayName, ownerEmail: email } = tenant;
  await trx
    .insertInto('Member')
    .values({ tenantId, id, email, displayName, ...memberKeys({ displayName, email }) })
    .execute();
  await trx
    .insertInto('MemberRole')
    .values({
      tenantId,
      memberId: id,
      roleKey: 'owner',
      source: 'PORTAL',
      reason: 'Owner since the tenant was created',
    })
    .execute();
  return id;
}
