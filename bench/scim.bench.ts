import { readFile, writeFile } from 'node:fs/promises';
import { scimCases } from '@/bench/scim-cases';
import { compareWithRaw } from '@/bench/scim-measure';
import { makePopulation } from '@/bench/scim-population';
import { scimReport } from '@/bench/scim-report';
import type { CaseReadings } from '@/bench/scim-report';
import { migrate } from '@/lib/db/migrate';
import { closePool, openPool } from '@/lib/db/pool';
import { startPostgres } from '@/testing/embedded-postgres';

const ROUNDS = 5;

async function measure(): Promise<CaseReadings[]> {
  const postgres = await startPostgres();
  openPool({ url: postgres.url, poolSize: 2 });
  try {
    await migrate();
    const token = await makePopulation();
    return await compareWithRaw({ url: postgres.url, token }, scimCases, ROUNDS);
  } finally {
    await closePool();
    await postgres.stop();
  }
}

/** Puts the table where the README keeps it. */
async function writeReport(text: string): Promise<void> {
  const readme = await readFile('bench/README.md', 'utf8');
  const [before = '', rest = ''] = readme.split('<!-- scim -->\n', 2);
  const after = rest.slice(rest.indexOf('<!-- /scim -->'));
  await writeFile('bench/README.md', `${before}<!-- scim -->\n${text}\n${after}`);
}

const report = scimReport(await measure(), ROUNDS);
console.log(report.text);
if (process.argv.includes('--write')) await writeReport(report.text);
for (const missed of report.missed) console.error(missed);
if (report.missed.length > 0) process.exitCode = 1;
