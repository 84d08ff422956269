import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
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
import { OperatorError } from '@/lib/shared/operator-error';

export interface EmbeddedDatabase {
  socketDirectory: string;
  /** True when another process runs the database and this one only uses it. */
  joined: boolean;
  close: () => Promise<void>;
}

const INITIALISING_PREFIX = 'initialising-';

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
  const undo = [sockets.dispose];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    undo.push(await lockDataFolder(sockets, folder));
    const dataDirectory = await initialisedData(folder);
    undo.push(await startWorker(dataDirectory, join(sockets.path, POSTGRES_SOCKET)));
    return { socketDirectory: sockets.path, joined: false, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Joins the database of a running server, or starts it for this process when no server runs. */
export async function joinOrStartEmbedded(folder: string): Promise<EmbeddedDatabase> {
  await prepareDataFolder(folder);
  const sockets = await socketFolder(folder);
  if (await isListening(join(sockets.path, POSTGRES_SOCKET))) {
    return { socketDirectory: sockets.path, joined: true, close: sockets.dispose };
  }
  await sockets.dispose();
  try {
    return await startEmbedded(folder);
  } catch (error) {
    if (!(error instanceof DataFolderInUseError)) throw error;
    throw new OperatorError('The Rollcall server on this data folder is still starting. Try again in a few seconds.');
  }
}

/**
 * The database's files, made at the first start. They are made elsewhere and moved into place whole, because the
 * process that makes them may outlive a server that is killed meanwhile.
 */
async function initialisedData(folder: string): Promise<string> {
  const dataDirectory = join(folder, 'pgdata');
  const abandoned = (await readdir(folder)).filter((name) => name.startsWith(INITIALISING_PREFIX));
  await Promise.all(abandoned.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  if (await exists(dataDirectory)) return dataDirectory;
  const workshop = await mkdtemp(join(folder, INITIALISING_PREFIX));
  await run(process.execPath, [bundled('embedded-initialise.mjs'), join(workshop, 'pgdata')]);
  await rename(join(workshop, 'pgdata'), dataDirectory);
  await rm(workshop, { recursive: true });
  return dataDirectory;
}

async function startWorker(dataDirectory: string, socketPath: string): Promise<() => Promise<void>> {
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
