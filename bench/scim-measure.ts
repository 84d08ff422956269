import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { CLIENTS, doMany } from '@/bench/clients';
import { cpuTimeOf, cpuTimeOfFamily, parentOf } from '@/bench/cpu-time';
import type { ScimCase } from '@/bench/scim-cases';
import { readPeople, TENANT } from '@/bench/scim-population';
import type { Person } from '@/bench/scim-population';
import type { RawQuestion } from '@/bench/scim-raw-process';
import type { CaseReadings, Reading } from '@/bench/scim-report';
import { messagesOf, sendScim } from '@/bench/scim-requests';
import { joiningAt } from '@/bench/scim-work';
import { parseToken } from '@/lib/credentials/token';
import { getPool } from '@/lib/db/pool';
import { startServer, stopServer } from '@/testing/production-server';

/** One of the two that are compared: who does the work, and whose CPU time that costs. */
interface Side {
  pid: number;
  round: (scimCase: ScimCase, from: number, count: number) => Promise<number[]>;
}

function serverSide(server: { pid: number; url: string }, token: string, people: readonly Person[]): Side {
  const to = { url: server.url, token, agent: new Agent({ keepAlive: true, maxSockets: CLIENTS }) };
  return {
    pid: server.pid,
    round: ({ work }, from, count) =>
      doMany(from, count, async (n) => {
        for (const message of messagesOf(work, people, n)) await sendScim(to, message);
      }),
  };
}

async function ask(child: ChildProcess, question: RawQuestion): Promise<number[]> {
  const answered = once(child, 'message') as Promise<[{ latencies?: number[]; error?: string }]>;
  child.send(question);
  const [{ latencies, error }] = await answered;
  if (!latencies) throw new Error(error);
  return latencies;
}

async function rawSide(url: string, token: string, people: readonly Person[]): Promise<Side & { child: ChildProcess }> {
  const child = fork('bench/scim-raw-process.ts', { execArgv: ['--import=tsx'], stdio: ['ignore', 2, 2, 'ipc'] });
  await ask(child, { ask: 'begin', url, basis: { people, hash: parseToken(token) ?? '' } });
  return {
    child,
    pid: child.pid ?? 0,
    round: ({ work }, from, count) => ask(child, { ask: 'round', work, from, count }),
  };
}

async function measureRound(side: Side, postmaster: number, scimCase: ScimCase, from: number): Promise<Reading> {
  const cpu = async () => [await cpuTimeOf(side.pid), await cpuTimeOfFamily(postmaster)] as const;
  const { operations } = scimCase;
  const [node, database] = await cpu();
  const begun = performance.now();
  const latencies = await side.round(scimCase, from, operations);
  const seconds = (performance.now() - begun) / 1000;
  const [nodeAfter, databaseAfter] = await cpu();
  return {
    perSecond: operations / seconds,
    latencies,
    nodeCpu: (nodeAfter - node) / operations,
    databaseCpu: (databaseAfter - database) / operations,
  };
}

/** Takes out whoever a round added to groups, so that the next one finds them as they were. */
async function undo({ work, operations }: ScimCase, people: readonly Person[], from: number): Promise<void> {
  if (work.kind !== 'join') return;
  for (let n = from; n < from + operations; n += 1) {
    const { groupId, userIds } = joiningAt(people, work.size, work.count, n);
    await getPool().query(
      'delete from "ScimGroupMember" where "tenantId" = $1 and "groupId" = $2 and "memberId" = any ($3)',
      [TENANT, groupId, userIds],
    );
  }
}

/** The cases take turns, and so do the sides, each of them first in every other round. */
async function measureCases(
  cases: readonly ScimCase[],
  sides: { server: Side; raw: Side },
  postmaster: number,
  people: readonly Person[],
  rounds: number,
): Promise<CaseReadings[]> {
  const readings = cases.map((scimCase): CaseReadings => ({ scimCase, server: [], raw: [] }));
  // The first round warms both sides up and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    await getPool().query('vacuum analyze');
    console.error(`${cases.map(({ name }) => name).join('; ')}: round ${round} of ${rounds}`);
    for (const reading of readings) {
      const { scimCase } = reading;
      for (const name of round % 2 === 0 ? (['server', 'raw'] as const) : (['raw', 'server'] as const)) {
        const turn = (2 * round + (name === 'raw' ? 1 : 0)) * scimCase.operations;
        const measured = await measureRound(sides[name], postmaster, scimCase, turn);
        if (round > 0) reading[name].push(measured);
        await undo(scimCase, people, turn);
      }
    }
  }
  return readings;
}

/**
 * Runs the cases against the production server and against bare `pg`, on the database that is open here and
 * at `url`, which holds the population.
 */
export async function compareWithRaw(
  { url, token, nodeOptions = [] }: { url: string; token: string; nodeOptions?: string[] },
  caseLists: readonly (readonly ScimCase[])[],
  rounds: number,
): Promise<CaseReadings[]> {
  const people = await readPeople();
  const { rows } = await getPool().query<{ pid: number }>('select pg_backend_pid() as pid');
  const postmaster = await parentOf(rows[0]?.pid ?? 0);
  const server = await startServer({
    program: [...nodeOptions, 'dist/server.mjs'],
    env: {
      DATABASE_URL: url,
      DATABASE_POOL_SIZE: String(CLIENTS),
      ROLLCALL_SECRET: 'x'.repeat(32),
      ROLLCALL_SCIM_RATE: '0',
    },
  });
  const raw = await rawSide(url, token, people);
  const sides = { server: serverSide(server, token, people), raw };
  try {
    const readings: CaseReadings[] = [];
    for (const cases of caseLists) readings.push(...(await measureCases(cases, sides, postmaster, people, rounds)));
    return readings;
  } finally {
    raw.child.disconnect();
    await stopServer(server);
  }
}
