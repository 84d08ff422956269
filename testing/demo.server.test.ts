import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDataFolder, spawnServer, startServer, stopServer } from '@/testing/production-server';
import type { ServerProcess } from '@/testing/production-server';

interface DemoTenant {
  id: string;
  name: string;
  signInUrl: string;
  scimBaseUrl: string;
  scimToken: string;
}

describe('npm start -- --demo --json', () => {
  let folder: Awaited<ReturnType<typeof newDataFolder>>;
  let server: ServerProcess;
  let announced: { url: string; tenants: DemoTenant[] };

  beforeAll(async () => {
    folder = await newDataFolder();
    server = await startServer({ args: ['--demo', '--json'], env: { ROLLCALL_DATA_DIR: folder.path } });
    announced = JSON.parse(server.stdout().split('\n').at(-2) ?? '') as typeof announced;
  });

  afterAll(async () => {
    await stopServer(server);
    await folder.remove();
  });

  async function totalOf({ scimBaseUrl, scimToken }: DemoTenant, path = 'Users'): Promise<unknown> {
    const response = await fetch(`${scimBaseUrl}/${path}`, { headers: { Authorization: `Bearer ${scimToken}` } });
    return ((await response.json()) as { totalResults: unknown }).totalResults;
  }

  it('announces three tenants with a link, a base URL and a token each', () => {
    expect(announced.url).toBe(server.url);
    expect(announced.tenants.map(({ id, name }) => [id, name])).toEqual([
      ['acme', 'Acme'],
      ['globex', 'Globex'],
      ['initech', 'Initech'],
    ]);
    for (const tenant of announced.tenants) {
      expect(tenant.scimBaseUrl).toBe(`${server.url}/scim/v2/${tenant.id}`);
      expect(tenant.signInUrl).toMatch(new RegExp(`^${server.url}/sign-in/link#.+`));
      expect(tenant.scimToken).toMatch(/^rc_live_/);
    }
  });

  it('has people in Acme and Globex, and nobody in Initech', async () => {
    const totals = await Promise.all(announced.tenants.map((tenant) => totalOf(tenant)));
    expect(totals).toEqual([23, 11, 0]);
  });

  it('keeps tenants apart', async () => {
    const [acme, globex] = announced.tenants;
    const response = await fetch(`${globex?.scimBaseUrl}/Users`, {
      headers: { Authorization: `Bearer ${acme?.scimToken}` },
    });
    expect(response.status).toBe(404);
  });

  it('refuses a database that has tenants, and a host that others can reach', async () => {
    await stopServer(server);
    const again = await spawnServer({ args: ['--demo'], env: { ROLLCALL_DATA_DIR: folder.path } });
    expect(await again.ended).toBe(1);
    expect(again.stderr()).toMatch(/^The demonstration needs an empty database.*\n$/);
    const open = await spawnServer({ args: ['--demo'], env: { ROLLCALL_DATA_DIR: folder.path, HOST: '0.0.0.0' } });
    expect(await open.ended).toBe(1);
    expect(open.stderr()).toMatch(/^The demonstration has sign-in links.*\n$/);
  });
});
