import { openDatabase } from '@/lib/db/database';
import type { CloseDatabase } from '@/lib/db/database';
import { startRoleWorker } from '@/lib/provisioning/roles/role-worker';
import { appSecret } from '@/lib/shared/app-secret';
import { publicOrigin } from '@/lib/shared/env';
import { processWide } from '@/lib/shared/process-wide';

const holder = processWide<{ booted: Promise<CloseDatabase> | null }>('boot', () => ({ booted: null }));

/**
 * Makes this process ready to serve: checks the environment, opens the database and migrates it, and begins the
 * work in the background. Once per process: the server calls it, and so does Next when it starts.
 * @returns what ends that work and closes the database again
 * @throws OperatorError
 */
export function boot(): Promise<CloseDatabase> {
  return (holder.booted ??= prepare());
}

export function isBooted(): boolean {
  return holder.booted !== null;
}

async function prepare(): Promise<CloseDatabase> {
  // next-auth builds its redirects from this variable, and without it from whatever Host a client sends.
  process.env.NEXTAUTH_URL = publicOrigin();
  const close = await openDatabase();
  appSecret();
  const stopWorker = startRoleWorker();
  return async () => {
    await stopWorker();
    await close();
  };
}
