import { readFile, writeFile } from 'node:fs/promises';

const README = 'bench/README.md';

/** With `--write`, puts a table between the marks that the README has for it. */
export async function writeReport(name: string, text: string): Promise<void> {
  if (!process.argv.includes('--write')) return;
  const [begin, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const readme = await readFile(README, 'utf8');
  const [before, rest] = readme.split(begin, 2);
  const after = rest?.slice(rest.indexOf(end));
  if (before === undefined || !after?.startsWith(end)) throw new Error(`${README} has no place for ${name}.`);
  await writeFile(README, `${before}${begin}${text}\n${after}`);
}
