import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BUNDLE = 'dist/server.mjs';

export interface ServerOptions {
  /** What would follow `npm start --`. */
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** An earlier server's folder; a new, empty one when left out. */
  dataDirectory?: string;
}

export interface ProductionServer {
  /** "http://127.0.0.1:41234" */
  origin: string;
  dataDirectory: string;
  process: ChildProcess;
  /** Everything written to stdout and stderr so far, mails included. */
  output: () => string;
  /** Asks the process to end and resolves with its exit code; null when it had to be killed. */
  stop: () => Promise<number | null>;
}

/** The environment of a server that depends on nothing of the machine it is tested on. */
function environment(dataDirectory: string, env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const unset = { DATABASE_URL: '', SMTP_URL: '', ROLLCALL_URL: '', ROLLCALL_SECRET: '' };
  const own = { NODE_ENV: 'production' as const, HOST: '127.0.0.1', PORT: '0', ROLLCALL_DATA_DIR: dataDirectory };
  return { ...process.env, ...unset, ...own, ...env };
}

/** Starts the built server as a process of its own, without waiting for anything. */
export function spawnServer({ args = [], env = {}, dataDirectory }: ServerOptions & { dataDirectory: string }) {
  if (!existsSync(BUNDLE)) throw new Error(`${BUNDLE} is missing. Run "npm run build" before the browser tests.`);
  const child = spawn(process.execPath, [BUNDLE, ...args], {
    env: environment(dataDirectory, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => void (output += chunk.toString());
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, output: () => output, exited };
}

/** An empty folder for a server's data. */
export function newDataDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'rollcall-e2e-'));
}

/** Resolves with what `found` finds in the output; rejects when the process ends before. */
async function awaitOutput<Found>(
  { child, output, exited }: ReturnType<typeof spawnServer>,
  found: (output: string) => Found | undefined,
): Promise<Found> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const value = found(output());
      if (value !== undefined) resolve(value);
    };
    child.stdout.on('data', look);
    void exited.then((code) => reject(new Error(`The server ended with ${code}:\n${output()}`)));
  });
}

/** Starts the production server on a free port and waits until it serves pages. */
export async function startServer(options: ServerOptions = {}): Promise<ProductionServer> {
  const dataDirectory = options.dataDirectory ?? (await newDataDirectory());
  const running = spawnServer({ ...options, dataDirectory });
  const { child, output, exited } = running;
  const origin = await awaitOutput(running, (text) => /is ready at (http:\S+)|^\{"url":"([^"]+)"/m.exec(text)?.slice(1).find(Boolean));
  return {
    origin,
    dataDirectory,
    process: child,
    output,
    async stop() {
      child.kill('SIGTERM');
      const code = await exited;
      if (options.dataDirectory === undefined) await rm(dataDirectory, { recursive: true, force: true });
      return code;
    },
  };
}
