import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, mkdtemp, rename, rm, symlink, unlink } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Longer socket paths are cut off silently by the operating system, so two of them could be one. */
const MAX_SOCKET_PATH_BYTES = 107;

/** PostgreSQL clients look for a socket of this name in the folder they are given as host. */
export const POSTGRES_SOCKET = '.s.PGSQL.5432';
const LOCK_SOCKET = 'lock.sock';

export class DataFolderInUseError extends Error {
  override name = 'DataFolderInUseError';
  constructor(folder: string) {
    super(
      `The data folder ${folder} is in use by another Rollcall server. ` +
        'Stop that server, or set ROLLCALL_DATA_DIR to another folder.',
    );
  }
}

/** A data folder as a path short enough for sockets; `dispose` removes the alias when one had to be made. */
export interface SocketFolder {
  path: string;
  dispose: () => Promise<void>;
}

export async function prepareDataFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
}

/** The sockets stay inside the data folder; where its path is too long for one, a short symbolic link leads there. */
export async function socketFolder(folder: string): Promise<SocketFolder> {
  const longest = join(folder, `${POSTGRES_SOCKET}.${'x'.repeat(16)}`);
  if (Buffer.byteLength(longest) <= MAX_SOCKET_PATH_BYTES) return { path: folder, dispose: async () => {} };
  const alias = await mkdtemp(join(tmpdir(), 'rollcall-'));
  const path = join(alias, 'data');
  await symlink(folder, path);
  return { path, dispose: () => rm(alias, { recursive: true, force: true }) };
}

/** True when some process listens on the Unix socket. */
export function isListening(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(socketPath);
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/**
 * Locks the data folder for this process by listening on a socket in it: the operating system drops the listener
 * with the process, however it ends, so a lock is never left behind, only a file that nobody answers on.
 * @throws DataFolderInUseError
 */
export async function lockDataFolder(folder: SocketFolder, shownAs: string): Promise<() => Promise<void>> {
  const lock = join(folder.path, LOCK_SOCKET);
  const mine = join(folder.path, `lock-${randomBytes(5).toString('hex')}`);
  const server = await listen(mine);
  for (;;) {
    if (await claim(mine, lock)) break;
    if (!(await removeDeadLock(lock))) {
      await closeServer(server);
      await rm(mine, { force: true });
      throw new DataFolderInUseError(shownAs);
    }
  }
  await rm(mine, { force: true });
  return async () => {
    await closeServer(server);
    await rm(lock, { force: true });
  };
}

function listen(path: string): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((connection) => connection.destroy());
    server.once('error', reject);
    server.listen(path, () => {
      server.unref();
      void chmod(path, 0o600).then(() => resolve(server), reject);
    });
  });
}

function closeServer(server: net.Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Hard-linking is atomic and refuses an existing name, so only one of several claimants can win. */
async function claim(mine: string, lock: string): Promise<boolean> {
  try {
    await link(mine, lock);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * Moves the lock aside before judging it: of several processes that find a dead lock only one moves it, and a
 * live lock that was moved by mistake still answers under its new name and is put back.
 * @returns false when the lock is alive
 */
async function removeDeadLock(lock: string): Promise<boolean> {
  if (await isListening(lock)) return false;
  const aside = `${lock}.${randomBytes(3).toString('hex')}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return true;
    throw error;
  }
  const alive = await isListening(aside);
  if (alive) await link(aside, lock);
  await unlink(aside);
  return !alive;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
