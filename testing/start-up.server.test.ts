import { cp, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createDatabase } from '@/testing/create-database';
import { newDataFolder, spawnServer, startServer, stopServer } from '@/testing/production-server';
import type { ServerOptions, ServerProcess } from '@/testing/production-server';

let used: Awaited<ReturnType<typeof newDataFolder>>;
let folder: Awaited<ReturnType<typeof newDataFolder>>;
let running: ServerProcess[];

/** Initialising a database takes seconds; tests that are not about it begin with a copy of one. */
beforeAll(async () => {
  used = await newDataFolder();
  await stopServer(await startServer({ env: { ROLLCALL_DATA_DIR: used.path } }));
});

afterAll(() => used.remove());

beforeEach(async () => {
  folder = await newDataFolder();
  running = [];
});

afterEach(async () => {
  for (const server of running) server.signal('SIGKILL');
  await Promise.all(running.map((server) => server.ended));
  await folder.remove();
});

async function start(options: ServerOptions = {}): Promise<ServerProcess> {
  const server = await startServer({ ...options, env: { ROLLCALL_DATA_DIR: folder.path, ...options.env } });
  running.push(server);
  return server;
}

/** What a server that cannot start prints, after checking that it is a sentence and not a stack trace. */
async function refusalOf({ env, args }: ServerOptions): Promise<string> {
  const server = await spawnServer({ args, env: { ROLLCALL_DATA_DIR: folder.path, ...env } });
  running.push(server);
  expect(await server.ended).toBe(1);
  const printed = server.stderr().trim();
  expect(printed.split('\n')).toHaveLength(1);
  expect(printed).toMatch(/\.$/);
  return printed;
}

/** A server on a copy of a database that was used before. */
async function startUsed(path = folder.path): Promise<ServerProcess> {
  await mkdir(dirname(path), { recursive: true });
  await cp(used.path, path, { recursive: true });
  return start({ env: { ROLLCALL_DATA_DIR: path } });
}

function setupUrl(server: ServerProcess): string | undefined {
  return /http\S+\/setup#\S+/.exec(server.stdout())?.[0];
}

describe('a first start on the embedded database', () => {
  it('is ready, offers a set-up link and keeps its folder and sockets private', async () => {
    const server = await start();
    expect(await (await fetch(`${server.url}/healthz`)).text()).toBe('ok\n');
    expect(setupUrl(server)).toContain(server.url);
    expect((await stat(folder.path)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(folder.path)) {
      const entry = await stat(join(folder.path, name));
      if (!entry.isDirectory()) expect([name, entry.mode & 0o777]).toEqual([name, 0o600]);
    }
  });

  it('prints the same set-up link again at the next start, and leaves no lock or socket behind', async () => {
    const first = await start();
    const link = setupUrl(first);
    const PORT = new URL(first.url).port;
    expect(await stopServer(first)).toBe(0);
    expect((await readdir(folder.path)).sort()).toEqual(['pgdata', 'secret']);
    expect(setupUrl(await start({ env: { PORT } }))).toBe(link);
  });
});

describe('the data folder', () => {
  it('belongs to one server: a second one is refused in one sentence', async () => {
    const first = await startUsed();
    expect(await refusalOf({})).toContain(`The data folder ${folder.path} is in use by another Rollcall server`);
    expect((await fetch(`${first.url}/readyz`)).ok).toBe(true);
  });

  it('goes to one of two servers that start at the same moment', async () => {
    const pair = await Promise.all([1, 2].map(() => spawnServer({ env: { ROLLCALL_DATA_DIR: folder.path } })));
    running.push(...pair);
    const loser = await Promise.race(pair.map(async (server) => ({ server, code: await server.ended })));
    expect(loser.code).toBe(1);
    expect(loser.server.stderr()).toContain('in use by another Rollcall server');
    const winner = pair.find((server) => server !== loser.server);
    await expect.poll(async () => (await fetch(`${winner?.url}/readyz`)).status, { timeout: 60_000 }).toBe(200);
  });

  it('of a server that was killed is taken over, stale lock and socket and all', async () => {
    const first = await startUsed();
    first.signal('SIGKILL');
    await first.ended;
    expect((await readdir(folder.path)).some((name) => name.startsWith('lock-'))).toBe(true);
    const second = await start();
    expect((await fetch(`${second.url}/readyz`)).ok).toBe(true);
  });

  it('may have a path that is too long for a socket', async () => {
    const long = join(folder.path, 'a-folder-with-a-long-name'.repeat(4), 'and-another-one'.repeat(4));
    const server = await startUsed(long);
    expect(await stopServer(server)).toBe(0);
    expect(await readdir(long)).toContain('pgdata');
  });
});

describe('a wrong environment ends with one sentence', () => {
  it('for a port that is taken', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => other.once('listening', listening));
    const { port } = other.address() as net.AddressInfo;
    expect(await refusalOf({ env: { PORT: String(port) } })).toContain(`Port ${port} on 127.0.0.1 is taken`);
    other.close();
  });

  it('for a data folder that cannot be written', async () => {
    const file = join(dirname(folder.path), 'file');
    await writeFile(file, '');
    expect(await refusalOf({ env: { ROLLCALL_DATA_DIR: join(file, 'data') } })).toContain('cannot be made or written to');
  });

  it.each([
    ['a bad variable', { PORT: 'http' }, 'PORT must be a whole number'],
    ['an unreachable database', { DATABASE_URL: 'postgres://me:hush@127.0.0.1:1/db' }, 'The database 127.0.0.1:1/db cannot be used'],
    ['a host that is not of this machine', { HOST: '192.0.2.1' }, 'Set HOST to an address of this machine'],
  ])('for %s', async (_, env, sentence) => {
    const printed = await refusalOf({ env });
    expect(printed).toContain(sentence);
    expect(printed).not.toContain('hush');
  });

  it('for PostgreSQL without a secret, which all its servers must share', async () => {
    const { url } = inject('database') as { url: string };
    const DATABASE_URL = await createDatabase(url);
    expect(await refusalOf({ env: { DATABASE_URL } })).toContain('ROLLCALL_SECRET is not set');
  });

  it('for an option that does not exist', async () => {
    expect(await refusalOf({ args: ['--dmeo'] })).toContain('There is no option --dmeo');
  });
});

describe('a stop', () => {
  it('lets a request in flight finish, takes two signals for one and closes the database', async () => {
    const server = await startUsed();
    const socket = net.connect(Number(new URL(server.url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.write('POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nab');
    await fetch(`${server.url}/healthz`);
    server.signal('SIGTERM');
    server.signal('SIGTERM');
    await expect.poll(() => fetch(`${server.url}/healthz`).then(() => 'answered', () => 'refused')).toBe('refused');
    socket.write('cd');
    await new Promise((closed) => socket.once('close', closed));
    expect(answer).toMatch(/^HTTP\/1\.1 \d{3}/);
    expect(await server.ended).toBe(0);
    expect(server.stderr()).toBe('');
  });
});

it('works on a host that runs Next alone: database, readiness and SCIM', async () => {
  const server = await start({ program: ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1'] });
  expect(setupUrl(server)).toContain(server.url);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  const response = await fetch(`${server.url}/scim/v2/Users`);
  expect([response.status, response.headers.get('content-type')]).toEqual([401, expect.stringContaining('scim+json')]);
});
