import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDataFolder, startServer, stopServer } from '@/testing/production-server';
import type { ServerProcess } from '@/testing/production-server';
import { rollcall } from '@/testing/rollcall-command';
import type { CommandResult } from '@/testing/rollcall-command';

/** The whole of the data files takes longer; the store tests replay them all. */
const PART = 'Vector';

describe('npm run conformance, against a running server', () => {
  let folder: Awaited<ReturnType<typeof newDataFolder>>;
  let server: ServerProcess;
  let environment: Record<string, string>;

  beforeAll(async () => {
    folder = await newDataFolder();
    environment = { ROLLCALL_DATA_DIR: folder.path };
    server = await startServer({ env: environment });
  });

  afterAll(async () => {
    await stopServer(server);
    await folder.remove();
  });

  async function operate(...args: string[]): Promise<Record<string, string>> {
    const { stdout } = await rollcall(environment, ...args, '--json');
    return JSON.parse(stdout) as Record<string, string>;
  }

  function replay(token: string): Promise<CommandResult> {
    const args = ['scripts/conformance.mjs', '--url', `${server.url}/scim/v2`, '--token', token, '--only', PART];
    return new Promise((resolve) => {
      execFile(process.execPath, args, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
      });
    });
  }

  it('passes whole in an empty tenant, leaves it empty, and refuses one with people in it', async () => {
    await operate('tenant', 'create', '--name', 'Acme', '--id', 'acme', '--owner-email', 'o@acme.test', '--scim');
    const { token = '' } = await operate('credential', 'mint', '--tenant', 'acme', '--label', 'Client');
    const passed = { code: 0, stdout: expect.stringMatching(/\n\d{2,} passed, 0 failed\n$/) as string };
    expect(await replay(token)).toMatchObject(passed);
    expect(await replay(token)).toMatchObject(passed);
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/scim+json' };
    const body = JSON.stringify({ userName: 'ana@acme.test' });
    await fetch(`${server.url}/scim/v2/Users`, { method: 'POST', headers, body });
    expect(await replay(token)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('use an empty tenant') as string,
    });
  });

  it('says in a sentence why a token does not work', async () => {
    const { code, stderr } = await replay('nonsense');
    expect(code).toBe(1);
    expect(stderr).toContain('401');
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
