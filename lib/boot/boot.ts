import { openDatabase } from '@/lib/db/database';
import type { CloseDatabase } from '@/lib/db/database';
import { appSecret } from '@/lib/shared/app-secret';
import { env, publicOrigin } from '@/lib/shared/env';
import { processWide } from '@/lib/shared/process-wide';

/**
 * Makes this process ready to serve: checks the environment, opens the database and migrates it. Once per process:
 * the server calls it, and so does Next when it starts.
 * @returns what closes the database again
 * @throws OperatorError
 */
export function boot(): Promise<CloseDatabase> {
  return processWide('boot', prepare);
}

async function prepare(): Promise<CloseDatabase> {
  env();
  // next-auth builds its redirects from this variable, and without it from whatever Host a client sends.
  process.env.NEXTAUTH_URL = publicOrigin();
  const close = await openDatabase();
  appSecret();
  return close;
}
