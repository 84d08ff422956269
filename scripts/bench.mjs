import { readdir } from 'node:fs/promises';
import { launch } from './launch.mjs';
import { runNode } from './run.mjs';

await launch(async () => {
  const [name, ...args] = process.argv.slice(2);
  const files = await readdir('bench');
  const names = files.filter((file) => file.endsWith('.bench.ts')).map((file) => file.replace('.bench.ts', ''));
  if (!names.includes(name)) {
    console.error(`npm run bench -- <name>, where the name is one of: ${names.join(', ')}.`);
    process.exit(1);
  }
  const { ensureInstalled } = await import('./install.mjs');
  await ensureInstalled();
  const { isBuilt } = await import('./build.mjs');
  if (!(await isBuilt())) await runNode('scripts/build.mjs', []);
  await runNode('--import=tsx', [`bench/${name}.bench.ts`, ...args], { ownOutput: true });
});
