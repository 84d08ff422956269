import { db } from '@/lib/db/kysely';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { retryStale } from '@/lib/provisioning/retry-stale';
import { OwnersLockNeeded } from '@/lib/provisioning/roles/owners-lock-needed';
import { tenantMapping } from '@/lib/roles/tenant-mapping';

/** One of several tries to write what a request asks for. */
export interface WriteAttempt {
  /** From 1. */
  count: number;
  /** With the mapping as it is now: what the request was authenticated under may have cost the attempt before. */
  context: ProvisioningContext;
  /** Whether an attempt before found that it takes an owner away, so that this one locks the owners first. */
  locksOwners: boolean;
}

/**
 * Runs `attempt`, which reads, decides and writes, again while others write in between.
 * @throws ScimError 503 when it loses every time
 */
export function retryWrite<T>(
  context: ProvisioningContext,
  attempt: (attempt: WriteAttempt) => Promise<T>,
): Promise<T> {
  let locksOwners = false;
  return retryStale(async (count) => {
    const current = count === 1 ? context : await withCurrentMapping(context);
    try {
      return await attempt({ count, context: current, locksOwners });
    } catch (error) {
      locksOwners ||= error instanceof OwnersLockNeeded;
      throw error;
    }
  });
}

async function withCurrentMapping(context: ProvisioningContext): Promise<ProvisioningContext> {
  const { tenantId } = context;
  const { generation } = await db()
    .selectFrom('RoleMapping')
    .select('generation')
    .where('tenantId', '=', tenantId)
    .executeTakeFirstOrThrow();
  return { ...context, mapping: await tenantMapping(tenantId, generation) };
}
