import { joinDatabase } from '@/lib/db/database';

/** Runs a command's work with the database open: the running server's, or one opened for the command alone. */
export async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  const close = await joinDatabase();
  try {
    return await work();
  } finally {
    await close();
  }
}
