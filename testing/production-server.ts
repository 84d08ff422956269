import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@/testing/embedded-postgres';

/** Long enough for a first start on a busy machine. */
const START_BOUND_MS = 90_000;

/** The last thing a server prints on its way up, as text or as JSON. */
const ANNOUNCEMENT = /^(?:Rollcall is ready at .*|\{.*\})\n/m;

export interface ServerProcess {
  pid: number;
  url: string;
  stdout: () => string;
  stderr: () => string;
  signal: (signal: NodeJS.Signals) => void;
  /** The exit code, once the process has ended; null when a signal ended it. */
  ended: Promise<number | null>;
}

export interface ServerOptions {
  args?: string[];
  env?: Record<string, string>;
  /** What Node.js runs; the production server when absent. */
  program?: string[];
}

/**
 * Starts the built production server on a free port, with the environment given and little else.
 * The caller waits for `untilReady` or for `ended`, and sees to it that the process ends.
 */
export async function spawnServer({ args = [], env = {}, program = ['dist/server.mjs'] }: ServerOptions): Promise<ServerProcess> {
  const port = env.PORT ?? String(await freePort());
  const child = spawn(process.execPath, [...program, ...args], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: port, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  return {
    pid: child.pid ?? 0,
    url: env.ROLLCALL_URL ?? `http://127.0.0.1:${port}`,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    signal: (signal) => child.kill(signal),
    ended: new Promise((resolve) => child.once('close', resolve)),
  };
}

/** Starts a server and waits until it serves. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const server = await spawnServer(options);
  await untilReady(server);
  return server;
}

/**
 * Waits for what a server prints when it serves.
 * @throws Error with what it printed, when it ends or takes too long instead
 */
async function untilReady(server: ServerProcess): Promise<void> {
  const bound = Date.now() + START_BOUND_MS;
  let ended = false;
  void server.ended.then(() => (ended = true));
  while (!ANNOUNCEMENT.test(server.stdout())) {
    if (ended || Date.now() > bound) throw new Error(`The server is not ready:\n${server.stdout()}${server.stderr()}`);
    await new Promise((next) => setTimeout(next, 20));
  }
}

export async function stopServer(server: ServerProcess): Promise<number | null> {
  server.signal('SIGTERM');
  return server.ended;
}

/** A data folder that does not exist yet, inside a folder that `remove` removes. */
export async function newDataFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const parent = await mkdtemp(join(tmpdir(), 'rollcall-server-'));
  return { path: join(parent, 'data'), remove: () => rm(parent, { recursive: true, force: true }) };
}
