import { Console } from 'node:console';
import { launch, loadEnvFile } from './launch.mjs';

// With --json, stdout carries one line of JSON and nothing else.
if (process.argv.includes('--json')) globalThis.console = new Console(process.stderr, process.stderr);

await launch(async () => {
  const { ensureInstalled } = await import('./install.mjs');
  await ensureInstalled();
  const { isBuilt } = await import('./build.mjs');
  const { runNode } = await import('./run.mjs');
  // The build runs in a process of its own: the memory it takes would stay with the server.
  if (!(await isBuilt())) await runNode('scripts/build.mjs', []);
});

process.env.NODE_ENV = 'production';
loadEnvFile();
// The server takes over this very process, so signals and the exit code are its own.
await import('../dist/server.mjs');
