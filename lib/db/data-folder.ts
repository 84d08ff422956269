import { randomBytes, randomInt } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { faultCode, OperatorError } from '@/lib/shared/operator-error';

/** Longer socket paths are cut off silently by the operating system, so two of them could be one. */
const MAX_SOCKET_PATH_BYTES = 107;

/** PostgreSQL clients look for a socket of this name in the folder they are given as host. */
export const POSTGRES_SOCKET = '.s.PGSQL.5432';
const LOCK_PREFIX = 'lock-';
const LOCK_ATTEMPTS = 5;
const LOCK_RETRY_MS = 250;

export class DataFolderInUseError extends OperatorError {
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

/**
 * Makes the folder when it is missing, and its owner's alone.
 * @throws OperatorError when that cannot be done
 */
export async function prepareDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
  } catch (error) {
    throw new OperatorError(
      `The data folder ${folder} cannot be made or written to (${faultCode(error)}). ` +
        'Set ROLLCALL_DATA_DIR to a folder that this user may write to.',
      { cause: error },
    );
  }
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

/** True when some process listens on the Unix socket. A busy or stopped process still counts. */
export function isListening(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error) => resolve(!['ENOENT', 'ECONNREFUSED'].includes(faultCode(error))));
  });
}

/**
 * Locks the data folder for this process by listening on a socket in it: the operating system drops the listener
 * with the process, however it ends, so a lock is never left behind, only a file that nobody answers on.
 * @throws DataFolderInUseError
 */
export async function lockDataFolder(folder: SocketFolder, shownAs: string): Promise<() => Promise<void>> {
  for (let attempt = 1; attempt <= LOCK_ATTEMPTS; attempt += 1) {
    const unlock = await tryLock(folder.path);
    if (unlock) return unlock;
    await wait(randomInt(LOCK_RETRY_MS));
  }
  throw new DataFolderInUseError(shownAs);
}

/**
 * Every claimant listens first and looks for others second, so of any two at least one sees the other and gives
 * way. Both may, hence the retries. Only a winner removes dead sockets, and whoever it overlooked sees it.
 */
async function tryLock(folder: string): Promise<(() => Promise<void>) | null> {
  const mine = `${LOCK_PREFIX}${randomBytes(5).toString('hex')}`;
  const server = await listen(join(folder, mine));
  const release = async () => {
    await new Promise((closed) => server.close(closed));
    await rm(join(folder, mine), { force: true });
  };
  const locks = (await readdir(folder)).filter((name) => name.startsWith(LOCK_PREFIX));
  const others = locks.filter((name) => name !== mine).map((name) => join(folder, name));
  const alive = await Promise.all(others.map(isListening));
  if (alive.includes(true) || !locks.includes(mine)) {
    await release();
    return null;
  }
  await Promise.all(others.map((path) => rm(path, { force: true })));
  return release;
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
