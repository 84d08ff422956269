import { afterEach, describe, expect, inject, it } from 'vitest';
import { createDatabase } from '@/testing/create-database';
import { newDataFolder, startServer, stopServer } from '@/testing/production-server';
import type { ServerProcess } from '@/testing/production-server';
import { coreUserUrn } from '@/lib/scim/urns';

const CREATES = 1_000;
const AT_A_TIME = 8;
/** Enough to be in the middle of things. */
const KILL_AFTER = 300;

const SECRET = 'a secret for tests that is long enough';

let cleanUp: (() => Promise<unknown> | void)[] = [];

afterEach(async () => {
  for (const step of cleanUp.reverse()) await step();
  cleanUp = [];
});

async function embedded(): Promise<Record<string, string>> {
  const folder = await newDataFolder();
  cleanUp.push(folder.remove);
  return { ROLLCALL_DATA_DIR: folder.path };
}

async function postgres(): Promise<Record<string, string>> {
  const { url } = inject('database') as { url: string };
  return { DATABASE_URL: await createDatabase(url), ROLLCALL_SECRET: SECRET };
}

async function start(env: Record<string, string>, args: string[] = []): Promise<ServerProcess> {
  const server = await startServer({ env, args });
  cleanUp.push(async () => {
    server.signal('SIGKILL');
    await server.ended;
  });
  return server;
}

function userName(number: number): string {
  return `person-${number}@example.com`;
}

/** Creates people one after the other on several connections; kills the server on the way. */
async function syncUntilKilled(server: ServerProcess, usersUrl: string, token: string): Promise<string[]> {
  const acknowledged: string[] = [];
  let next = 0;
  const client = async () => {
    while (next < CREATES) {
      const name = userName((next += 1));
      const body = JSON.stringify({ schemas: [coreUserUrn], userName: name, active: true });
      const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/scim+json' };
      const status = await fetch(usersUrl, { method: 'POST', headers, body }).then(
        async (response) => (await response.text(), response.status),
        () => 0,
      );
      if (status !== 201) return;
      acknowledged.push(name);
      if (acknowledged.length === KILL_AFTER) server.signal('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, client));
  return acknowledged;
}

async function storedUserNames(usersUrl: string, token: string): Promise<string[]> {
  const names: string[] = [];
  for (;;) {
    const headers = { Authorization: `Bearer ${token}` };
    const response = await fetch(`${usersUrl}?count=500&startIndex=${names.length + 1}&attributes=userName`, { headers });
    const { Resources } = (await response.json()) as { Resources: { userName: string }[] };
    if (Resources.length === 0) return names;
    names.push(...Resources.map((user) => user.userName));
  }
}

describe('a server that is killed in the middle of a sync', () => {
  it.each([
    ['the embedded database', embedded],
    ['PostgreSQL', postgres],
  ])('keeps everybody it acknowledged, once: %s', async (_, prepare) => {
    const env = await prepare();
    const first = await start(env, ['--demo', '--json']);
    const { tenants } = JSON.parse(first.stdout().split('\n').at(-2) ?? '') as { tenants: { id: string; scimToken: string }[] };
    const token = tenants.find(({ id }) => id === 'initech')?.scimToken ?? '';
    const acknowledged = await syncUntilKilled(first, `${first.url}/scim/v2/Users`, token);
    await first.ended;
    expect(acknowledged.length).toBeGreaterThanOrEqual(KILL_AFTER);
    expect(acknowledged.length).toBeLessThan(CREATES);

    const second = await start(env);
    const stored = await storedUserNames(`${second.url}/scim/v2/Users`, token);
    expect(new Set(stored).size).toBe(stored.length);
    expect(stored).toEqual(expect.arrayContaining(acknowledged));
    expect(await stopServer(second)).toBe(0);
  });
});
