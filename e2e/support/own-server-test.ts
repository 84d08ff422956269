import { expect, test as base } from '@playwright/test';
import { startServer } from './production-server';
import type { ProductionServer, ServerOptions } from './production-server';

interface Fixtures {
  /** Starts a server for this test alone, on an empty database. It must end with 0 when the test is over. */
  start: (options?: ServerOptions) => Promise<ProductionServer>;
}

/** Tests of what can happen to an installation once only. */
export const test = base.extend<Fixtures>({
  start: async ({}, use) => {
    const servers: ProductionServer[] = [];
    await use(async (options) => {
      const server = await startServer(options);
      servers.push(server);
      return server;
    });
    for (const server of servers) expect(await server.stop(), 'exit code of the server').toBe(0);
  },
});

export { expect };
