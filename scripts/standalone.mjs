import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { withBuildLock } from './build-lock.mjs';
import { ENTRY_POINTS } from './bundle.mjs';
import { ensureGenerated } from './generate.mjs';
import { launch } from './launch.mjs';
import { runNode } from './run.mjs';
import { step } from './step.mjs';

const OUTPUT = '.next/standalone';

/** Packages that find files beside themselves, or that Next has copied already; the rest goes into the bundles. */
const COPIED = ['@electric-sql/pglite', '@prisma/schema-engine-wasm'];
const EXTERNAL = ['next', 'pg', '@prisma/client', ...COPIED];

/** CommonJS packages inside an ECMAScript bundle ask for Node.js's own modules by `require`. */
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

/**
 * Writes a folder that holds all that running needs and nothing else, for the container image. It starts with
 * `node start.mjs`, and the operators' commands with `node dist/rollcall.mjs`.
 */
await launch(() =>
  withBuildLock(async () => {
    await ensureGenerated();
    await rm(OUTPUT, { recursive: true, force: true });
    await step('Building the pages', buildPages);
    await step('Bundling the server and the commands', bundle);
    await copyFiles();
    await writeStarter();
  }),
);

function buildPages() {
  const env = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ROLLCALL_STANDALONE: '1' };
  return runNode('node_modules/next/dist/bin/next', ['build'], { quiet: true, env });
}

async function bundle() {
  const { build } = await import('esbuild');
  await build({
    entryPoints: ENTRY_POINTS,
    outdir: `${OUTPUT}/dist`,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: EXTERNAL.flatMap((name) => [name, `${name}/*`]),
    banner: { js: REQUIRE },
    logLevel: 'warning',
  });
}

async function copyFiles() {
  const copies = ['.next/static', 'prisma', 'LICENSE', ...COPIED.map((name) => `node_modules/${name}`)];
  for (const path of copies) await cp(path, `${OUTPUT}/${path}`, { recursive: true });
}

/** The configuration was evaluated by the build; a server of one's own must be handed it. */
async function writeStarter() {
  const { config } = JSON.parse(await readFile('.next/required-server-files.json', 'utf8'));
  await mkdir(OUTPUT, { recursive: true });
  await writeFile(`${OUTPUT}/next-config.json`, JSON.stringify(config));
  await writeFile(
    `${OUTPUT}/start.mjs`,
    `import { readFileSync } from 'node:fs';
process.chdir(import.meta.dirname);
process.env.NODE_ENV = 'production';
process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = readFileSync('next-config.json', 'utf8');
await import('./dist/server.mjs');
`,
  );
}
