import type { ConnectionConflict } from '@/lib/sso/admin/connection-shape';
import { findConnectionView } from '@/lib/sso/admin/connection-view';

/** The answer to a save that was based on an older connection, with the one there is now. */
export async function connectionConflict(tenantId: string): Promise<ConnectionConflict> {
  const current = await findConnectionView(tenantId);
  const sentences = [
    `Single sign-on was not changed. ${current.updatedByName ?? 'Someone'} saved this page meanwhile.`,
    'Your edits are still here; look at theirs, then save again.',
  ];
  return { ok: false, reason: 'conflict', message: sentences.join(' '), current };
}
