import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { delimiter, resolve } from 'node:path';
import { runNode } from './run.mjs';
import { makeUnlessStamped } from './stamp.mjs';
import { step } from './step.mjs';

/** Generates the database client and its types from prisma/schema.prisma unless they are current. */
export async function ensureGenerated() {
  const inputs = await Promise.all(['prisma/schema.prisma', 'package-lock.json'].map((file) => readFile(file)));
  const wanted = inputs.reduce((hash, input) => hash.update(input), createHash('sha256')).digest('hex');
  await makeUnlessStamped('lib/db/generated/.stamp', wanted, () => step('Generating the database client', generate));
}

function generate() {
  const env = {
    // Generating needs no native engine, but Prisma downloads one unless it is told where to find it.
    PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    // Prisma starts the generator for Kysely by its name.
    PATH: [resolve('node_modules/.bin'), process.env.PATH].join(delimiter),
  };
  return runNode('node_modules/prisma/build/index.js', ['generate'], { quiet: true, env });
}
