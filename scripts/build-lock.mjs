import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const LOCK = 'dist/.build-lock';
const RETRY_MS = 300;

/** Runs `work` while no other process builds in this folder; the lock of a process that is gone does not count. */
export async function withBuildLock(work) {
  await mkdir('dist', { recursive: true });
  while (!(await claim())) await wait(RETRY_MS);
  try {
    return await work();
  } finally {
    await rm(LOCK, { force: true });
  }
}

async function claim() {
  try {
    await writeFile(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = Number(await readFile(LOCK, 'utf8').catch(() => process.pid));
  if (holder > 0 && !isAlive(holder)) await rm(LOCK, { force: true });
  return false;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
