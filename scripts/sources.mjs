import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const FOLDERS = ['app', 'cli', 'components', 'lib', 'prisma', 'public', 'scripts'];
const ROOT_FILE = /\.(ts|mjs|json)$/;
const NOT_BUILT = /\.test\.tsx?$|\.tsbuildinfo$|^next-env\.d\.ts$|^(eslint|vitest|playwright)\.config\./;
const GENERATED = join('lib', 'db', 'generated');

/** A fingerprint of everything a build is made from: sources, configuration, lock file and Node.js release. */
export async function sourcesFingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const file of await sourceFiles()) hash.update(`\0${file}\0`).update(await readFile(file));
  return hash.digest('hex');
}

async function sourceFiles() {
  const root = await readdir('.', { withFileTypes: true });
  const files = root.filter((entry) => entry.isFile() && ROOT_FILE.test(entry.name)).map((entry) => entry.name);
  const folders = root.filter((entry) => entry.isDirectory() && FOLDERS.includes(entry.name));
  for (const folder of folders) files.push(...(await filesIn(folder.name)));
  return files.filter((file) => !NOT_BUILT.test(file) && !file.startsWith(GENERATED)).sort();
}

async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
