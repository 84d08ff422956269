import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import next from 'next';
import { announcementText } from '@/lib/boot/announcement';
import { boot } from '@/lib/boot/boot';
import { explainFailure } from '@/lib/boot/explain-failure';
import { drain, listen, portOf } from '@/lib/boot/http-server';
import { originForm } from '@/lib/boot/origin-form';
import { unreadyReason } from '@/lib/boot/readiness';
import { parseStartOptions } from '@/lib/boot/start-options';
import { createDemo, requireLoopback } from '@/lib/demo/create-demo';
import { serveScim } from '@/lib/scim-http/node-adapter';
import { clientAddress } from '@/lib/shared/client-address';
import { env, parseEnv, publicOrigin } from '@/lib/shared/env';
import { firstRunLink } from '@/lib/sign-in/one-time-link';

/** How long requests in flight may take after a stop was asked for. */
const DRAIN_BOUND_MS = 10_000;

/** Null until the pages can be served. */
let pages: RequestListener | null = null;

function dispatch(request: IncomingMessage, response: ServerResponse): void {
  request.url = originForm(request.url ?? '/');
  const path = request.url.split('?', 1)[0] ?? '/';
  if (path === '/healthz') return answer(response, 200, 'ok');
  if (path === '/readyz') return void answerReadiness(response);
  if (pages === null) return answer(response, 503, 'starting');
  if (path === '/scim' || path.startsWith('/scim/')) return void serveScim(request, response);
  // Pages learn the client's address from this header alone, so the client's own claim must not reach them.
  request.headers['x-forwarded-for'] = addressOf(request);
  pages(request, response);
}

function addressOf({ headers, socket }: IncomingMessage): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',');
  return clientAddress(socket.remoteAddress ?? '', forwarded, env().ROLLCALL_TRUSTED_PROXIES);
}

async function answerReadiness(response: ServerResponse): Promise<void> {
  const reason = pages === null ? 'starting' : await unreadyReason();
  answer(response, reason === null ? 200 : 503, reason ?? 'ok');
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${text}\n`);
}

/** The address is taken first: what fails fastest fails first, and probes are answered during a long migration. */
async function start(): Promise<void> {
  const { demo, json } = parseStartOptions(process.argv.slice(2));
  const { HOST, PORT } = parseEnv(process.env);
  if (demo) requireLoopback(HOST);
  const server = await listen(dispatch, HOST, PORT);
  process.env.PORT = String(portOf(server));
  const closeDatabase = await boot();
  const tenants = demo ? await createDemo() : [];
  const app = next({ dev: false, hostname: HOST, port: portOf(server) });
  await app.prepare();
  stopOnSignal(server, async () => {
    await app.close();
    await closeDatabase();
  });
  const setup = await firstRunLink();
  pages = app.getRequestHandler();
  const announcement = { url: publicOrigin(), tenants, setupUrl: setup?.url ?? null };
  process.stdout.write(`${json ? JSON.stringify(announcement) : announcementText(announcement)}\n`);
}

/** A second signal while stopping changes nothing: terminals send one to a whole group of processes. */
function stopOnSignal(server: Server, close: () => Promise<void>): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await drain(server, DRAIN_BOUND_MS);
    await close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}

try {
  await start();
} catch (error) {
  console.error(explainFailure(error));
  process.exit(1);
}
