import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { requireSupportedNode } from './node-version.mjs';

/** What every command begins with: a supported Node.js, the project's folder, and faults told in one sentence. */
export async function launch(work) {
  requireSupportedNode();
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  try {
    await work();
  } catch (error) {
    console.error(error.name === 'CommandFailed' ? error.message : error);
    process.exit(1);
  }
}

/** Variables of the file .env, if there is one; those of the real environment win. */
export function loadEnvFile() {
  if (existsSync('.env')) process.loadEnvFile('.env');
}
