import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDatabase } from '@/testing/create-database';
import { newDataFolder, startServer, stopServer } from '@/testing/production-server';
import { rollcall } from '@/testing/rollcall-command';

const SECRET = 'a secret for tests that is long enough';

type Environment = Record<string, string>;

/** What the commands are tried with, and how to put it away again. */
interface Setting {
  env: Environment;
  stop: () => Promise<unknown>;
}

async function withoutServer(): Promise<Setting> {
  const folder = await newDataFolder();
  return { env: { ROLLCALL_DATA_DIR: folder.path }, stop: folder.remove };
}

async function besideServer(): Promise<Setting> {
  const folder = await newDataFolder();
  const server = await startServer({ env: { ROLLCALL_DATA_DIR: folder.path } });
  const stop = async () => {
    await stopServer(server);
    await folder.remove();
  };
  return { env: { ROLLCALL_DATA_DIR: folder.path, PORT: new URL(server.url).port }, stop };
}

async function onPostgres(): Promise<Setting> {
  const { url } = inject('database') as { url: string };
  return { env: { DATABASE_URL: await createDatabase(url), ROLLCALL_SECRET: SECRET }, stop: async () => {} };
}

describe.each([
  ['on the embedded database, without a server', withoutServer],
  ['on the embedded database, beside a running server', besideServer],
  ['on PostgreSQL', onPostgres],
])('the operators’ commands %s', (_, prepare) => {
  let env: Environment;
  let stop: Setting['stop'];

  beforeAll(async () => {
    ({ env, stop } = await prepare());
  });

  afterAll(() => stop());

  async function json(...args: string[]): Promise<unknown> {
    const { code, stdout, stderr } = await rollcall(env, ...args, '--json');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    return JSON.parse(stdout);
  }

  it('create a tenant, let its owner in, and mint, list and revoke a credential', async () => {
    const owner = ['--owner-email', 'Olga@Acme.test', '--owner-name', 'Olga'];
    expect(await json('tenant', 'create', '--name', 'Acme Ltd', '--id', 'acme', '--scim', ...owner)).toMatchObject({ id: 'acme' });
    expect(await json('tenant', 'list')).toMatchObject([{ id: 'acme', name: 'Acme Ltd', activeMembers: 1 }]);
    expect(await json('member', 'list', '--tenant', 'acme')).toMatchObject([{ displayName: 'Olga' }]);
    const link = await json('sign-in-link', '--tenant', 'acme', '--email', 'olga@acme.test');
    expect(link).toMatchObject({ url: expect.stringContaining('/sign-in/link#') as string });

    const minted = await json('credential', 'mint', '--tenant', 'acme', '--label', 'Okta', '--provider', 'okta');
    expect(minted).toMatchObject({ scimEnabled: true });
    const { token, credential } = minted as { token: string; credential: { id: string } };
    expect(token).toMatch(/^rc_live_/);
    const listed = await rollcall(env, 'credential', 'list', '--tenant', 'acme');
    expect(listed.stdout).toContain(credential.id);
    expect(listed.stdout).not.toContain(token);
    expect(await json('credential', 'revoke', credential.id, '--tenant', 'acme')).toMatchObject({ state: 'revoked' });
  });

  it('seed a population', async () => {
    const size = ['--users', '30', '--groups', '2', '--members', '5'];
    expect((await rollcall(env, 'seed', '--tenant', 'acme', ...size)).code).toBe(0);
    expect(await json('tenant', 'list')).toMatchObject([{ activeMembers: 31 }]);
  });
});

describe('a command that cannot be carried out', () => {
  let env: Environment;
  let stop: Setting['stop'];

  beforeAll(async () => {
    ({ env, stop } = await onPostgres());
    await rollcall(env, 'tenant', 'create', '--name', 'Acme', '--owner-email', 'olga@acme.test');
  });

  afterAll(() => stop());

  it.each([
    [['tenant', 'create', '--name', 'Again', '--id', 'acme', '--owner-email', 'a@b.test'], 'belongs to another tenant'],
    [['tenant', 'create', '--name', 'Bad', '--owner-email', 'nobody'], '--owner-email: Enter one address'],
    [['member', 'list', '--tenant', 'nope'], 'There is no tenant nope'],
    [['sign-in-link', '--tenant', 'acme', '--email', 'no@acme.test'], 'no active member with the address no@acme.test'],
    [['credential', 'revoke', 'none', '--tenant', 'acme'], 'no such credential'],
    [['seed', '--tenant', 'acme', '--users', 'many'], '--users: Give a whole number'],
  ])('says so in one sentence, with exit code 1: %j', async (args, sentence) => {
    const { code, stdout, stderr } = await rollcall(env, ...args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

it.each([[[]], [['tenant', 'create']], [['credential', 'mint']], [['seed']], [['sign-in-link']]])(
  '%j explains itself with --help, without a database',
  async (args) => {
    const { code, stdout } = await rollcall({}, ...args, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: rollcall');
  },
);
