import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';

/** So many groups are looked through for near misses; names of more would take too long to compare. */
const MOST_NAMES = 20_000;

/** The names of the tenant's groups, in alphabetical order. */
export async function findGroupNames(tenantId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select "id", coalesce("document" ->> 'displayName', '') as "name" from "ScimGroup"
    where "tenantId" = ${tenantId} order by "displayNameKey" limit ${MOST_NAMES}`.execute(db());
  return rows;
}
