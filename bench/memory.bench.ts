import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { mintToken } from '@/lib/credentials/token';
import { markdownTable } from '@/bench/markdown-table';
import { groupId, makeGroups, makePopulation } from '@/bench/scim-population';
import { median } from '@/bench/statistics';
import { writeReport } from '@/bench/write-report';
import { migrate } from '@/lib/db/migrate';
import { closePool, openPool } from '@/lib/db/pool';
import { startPostgres } from '@/testing/embedded-postgres';
import { newDataFolder, startServer, stopServer } from '@/testing/production-server';

/** Long enough for garbage to be collected. */
const IDLE_MS = 15_000;

/** Some use: pages that are rendered, and SCIM requests that reach the database. */
const PAGES = 200;
const SCIM_REQUESTS = 2_000;
const KB_PER_MB = 1024;

/** Large answers: so many requests of a kind, in so many batches, after those that warm the server up. */
const WARMING = 2;
const BATCHES = 6;
const BATCH = 20;
const LARGE_GROUP = 50_000;
const LARGE_PAGE = 1_000;

/** How many times the peaks of the first half the peaks of the second may be. */
const FLAT = 1.25;

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

interface Series {
  name: string;
  bytes: number;
  /** Megabytes resident at most during each batch. */
  peaks: number[];
}

/** The same large answer again and again: what one request takes must be given back. */
async function repeat(
  server: { pid: number; url: string },
  token: string,
  { name, path }: { name: string; path: string },
): Promise<Series> {
  const peaks: number[] = [];
  let bytes = 0;
  for (let batch = 0; batch < WARMING + BATCHES; batch += 1) {
    // Writing 5 makes the kernel forget the peak so far (man 5 proc_pid_clear_refs).
    await writeFile(`/proc/${server.pid}/clear_refs`, '5');
    for (let count = 0; count < BATCH; count += 1) {
      const response = await fetch(`${server.url}/scim/v2${path}`, { headers: { Authorization: `Bearer ${token}` } });
      if (response.status !== 200) throw new Error(`${path} was answered ${response.status}.`);
      bytes = (await response.arrayBuffer()).byteLength;
    }
    if (batch >= WARMING) peaks.push((await memoryOf(server.pid)).peak);
  }
  return { name, bytes, peaks };
}

async function measureLargeAnswers(): Promise<Series[]> {
  const postgres = await startPostgres();
  openPool({ url: postgres.url, poolSize: 2 });
  try {
    await migrate();
    const token = await makePopulation();
    await makeGroups(LARGE_GROUP, 1);
    const env = { DATABASE_URL: postgres.url, ROLLCALL_SECRET: 'x'.repeat(32), ROLLCALL_SCIM_RATE: '0' };
    const server = await startServer({ env });
    const page = { name: `page of ${LARGE_PAGE} users`, path: `/Users?count=${LARGE_PAGE}` };
    const group = { name: `group of ${LARGE_GROUP} members`, path: `/Groups/${groupId(LARGE_GROUP, 0)}` };
    const series = [await repeat(server, token, page), await repeat(server, token, group)];
    await stopServer(server);
    return series;
  } finally {
    await closePool();
    await postgres.stop();
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
const series = await measureLargeAnswers();
const batches = Array.from({ length: BATCHES }, (_, batch) => `Peak, requests ${batch * BATCH + 1}–${(batch + 1) * BATCH}`);
const large = markdownTable(
  ['Answer', 'Size', ...batches],
  series.map(({ name, bytes, peaks }) => [name, `${(bytes / KB_PER_MB / KB_PER_MB).toFixed(1)} MB`, ...peaks.map(cell)]),
);
console.log(`\n${large}`);
await writeReport('memory', large);
const half = BATCHES / 2;
const grows = series.some(({ peaks }) => median(peaks.slice(half)) > FLAT * median(peaks.slice(0, half)));
if (grows) console.error(`The peaks grew to more than ${FLAT} times the first ones.`);
const isOverLimit = readings.some(({ atRest, afterUse, limit }) => Math.max(atRest, afterUse) > limit);
if (grows || isOverLimit) process.exitCode = 1;
