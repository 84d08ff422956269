import { launch, loadEnvFile } from './launch.mjs';

/** What every program but the server itself needs first: packages, bundles and the environment. */
export async function prepareBundles() {
  await launch(async () => {
    const { ensureInstalled } = await import('./install.mjs');
    await ensureInstalled();
    const { buildBundles } = await import('./build.mjs');
    await buildBundles();
  });
  loadEnvFile();
}
