import { pathToFileURL } from 'node:url';
import { withBuildLock } from './build-lock.mjs';
import { bundle } from './bundle.mjs';
import { ensureGenerated } from './generate.mjs';
import { launch } from './launch.mjs';
import { runNode } from './run.mjs';
import { sourcesFingerprint } from './sources.mjs';
import { isStamped, makeUnlessStamped } from './stamp.mjs';
import { step } from './step.mjs';

const BUNDLES = 'dist/.stamp';
const PAGES = '.next/.rollcall-stamp';

/** True when the pages and the bundles were built from the present sources. */
export async function isBuilt() {
  const wanted = await sourcesFingerprint();
  return (await isStamped(BUNDLES, wanted)) && (await isStamped(PAGES, wanted));
}

/** Builds what is stale. Several processes may call it at once: one builds, the others wait and find it done. */
export function build() {
  return withBuildLock(async () => {
    const wanted = await sourcesFingerprint();
    await ensureGenerated();
    await makeUnlessStamped(BUNDLES, wanted, () => step('Bundling the server', bundle));
    await makeUnlessStamped(PAGES, wanted, () => step('Building the pages', buildPages));
  });
}

/** Builds what the commands and the development server need: everything but the pages. */
export async function buildBundles() {
  const wanted = await sourcesFingerprint();
  if (await isStamped(BUNDLES, wanted)) return;
  await withBuildLock(async () => {
    await ensureGenerated();
    await makeUnlessStamped(BUNDLES, wanted, () => step('Bundling the commands', bundle));
  });
}

function buildPages() {
  const env = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  return runNode('node_modules/next/dist/bin/next', ['build'], { quiet: true, env });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await launch(build);
