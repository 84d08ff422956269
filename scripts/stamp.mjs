import { readFile, rm, writeFile } from 'node:fs/promises';

/** True when the product that `file` belongs to was made from the inputs whose fingerprint is `wanted`. */
export async function isStamped(file, wanted) {
  return (await readFile(file, 'utf8').catch(() => '')) === wanted;
}

/** Makes a product unless it is current. The stamp goes first and comes last, so a broken-off work is not current. */
export async function makeUnlessStamped(file, wanted, make) {
  if (await isStamped(file, wanted)) return;
  await rm(file, { force: true });
  await make();
  await writeFile(file, wanted);
}
