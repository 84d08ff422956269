import { sql } from 'kysely';
import { markdownTable } from '@/bench/markdown-table';
import { makePopulation, TENANT } from '@/bench/scim-population';
import { median } from '@/bench/statistics';
import { writeReport } from '@/bench/write-report';
import { db } from '@/lib/db/kysely';
import { migrate } from '@/lib/db/migrate';
import { closePool, openPool } from '@/lib/db/pool';
import { disconnectPrisma } from '@/lib/db/prisma';
import { findMappingView } from '@/lib/mapping/mapping-view';
import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import { previewMapping } from '@/lib/mapping/preview-mapping';
import { draftOf, findStoredMapping } from '@/lib/mapping/stored-mapping';
import { startPostgres } from '@/testing/embedded-postgres';

/** Rounds that are measured, after one that is not; the work takes turns with what it is compared with. */
const ROUNDS = 7;

/** A preview may take so many times what reading everybody takes, and never longer than so long. */
const MOST_TIMES = 8;
const LONGEST_MS = 2000;

interface Reading {
  work: string;
  milliseconds: number;
  compared: number;
}

/** What any answer about everybody's roles has to read: people, what was sent of them, and the roles they hold. */
async function readEverybody(): Promise<void> {
  await sql`
    select count(*), count(held."roleKey"), count(u."filterView" #> '{roles}') from "Member" member
    join "ScimUser" u on u."tenantId" = member."tenantId" and u."id" = member."scimUserId"
    left join "MemberRole" held on held."tenantId" = member."tenantId" and held."memberId" = member."id"
    where member."tenantId" = ${TENANT}`.execute(db());
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function measure(work: string, run: () => Promise<unknown>): Promise<Reading> {
  const [times, ratios]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const base = await timed(readEverybody);
    const time = await timed(run);
    if (round === 0) continue;
    times.push(time);
    ratios.push(time / base);
  }
  return { work, milliseconds: median(times), compared: median(ratios) };
}

async function previewed(draft: MappingDraft, list: { search?: string; page?: number } = {}): Promise<void> {
  const actor = { tenantId: TENANT, memberId: null, name: 'Bench', level: 'OWNER' as const };
  const answer = await previewMapping(actor, draft, list);
  if (!answer.ok) throw new Error(JSON.stringify(answer));
}

async function groupRules(): Promise<MappingDraft['groupRules']> {
  const groups = await db()
    .selectFrom('ScimGroup')
    .select(['id', sql<string>`"document" ->> 'displayName'`.as('name')])
    .where('tenantId', '=', TENANT)
    .orderBy('id')
    .execute();
  return groups.map(({ id, name }, at) => {
    return { id: null, name, groupId: id, roleKey: at % 2 === 0 ? 'member' : 'viewer' };
  });
}

async function measureAll(): Promise<Reading[]> {
  const draft = draftOf(await findStoredMapping(TENANT));
  const byGroups: MappingDraft = { ...draft, source: 'IDP_GROUPS', groupRules: await groupRules() };
  const everybody = { ...draft, defaultRoleKey: 'viewer' };
  return [
    await measure('preview: nobody changes', () => previewed(draft)),
    await measure('preview: another attribute', () => previewed({ ...draft, attribute: 'title' })),
    await measure('preview: everybody changes', () => previewed(everybody)),
    await measure('preview: a search, page 2', () => previewed(everybody, { search: 'ada', page: 2 })),
    await measure('preview: the last page', () => previewed(everybody, { page: 1840 })),
    await measure('preview: from 120 groups', () => previewed(byGroups)),
    await measure('the page with its counts', () => findMappingView(TENANT)),
  ];
}

async function withPopulation<T>(work: () => Promise<T>): Promise<T> {
  const postgres = await startPostgres();
  openPool({ url: postgres.url, poolSize: 5 });
  try {
    await migrate();
    await makePopulation();
    return await work();
  } finally {
    await disconnectPrisma();
    await closePool();
    await postgres.stop();
  }
}

const readings = await withPopulation(measureAll);
const rows = readings.map(({ work, milliseconds, compared }) => {
  return [work, `${Math.round(milliseconds)} ms`, compared.toFixed(1)];
});
const report = markdownTable(['Work', 'Time', 'compared with reading everybody'], rows);
console.log(report);
await writeReport('roles', report);
for (const { work, milliseconds, compared } of readings) {
  if (compared <= MOST_TIMES && milliseconds <= LONGEST_MS) continue;
  console.error(`${work}: at most ${MOST_TIMES} times as long, and ${LONGEST_MS} ms.`);
  process.exitCode = 1;
}
