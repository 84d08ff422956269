import type { BrowserContext, Page } from '@playwright/test';
import { expect, test as base } from '@playwright/test';
import { joinDatabase } from '@/lib/db/database';
import { db } from '@/lib/db/kysely';
import { mintCredential } from '@/lib/credentials/mint-credential';
import { accepted } from '@/lib/shared/accepted';
import { issueTicket } from '@/lib/sign-in/ticket';
import { getIdentitySettings } from '@/lib/tenants/identity-settings';
import { saveIdentitySettings } from '@/lib/tenants/save-identity-settings';
import { tenantBaseUrl } from '@/lib/tenants/tenant-base-url';
import { newTenant } from '@/testing/new-tenant';
import type { TestTenant } from '@/testing/new-tenant';
import { newDataFolder, startServer, stopServer } from '@/testing/production-server';
import type { ServerProcess } from '@/testing/production-server';
import { OktaClient } from './okta-client';
import { redeemTicket } from './redeem-ticket';

interface Fixtures {
  /** An organisation that no other test knows, with SCIM off. */
  tenant: TestTenant;
  /** A page on which the tenant's owner is signed in. */
  owner: Page;
  /** Opens a page in a browser of its own, with a member signed in. */
  signedIn: (member: { tenantId: string; memberId: string }) => Promise<Page>;
  /** Turns SCIM on and makes a client that speaks as Okta with a credential of its own. */
  scimClient: () => Promise<OktaClient>;
}

interface WorkerFixtures {
  /** What the server's environment has besides its data folder. */
  serverEnv: Record<string, string>;
  /** One server for all tests of a worker; they stay apart by having tenants of their own. */
  server: ServerProcess;
}

/** Tests against a server that other tests use as well. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  serverEnv: [async ({}, use) => use({}), { scope: 'worker' }],

  server: [
    async ({ serverEnv }, use) => {
      const folder = await newDataFolder();
      const server = await startServer({ env: { ...serverEnv, ROLLCALL_DATA_DIR: folder.path } });
      Object.assign(process.env, serverEnv, { ROLLCALL_DATA_DIR: folder.path, ROLLCALL_URL: server.url });
      const leaveDatabase = await joinDatabase();
      await use(server);
      await leaveDatabase();
      expect(await stopServer(server), 'exit code of the server').toBe(0);
      await folder.remove();
    },
    { scope: 'worker', timeout: 90_000 },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  tenant: async ({ server }, use) => {
    void server;
    await use(await newTenant());
  },

  signedIn: async ({ browser, baseURL }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (member) => {
      const context = await browser.newContext({ baseURL });
      contexts.push(context);
      await signIn(context, member);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },

  owner: async ({ page, context, tenant }, use) => {
    await signIn(context, { tenantId: tenant.tenantId, memberId: tenant.ownerId });
    await use(page);
  },

  scimClient: async ({ tenant }, use) => {
    await use(async () => {
      const { tenantId, owner } = tenant;
      const { revision } = await getIdentitySettings(tenantId);
      accepted(await saveIdentitySettings(owner, { revision, scimEnabled: true }));
      const wanted = { label: 'Okta production', provider: 'OKTA' as const, scopes: ['scim' as const] };
      const { token } = accepted(await mintCredential(owner, { ...wanted, mode: 'COMPATIBLE', expiresAt: null }));
      return new OktaClient(tenantBaseUrl(tenantId), token);
    });
  },
});

/** Gives the browser a session, as the sign-in page does once a code was right. */
async function signIn(context: BrowserContext, member: { tenantId: string; memberId: string }): Promise<void> {
  const ticket = await issueTicket(db(), member, { minutes: 5 });
  expect(await redeemTicket(context.request, member, ticket.secret), 'signing in').toBe(true);
}

export { expect };
