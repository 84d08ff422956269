import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { faultCode, OperatorError } from '@/lib/shared/operator-error';

/**
 * Slow clients are cut off, idle connections kept longer than load balancers keep theirs (a balancer that reuses a
 * connection while it is being closed reports an error of ours).
 */
const LIMITS = { headersTimeout: 20_000, requestTimeout: 60_000, keepAliveTimeout: 75_000 };

const SWEEP_MS = 50;

/**
 * Listens on `host`:`port`; port 0 means any free one.
 * @throws OperatorError when the address cannot be had
 */
export function listen(listener: RequestListener, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(LIMITS, listener);
    server.once('error', (error) => reject(new OperatorError(explain(faultCode(error), host, port), { cause: error })));
    server.listen(port, host, () => resolve(server));
  });
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Accepts nothing more and resolves when every request in flight is answered, or cut off after `boundMs`. */
export function drain(server: Server, boundMs: number): Promise<void> {
  return new Promise((resolve) => {
    // A kept-alive connection becomes idle only once its answer is out.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    const bound = setTimeout(() => server.closeAllConnections(), boundMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(bound);
      resolve();
    });
  });
}

function explain(code: string, host: string, port: number): string {
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is taken by another program. Stop it, or set PORT to a free port.`;
  }
  if (code === 'EACCES') return `This user may not listen on port ${port}. Set PORT to one above 1023.`;
  return `Rollcall cannot listen on ${host}:${port} (${code}). Set HOST to an address of this machine.`;
}
