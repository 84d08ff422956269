import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { SharedPGlite } from '@/lib/db/shared-pglite';

/** Above the server's pool, a command-line tool's pool and a migration's connections together. */
const MAX_CONNECTIONS = 40;

/** Opens PGlite in `dataDirectory` (or in memory when undefined) and serves it on the Unix socket `socketPath`. */
export async function serveEmbedded(
  dataDirectory: string | undefined,
  socketPath: string,
): Promise<{ close: () => Promise<void> }> {
  const database = new SharedPGlite(dataDirectory === undefined ? {} : { dataDir: dataDirectory });
  await database.waitReady;
  const server = new PGLiteSocketServer({ db: database, path: socketPath, maxConnections: MAX_CONNECTIONS });
  await server.start();
  return {
    async close() {
      await server.stop();
      await database.close();
    },
  };
}
