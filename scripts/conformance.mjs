import { launch } from './launch.mjs';
import { runForCode } from './run.mjs';

await launch(async () => {
  const { ensureInstalled } = await import('./install.mjs');
  await ensureInstalled();
  const args = ['--import=tsx', 'conformance/run.ts', ...process.argv.slice(2)];
  const { code } = await runForCode(process.execPath, args, { ownOutput: true });
  process.exitCode = code === 0 ? 0 : 1;
});
