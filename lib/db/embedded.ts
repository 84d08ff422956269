import { execFile } from 'node:child_process';
import { chmod, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import {
  DataFolderInUseError,
  isListening,
  lockDataFolder,
  POSTGRES_SOCKET,
  prepareDataFolder,
  socketFolder,
} from '@/lib/db/data-folder';
import type { SocketFolder } from '@/lib/db/data-folder';

export interface EmbeddedDatabase {
  socketDirectory: string;
  close: () => Promise<void>;
}

const run = promisify(execFile);

/** The build writes these beside the server bundle; every entry point runs in the project's folder. */
function bundled(name: string): string {
  return resolve(/* turbopackIgnore: true */ process.cwd(), 'dist', name);
}

/**
 * Starts PGlite in a worker thread behind a Unix socket in `folder` (created, mode 0700, when missing).
 * @throws DataFolderInUseError when another server works in the folder
 */
export async function startEmbedded(folder: string): Promise<EmbeddedDatabase> {
  await prepareDataFolder(folder);
  const sockets = await socketFolder(folder);
  try {
    const unlock = await lockDataFolder(sockets, folder);
    const stopWorker = await startWorker(join(folder, 'pgdata'), join(sockets.path, POSTGRES_SOCKET));
    return {
      socketDirectory: sockets.path,
      async close() {
        await stopWorker();
        await unlock();
        await sockets.dispose();
      },
    };
  } catch (error) {
    await sockets.dispose();
    throw error;
  }
}

/** Joins the database of a running server, or starts it for this process when no server runs. */
export async function joinOrStartEmbedded(folder: string): Promise<EmbeddedDatabase> {
  await prepareDataFolder(folder);
  const joined = await joinRunning(await socketFolder(folder));
  if (joined) return joined;
  try {
    return await startEmbedded(folder);
  } catch (error) {
    if (!(error instanceof DataFolderInUseError)) throw error;
    throw new Error('The Rollcall server on this data folder is still starting. Try again in a few seconds.');
  }
}

async function joinRunning(sockets: SocketFolder): Promise<EmbeddedDatabase | null> {
  if (await isListening(join(sockets.path, POSTGRES_SOCKET))) {
    return { socketDirectory: sockets.path, close: sockets.dispose };
  }
  await sockets.dispose();
  return null;
}

async function startWorker(dataDirectory: string, socketPath: string): Promise<() => Promise<void>> {
  if (!(await exists(join(dataDirectory, 'PG_VERSION')))) {
    await run(process.execPath, [bundled('embedded-initialise.mjs'), dataDirectory]);
  }
  await rm(socketPath, { force: true });
  const worker = new Worker(bundled('embedded-worker.mjs'), { workerData: { dataDirectory, socketPath } });
  await new Promise<void>((ready, failed) => {
    worker.once('message', () => ready());
    worker.once('error', failed);
  });
  await chmod(socketPath, 0o600);
  const dieWithWorker = (code: number) => {
    console.error(`The embedded database stopped (exit code ${code}), so the server stops too. Start it again.`);
    process.exit(1);
  };
  worker.on('error', (error) => console.error(error));
  worker.once('exit', dieWithWorker);
  return async () => {
    worker.off('exit', dieWithWorker);
    const exited = new Promise((done) => worker.once('exit', done));
    worker.postMessage('close');
    await exited;
    await rm(socketPath, { force: true });
  };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
