import { Agent } from 'node:http';
import { CLIENTS, doMany } from '@/bench/clients';
import { cpuTimeOf, cpuTimeOfFamily, parentOf } from '@/bench/cpu-time';
import { markdownTable } from '@/bench/markdown-table';
import { groupId, makeGroups, makePeople, readPeople, TENANT, USERS } from '@/bench/scim-population';
import type { Person } from '@/bench/scim-population';
import { patch, sendScim } from '@/bench/scim-requests';
import { median, quantile } from '@/bench/statistics';
import { writeReport } from '@/bench/write-report';
import { db } from '@/lib/db/kysely';
import { migrate } from '@/lib/db/migrate';
import { closePool, getPool, openPool } from '@/lib/db/pool';
import { addRules } from '@/testing/add-rules';
import { startPostgres } from '@/testing/embedded-postgres';
import { startServer, stopServer } from '@/testing/production-server';
import type { ServerProcess } from '@/testing/production-server';
import { setMapping } from '@/testing/set-mapping';

const SIZES = [100, 1_000, 10_000, 50_000];
/** Groups of each size, so that writers seldom meet in one. */
const GROUPS = 20;
const COUNTS = [1, 3];
/** The others are in no group, and join one and leave it: each time their roles are other ones. */
const IN_GROUPS = USERS - 10_000;
const ROUNDS = 5;
/** Pairs of requests in a round: people join a group, and leave it again. */
const PAIRS = 150;

/** How many times the cost in the smallest groups that in the largest may be. */
const FLAT = 1.5;

interface Case {
  size: number;
  count: number;
}

/** One round; CPU time is microseconds for one request, of the server and the database together. */
interface Reading {
  latencies: number[];
  cpu: number;
}

/** Every group gives a role, and each is also in one large group that gives another. */
async function makeMapping(): Promise<void> {
  for (const size of SIZES) await makeGroups(size, GROUPS, IN_GROUPS);
  await makeGroups(10, 1, IN_GROUPS);
  const inner = SIZES.flatMap((size) => Array.from({ length: GROUPS }, (_, number) => groupId(size, number)));
  const outer = groupId(10, 0);
  const nested = inner.map((id) => ({ tenantId: TENANT, groupId: outer, memberId: id, nestedGroupId: id }));
  await db().insertInto('ScimGroupMember').values(nested).execute();
  await setMapping(TENANT, { source: 'IDP_GROUPS', defaultRoleKey: null });
  await addRules(TENANT, [
    ...inner.map((id) => ({ kind: 'GROUP' as const, name: id, groupId: id, roleKey: 'viewer' })),
    { kind: 'GROUP', name: outer, groupId: outer, roleKey: 'member' },
  ]);
}

/** The same people in each round, and none of two pairs at once. */
function joiners(people: readonly Person[], { count }: Case, n: number): { value: string }[] {
  const first = IN_GROUPS + (n % PAIRS) * count;
  return people.slice(first, first + count).map(({ id }) => ({ value: id }));
}

async function measureRound(
  { server, token, agent }: { server: ServerProcess; token: string; agent: Agent },
  postmaster: number,
  people: readonly Person[],
  measured: Case,
  round: number,
): Promise<Reading> {
  const cpu = async () => (await cpuTimeOf(server.pid)) + (await cpuTimeOfFamily(postmaster));
  const to = { url: server.url, token, agent };
  const before = await cpu();
  const latencies = await doMany(round * PAIRS, PAIRS, async (n) => {
    const path = `/Groups/${groupId(measured.size, n % GROUPS)}`;
    const members = { path: 'members', value: joiners(people, measured, n) };
    await sendScim(to, patch(path, { op: 'add', ...members }));
    await sendScim(to, patch(path, { op: 'remove', ...members }));
  });
  return { latencies: latencies.map((pair) => pair / 2), cpu: ((await cpu()) - before) / (2 * PAIRS) };
}

/** The sizes take turns, so that what disturbs the machine disturbs them alike; the first round is not counted. */
async function measureCases(server: ServerProcess, token: string): Promise<Map<Case, Reading[]>> {
  const people = await readPeople();
  const { rows } = await getPool().query<{ pid: number }>('select pg_backend_pid() as pid');
  const postmaster = await parentOf(rows[0]?.pid ?? 0);
  const client = { server, token, agent: new Agent({ keepAlive: true, maxSockets: CLIENTS }) };
  const cases = COUNTS.flatMap((count) => SIZES.map((size): Case => ({ size, count })));
  const readings = new Map(cases.map((measured): [Case, Reading[]] => [measured, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    await getPool().query('vacuum analyze');
    console.error(`group-roles: round ${round} of ${ROUNDS}`);
    for (const [measured, taken] of readings) {
      const reading = await measureRound(client, postmaster, people, measured, round);
      if (round > 0) taken.push(reading);
    }
  }
  return readings;
}

async function measure(): Promise<Map<Case, Reading[]>> {
  const postgres = await startPostgres();
  openPool({ url: postgres.url, poolSize: 2 });
  try {
    await migrate();
    const token = await makePeople();
    await makeMapping();
    const env = { DATABASE_URL: postgres.url, ROLLCALL_SECRET: 'x'.repeat(32), ROLLCALL_SCIM_RATE: '0' };
    const server = await startServer({ env });
    try {
      return await measureCases(server, token);
    } finally {
      await stopServer(server);
    }
  } finally {
    await closePool();
    await postgres.stop();
  }
}

function rowOf([{ size, count }, rounds]: [Case, Reading[]]): string[] {
  const latencies = rounds.flatMap((round) => round.latencies);
  const shares = [0.5, 0.95, 0.99].map((share) => quantile(latencies, share).toFixed(1));
  const cpu = median(rounds.map((round) => round.cpu));
  return [`${count}`, size.toLocaleString('en'), shares.join(' / '), cpu.toFixed(0)];
}

const readings = await measure();
const flatness = COUNTS.map((count) => {
  const ofCount = [...readings].filter(([measured]) => measured.count === count).map(([, rounds]) => rounds);
  const [smallest = [], largest = []] = [ofCount[0], ofCount.at(-1)];
  const ratio = median(largest.map(({ cpu }, round) => cpu / (smallest[round]?.cpu ?? NaN)));
  const who = count === 1 ? '1 person' : `${count} people`;
  return { ratio, sentence: `A change of ${who} costs ${ratio.toFixed(2)} times as much in a group of ${SIZES.at(-1)} as in one of ${SIZES[0]}.` };
});
const text = [
  markdownTable(['People who join or leave', 'Size of the group', 'p50 / p95 / p99', 'CPU server + database'], [...readings].map(rowOf)),
  '',
  ...flatness.map(({ sentence }) => sentence),
  `Medians of ${ROUNDS} rounds; CPU in microseconds for one request, latencies in milliseconds.`,
].join('\n');
console.log(text);
await writeReport('group-roles', text);
for (const { ratio, sentence } of flatness) if (ratio > FLAT) console.error(`Not flat: ${sentence}`);
if (flatness.some(({ ratio }) => ratio > FLAT)) process.exitCode = 1;
