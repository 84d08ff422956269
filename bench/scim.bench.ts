import { scimCases } from '@/bench/scim-cases';
import { compareWithRaw } from '@/bench/scim-measure';
import { makePopulation } from '@/bench/scim-population';
import { scimReport } from '@/bench/scim-report';
import type { CaseReadings } from '@/bench/scim-report';
import { writeReport } from '@/bench/write-report';
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

const report = scimReport(await measure(), ROUNDS);
console.log(report.text);
await writeReport('scim', report.text);
for (const missed of report.missed) console.error(missed);
if (report.missed.length > 0) process.exitCode = 1;
