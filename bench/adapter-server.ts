import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import next from 'next';
import { handleScim } from '@/lib/scim-http/handle-scim';
import { serveScim } from '@/lib/scim-http/node-adapter';
import { LOOKUP, REFUSAL } from '@/bench/lookup';

/** What the parent asks; the answer is CPU time in microseconds. */
export type Question = { ask: 'cpu' } | { ask: 'handler'; count: number };

/**
 * One of the servers that are compared, in a process of its own. Each prepares Next, so that the processes
 * differ in nothing but who takes the request.
 */
const app = next({ dev: false });
await app.prepare();

const listeners: Record<string, RequestListener> = {
  bare(_, response) {
    response.writeHead(REFUSAL.status, REFUSAL.headers);
    response.end(REFUSAL.body);
  },
  direct: (request, response) => void serveScim(request, response),
  next: app.getRequestHandler(),
};

const server = createServer(listeners[process.argv[2] ?? '']);
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));

process.on('message', (question: Question) => {
  void (question.ask === 'cpu' ? Promise.resolve(cpuTime()) : handlerTime(question.count)).then((microseconds) =>
    process.send?.({ microseconds }),
  );
});

process.once('disconnect', () => process.exit(0));

function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** What the SCIM handler itself costs, without any server round it. */
async function handlerTime(count: number): Promise<number> {
  const before = cpuTime();
  const { method, path, query, headers } = LOOKUP;
  for (let done = 0; done < count; done += 1) {
    await handleScim({ method, path, query, headers, body: null, clientAddress: '127.0.0.1' });
  }
  return cpuTime() - before;
}
