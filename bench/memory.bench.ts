import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { mintToken } from '@/lib/credentials/token';
import { markdownTable } from '@/bench/markdown-table';
import { startPostgres } from '@/testing/embedded-postgres';
import { newDataFolder, startServer, stopServer } from '@/testing/production-server';

/** Long enough for garbage to be collected. */
const IDLE_MS = 15_000;

/** Some use: pages that are rendered, and SCIM requests that reach the database. */
const PAGES = 200;
const SCIM_REQUESTS = 2_000;
const KB_PER_MB = 1024;

interface Reading {
  name: string;
  limit: number;
  atRest: number;
  afterUse: number;
  peak: number;
}

async function memoryOf(pid: number): Promise<{ resident: number; peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const megabytes = (field: string) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / KB_PER_MB;
  return { resident: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}

async function use(url: string): Promise<void> {
  for (let count = 0; count < PAGES; count += 1) await (await fetch(`${url}/sign-in`)).text();
  // Nobody's, but well formed: the database is asked for it.
  const headers = { Authorization: `Bearer ${mintToken().token}` };
  for (let count = 0; count < SCIM_REQUESTS; count += 1) await (await fetch(`${url}/scim/v2/Users`, { headers })).text();
}

async function read(name: string, limit: number, env: Record<string, string>): Promise<Reading> {
  const server = await startServer({ env });
  await wait(IDLE_MS);
  const atRest = (await memoryOf(server.pid)).resident;
  await use(server.url);
  await wait(IDLE_MS);
  const { resident: afterUse, peak } = await memoryOf(server.pid);
  await stopServer(server);
  return { name, limit, atRest, afterUse, peak };
}

async function measure(): Promise<Reading[]> {
  const folder = await newDataFolder();
  const embedded = { ROLLCALL_DATA_DIR: folder.path };
  const postgres = await startPostgres();
  const remote = { DATABASE_URL: postgres.url, ROLLCALL_SECRET: 'x'.repeat(32) };
  try {
    return [
      await read('embedded, first start', 700, embedded),
      await read('embedded, later start', 700, embedded),
      await read('PostgreSQL, first start', 300, remote),
      await read('PostgreSQL, later start', 300, remote),
    ];
  } finally {
    await postgres.stop();
    await folder.remove();
  }
}

const readings = await measure();
const cell = (megabytes: number) => `${megabytes.toFixed(0)} MB`;
console.log(
  markdownTable(
    ['Server', 'Idle after its start', 'Idle after use', 'Peak', 'Limit when idle'],
    readings.map(({ name, ...reading }) => [name, ...[reading.atRest, reading.afterUse, reading.peak, reading.limit].map(cell)]),
  ),
);
if (readings.some(({ atRest, afterUse, limit }) => Math.max(atRest, afterUse) > limit)) process.exitCode = 1;
