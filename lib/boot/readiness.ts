import { pendingMigrations } from '@/lib/db/pending-migrations';

/** Why requests that need the database cannot be served now, in a few words; null when they can. */
export async function unreadyReason(): Promise<string | null> {
  try {
    const pending = await pendingMigrations();
    return pending.length === 0 ? null : 'migrations are pending';
  } catch {
    return 'the database cannot be reached';
  }
}
