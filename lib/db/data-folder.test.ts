import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFolderInUseError, isListening, lockDataFolder, prepareDataFolder, socketFolder } from '@/lib/db/data-folder';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-folder-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function lock(): Promise<() => Promise<void>> {
  return lockDataFolder(await socketFolder(folder), folder);
}

async function modeOf(path: string): Promise<number> {
  return (await stat(path)).mode & 0o777;
}

describe('the lock of a data folder', () => {
  it('refuses a second holder until the first lets go', async () => {
    const unlock = await lock();
    await expect(lock()).rejects.toThrow(DataFolderInUseError);
    await unlock();
    await (await lock())();
    expect(await readdir(folder)).toEqual([]);
  });

  it('goes to at most one of many who want it at once, and to one of two', async () => {
    for (const claimants of [2, 12]) {
      const results = await Promise.allSettled(Array.from({ length: claimants }, lock));
      const won = results.filter((result) => result.status === 'fulfilled');
      expect(won.length).toBeLessThanOrEqual(1);
      if (claimants === 2) expect(won.length).toBe(1);
      for (const { value: unlock } of won) await unlock();
    }
  });

  it('takes over what a killed process left: a file on which nobody answers', async () => {
    await writeFile(join(folder, 'lock-0123456789'), '');
    const unlock = await lock();
    expect(await readdir(folder)).not.toContain('lock-0123456789');
    await unlock();
  });

  it('can be read by its owner only', async () => {
    const unlock = await lock();
    const [socket = ''] = await readdir(folder);
    expect(await modeOf(join(folder, socket))).toBe(0o600);
    await unlock();
  });
});

describe('a data folder', () => {
  it('is made, and made private again when it was not', async () => {
    const inner = join(folder, 'a', 'b');
    await prepareDataFolder(inner);
    expect(await modeOf(inner)).toBe(0o700);
    await chmod(inner, 0o755);
    await prepareDataFolder(inner);
    expect(await modeOf(inner)).toBe(0o700);
  });

  it('that cannot be made is named, with what to do', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(prepareDataFolder(join(file, 'data'))).rejects.toThrow(/cannot be made or written to.*ROLLCALL_DATA_DIR/);
  });

  it('with a path too long for a socket is reached by a short one', async () => {
    const long = join(folder, 'x'.repeat(60), 'y'.repeat(60));
    await prepareDataFolder(long);
    const sockets = await socketFolder(long);
    const path = join(sockets.path, 's');
    const server = net.createServer().listen(path);
    await new Promise((listening) => server.once('listening', listening));
    expect(await readdir(long)).toEqual(['s']);
    expect(await isListening(path)).toBe(true);
    await new Promise((closed) => server.close(closed));
    await sockets.dispose();
    expect(await readdir(long)).toEqual([]);
  });
});
