import { once } from 'node:events';
import type { Server } from 'node:http';

/** Lets a server listen on this machine, at any free port unless one is given. */
export async function listen(server: Server, port = 0): Promise<{ server: Server; origin: string }> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server listens at no port.');
  return { server, origin: `http://127.0.0.1:${address.port}` };
}

/** Ends a server and whatever connections are left of it. */
export function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}
