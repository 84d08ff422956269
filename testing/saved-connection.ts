import { db } from '@/lib/db/kysely';
import type { ConnectionAnswer, SavedConnection } from '@/lib/sso/admin/connection-shape';

/** What a save came to, for tests that are about something else than its refusal. */
export function savedConnection(answer: ConnectionAnswer): SavedConnection {
  if (!answer.ok) throw new Error(`The save was refused: ${JSON.stringify(answer)}`);
  return answer;
}

/** The events of changes of a tenant's connection, oldest first. */
export function connectionEvents(tenantId: string) {
  return db()
    .selectFrom('IdentityEvent')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('type', '=', 'admin_sso_changed')
    .orderBy('id')
    .execute();
}

/** Leaves the connection as a test that succeeded would; and switched on, if wanted. */
export async function markTested(tenantId: string, enabled = false): Promise<void> {
  await db()
    .updateTable('SsoConnection')
    .set((of) => ({ testedTrial: of.ref('trial'), testedAt: new Date(), enabled }))
    .where('tenantId', '=', tenantId)
    .execute();
}
