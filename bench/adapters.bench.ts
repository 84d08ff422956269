import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { Question } from '@/bench/adapter-server';
import { LOOKUP } from '@/bench/lookup';
import { markdownTable } from '@/bench/markdown-table';
import { newDataFolder } from '@/testing/production-server';

const ROUNDS = 7;
const WARM_UP = 3_000;
const REQUESTS = 8_000;
const CONNECTIONS = 8;

/** How many times cheaper the direct way has to be. */
const REQUIRED_RATIO = 8;

interface Server {
  child: ChildProcess;
  port: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

async function startAdapter(name: string, dataFolder: string): Promise<Server> {
  const env = { ...process.env, NODE_ENV: 'production' as const, ROLLCALL_DATA_DIR: dataFolder };
  const child = fork('bench/adapter-server.ts', [name], { execArgv: ['--import=tsx'], env, stdio: ['ignore', 2, 2, 'ipc'] });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { child, port };
}

async function ask({ child }: Server, question: Question): Promise<number> {
  const answered = once(child, 'message') as Promise<[{ microseconds: number }]>;
  child.send(question);
  return (await answered)[0].microseconds;
}

function send(port: number): Promise<void> {
  const { method, path, query, headers } = LOOKUP;
  return new Promise((resolve, reject) => {
    const sent = request({ agent, port, host: '127.0.0.1', method, path: `/scim/v2${path}?${query}`, headers }, (response) => {
      if (response.statusCode !== 401) reject(new Error(`The server answered ${response.statusCode}.`));
      response.resume();
      response.once('end', resolve);
    });
    sent.once('error', reject);
    sent.end();
  });
}

async function sendMany(port: number, count: number): Promise<void> {
  let left = count;
  const client = async () => {
    while (left-- > 0) await send(port);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
}

/** CPU time of the server process for one request, in microseconds. */
async function costOf(server: Server): Promise<number> {
  const before = await ask(server, { ask: 'cpu' });
  await sendMany(server.port, REQUESTS);
  return ((await ask(server, { ask: 'cpu' })) - before) / REQUESTS;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const names = ['bare', 'direct', 'next'] as const;
const folders = await Promise.all(names.map(newDataFolder));
const servers: Server[] = [];
for (const [index, name] of names.entries()) servers.push(await startAdapter(name, folders[index]?.path ?? ''));
for (const server of servers) await sendMany(server.port, WARM_UP);

const costs = names.map((): number[] => []);
const handlerCosts: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [index, server] of servers.entries()) costs[index]?.push(await costOf(server));
  const [, direct] = servers;
  if (direct) handlerCosts.push((await ask(direct, { ask: 'handler', count: REQUESTS })) / REQUESTS);
}
agent.destroy();
for (const { child } of servers) child.disconnect();
await Promise.all(servers.map(({ child }) => once(child, 'exit')));
await Promise.all(folders.map((folder) => folder.remove()));

const handler = median(handlerCosts);
const [bare = 0, direct = 0, throughNext = 0] = costs.map(median);
const microseconds = (value: number) => `${value.toFixed(0)} µs`;
const ratio = (throughNext - handler) / (direct - handler);
console.log(
  markdownTable(
    ['Server', 'CPU per request', 'of which HTTP', 'compared'],
    [
      ['`node:http` with a fixed answer', microseconds(bare), microseconds(bare), ''],
      ['the server: `/scim` direct', microseconds(direct), microseconds(direct - handler), '1'],
      ['through Next’s route handler', microseconds(throughNext), microseconds(throughNext - handler), ratio.toFixed(1)],
    ],
  ),
);
console.log(`\nThe SCIM handler itself takes ${microseconds(handler)}. Medians of ${ROUNDS} rounds of ${REQUESTS} requests.`);
if (ratio < REQUIRED_RATIO) {
  console.error(`The direct way must be at least ${REQUIRED_RATIO} times cheaper.`);
  process.exitCode = 1;
}
