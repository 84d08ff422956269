import { launch, loadEnvFile } from './launch.mjs';

await launch(async () => {
  const { ensureInstalled } = await import('./install.mjs');
  await ensureInstalled();
  const { buildBundles } = await import('./build.mjs');
  await buildBundles();
});

loadEnvFile();
await import('../dist/rollcall.mjs');
