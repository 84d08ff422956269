/** What runs outside Next: the server, the embedded database's two programs and the operators' commands. */
export const ENTRY_POINTS = {
  server: 'server.ts',
  'embedded-worker': 'lib/db/embedded-worker.ts',
  'embedded-initialise': 'lib/db/embedded-initialise.ts',
  rollcall: 'cli/rollcall.ts',
};

/** Bundles the entry points into dist/. */
export async function bundle() {
  const { build } = await import('esbuild');
  await build({
    entryPoints: ENTRY_POINTS,
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  });
}
