import { expect, test as base } from '@playwright/test';
import { newDataFolder, startServer, stopServer } from '@/testing/production-server';
import type { ServerProcess } from '@/testing/production-server';

interface Options {
  /** What would follow `npm start --`. */
  serverArgs: string[];
  /** A free one when left out. */
  serverPort: string | undefined;
}

interface Fixtures {
  /** A server for this test alone, on an empty database. It must end with 0 when the test is over. */
  server: ServerProcess;
}

/** Tests of what can happen to an installation once only. */
export const test = base.extend<Options & Fixtures>({
  serverArgs: [[], { option: true }],
  serverPort: [undefined, { option: true }],

  server: async ({ serverArgs, serverPort }, use) => {
    const folder = await newDataFolder();
    const env = { ROLLCALL_DATA_DIR: folder.path, ...(serverPort && { PORT: serverPort }) };
    const server = await startServer({ args: serverArgs, env });
    await use(server);
    expect(await stopServer(server), 'exit code of the server').toBe(0);
    await folder.remove();
  },

  baseURL: async ({ server }, use) => use(server.url),
});

export { expect };
