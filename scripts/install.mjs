import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { run, runNode } from './run.mjs';
import { step } from './step.mjs';

const LOCK = 'package-lock.json';
/** npm writes this file last, so a broken-off installation has none. */
const INSTALLED = 'node_modules/.package-lock.json';
const STAMP = 'node_modules/.rollcall-install';

/** Installs the packages of package-lock.json unless they are installed already. */
export async function ensureInstalled() {
  const wanted = createHash('sha256').update(await readFile(LOCK)).digest('hex');
  if (await isInstalled(wanted)) return;
  await step('Installing packages', installPackages);
  await writeFile(STAMP, wanted);
}

/** A fresh checkout touches the lock file without changing it, hence the stamp beside the times. */
async function isInstalled(wanted) {
  const [installed, lock] = await Promise.all([stat(INSTALLED).catch(() => null), stat(LOCK)]);
  if (installed === null) return false;
  if (installed.mtimeMs >= lock.mtimeMs) return true;
  return (await readFile(STAMP, 'utf8').catch(() => '')) === wanted;
}

/** Development packages are included because the build needs the compiler's types, whatever NODE_ENV says. */
function installPackages() {
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  return npm?.endsWith('.js') ? runNode(npm, args, { quiet: true }) : run('npm', args, { quiet: true });
}
