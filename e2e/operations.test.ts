import { execFile } from 'node:child_process';
import { request as httpRequest } from 'node:http';
import { promisify } from 'node:util';
import { expect, test } from './support/own-server-test';
import { newDataDirectory, spawnServer } from './support/production-server';
import type { ProductionServer } from './support/production-server';

const run = promisify(execFile);

interface Demonstration {
  url: string;
  tenants: { id: string; name: string; signInUrl: string; scimBaseUrl: string; scimToken: string }[];
}

function announcedBy(server: ProductionServer): Demonstration {
  const line = server.output().split('\n').find((text) => text.startsWith('{')) ?? '{}';
  return JSON.parse(line) as Demonstration;
}

/** A POST whose body is half sent; `finish` sends the rest and resolves with the status. */
function beginRequest(url: string, token: string) {
  const body = JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'late@acme.test' });
  const half = Math.floor(body.length / 2);
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/scim+json', 'Content-Length': body.length };
  const request = httpRequest(url, { method: 'POST', headers });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    request.once('response', (response) => resolve(response.resume().statusCode));
    request.once('error', reject);
  });
  const begun = new Promise<void>((resolve) => request.write(body.slice(0, half), () => resolve()));
  return {
    begun,
    finish: () => {
      request.end(body.slice(half));
      return answered;
    },
  };
}

/** Runs a server that is not expected to come up, and says with what it ended. */
async function failure(args: string[], env: Record<string, string>, dataDirectory: string) {
  const { output, exited } = spawnServer({ args, env, dataDirectory });
  return { code: await exited, output: output().trim() };
}

test('SIGTERM lets a request in flight finish, and takes no new one', async ({ start }) => {
  const server = await start({ args: ['--demo', '--json'] });
  const [acme] = announcedBy(server).tenants;
  const request = beginRequest(`${acme?.scimBaseUrl}/Users`, acme?.scimToken ?? '');
  await request.begun;
  // Answered on a connection of its own, hence after the bytes before it were read.
  await fetch(`${server.origin}/healthz`, { headers: { Connection: 'close' } });
  server.process.kill('SIGTERM');
  await expect.poll(() => fetch(`${server.origin}/healthz`).then(() => 'open', () => 'closed')).toBe('closed');
  expect(await request.finish()).toBe(201);
  await expect.poll(() => server.process.exitCode).toBe(0);
});

test('the demonstration prints what opens it', async ({ start, browser }) => {
  const server = await start({ args: ['--demo', '--json'] });
  const { url, tenants } = announcedBy(server);
  expect(url).toBe(server.origin);
  expect(tenants.map(({ id, name }) => ({ id, name }))).toEqual([
    { id: 'acme', name: 'Acme' },
    { id: 'globex', name: 'Globex' },
    { id: 'initech', name: 'Initech' },
  ]);
  for (const { id, name, signInUrl, scimBaseUrl, scimToken } of tenants) {
    expect(scimBaseUrl).toBe(`${url}/scim/v2/${id}`);
    const users = await fetch(`${scimBaseUrl}/Users?count=1`, { headers: { Authorization: `Bearer ${scimToken}` } });
    expect(users.status).toBe(200);
    const { totalResults } = (await users.json()) as { totalResults: number };
    expect(totalResults > 0, `${name} has people`).toBe(id !== 'initech');
    for (const visitor of ['first', 'second']) {
      const page = await browser.newPage();
      await page.goto(signInUrl);
      await expect(page.getByRole('heading', { name: 'Members', level: 1 }), `${visitor} click`).toBeVisible();
      await expect(page.getByRole('banner').getByRole('paragraph').filter({ hasText: name })).toBeVisible();
      await page.close();
    }
  }

  const again = await failure(['--demo'], {}, server.dataDirectory);
  expect(again.code, 'beside the running server').toBe(1);
  expect(again.output).toMatch(/^The data folder .* is in use by another Rollcall server\. .*$/);
  server.process.kill('SIGTERM');
  await expect.poll(() => server.process.exitCode).toBe(0);
  const second = await failure(['--demo'], {}, server.dataDirectory);
  expect(second.code).toBe(1);
  expect(second.output).toMatch(/^The demonstration needs an empty database, and this one has tenants\. .*$/);
});

test('the demonstration’s text has a curl line that works', async ({ start }) => {
  const server = await start({ args: ['--demo'] });
  const line = /^\s*(curl .*)$/m.exec(server.output())?.[1] ?? '';
  const { stdout } = await run('bash', ['-c', `${line} --silent --fail`]);
  expect((JSON.parse(stdout) as { itemsPerPage: number }).itemsPerPage).toBe(2);
});

test('the demonstration is not offered to other machines', async () => {
  const { code, output } = await failure(['--demo'], { HOST: '0.0.0.0' }, await newDataDirectory());
  expect(code).toBe(1);
  expect(output).toMatch(/^The demonstration has sign-in links that anyone may use, so it does not listen on 0\.0\.0\.0\. .*$/);
});
