import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { deferWrite } from '@/lib/db/deferred-writes';
import { db, jsonb } from '@/lib/db/kysely';
import { addSighting, sightingOf } from '@/lib/schemas/sighting';
import type { Sighting } from '@/lib/schemas/sighting';
import type { UnregisteredAttribute } from '@/lib/scim/schema/unregistered-attribute';
import { processWide } from '@/lib/shared/process-wide';

/** More than an administrator would look through; a client that makes up names cannot fill the table. */
const MOST_OF_A_TENANT = 200;

/** Sightings are gathered this long, so that the requests of a burst share one write, and none waits. */
const GATHER_MS = 500;

interface Gathered {
  byTenant: Map<string, Map<string, Sighting>>;
  isWriting: boolean;
}

const gathered = processWide<Gathered>('unregistered-attributes', () => ({
  byTenant: new Map(),
  isWriting: false,
}));

/**
 * Remembers which unregistered attributes a request brought, and writes it soon. To be called once for each
 * request that succeeded: what was refused was not ignored.
 */
export function noteUnregistered(
  { tenantId, now }: { tenantId: string; now: Date },
  resourceType: 'User' | 'Group',
  attributes: readonly UnregisteredAttribute[],
): void {
  if (attributes.length === 0) return;
  gather(attributes.map((attribute) => sightingOf(attribute, { tenantId, resourceType, now })));
  if (!gathered.isWriting) void deferWrite(writeGathered);
}

function gather(sightings: Iterable<Sighting>): void {
  for (const sighting of sightings) {
    const { tenantId, resourceType, urnKey, nameKey } = sighting;
    const ofTenant = gathered.byTenant.get(tenantId) ?? new Map<string, Sighting>();
    gathered.byTenant.set(tenantId, ofTenant);
    const key = `${resourceType} ${urnKey} ${nameKey}`;
    const earlier = ofTenant.get(key);
    if (earlier) ofTenant.set(key, addSighting(earlier, sighting));
    else if (ofTenant.size < MOST_OF_A_TENANT) ofTenant.set(key, sighting);
  }
}

async function writeGathered(): Promise<void> {
  gathered.isWriting = true;
  await delay(GATHER_MS, undefined, { ref: false });
  const sightings = [...gathered.byTenant.values()].flatMap((ofTenant) => [...ofTenant.values()]);
  gathered.byTenant.clear();
  gathered.isWriting = false;
  try {
    await writeSightings(sightings);
  } catch (error) {
    // The database took nothing, so nothing is counted twice: they go with the next ones.
    const later = [...gathered.byTenant.values()].flatMap((ofTenant) => [...ofTenant.values()]);
    gathered.byTenant.clear();
    gather([...sightings, ...later]);
    throw error;
  }
}

/**
 * Adds counts to what is known. The settings of the tenants are locked, as a change of their schemas locks
 * them: what is registered meanwhile does not come back as unregistered, and two processes cannot pass the
 * limit together.
 */
async function writeSightings(sightings: readonly Sighting[]): Promise<void> {
  const tenantIds = [...new Set(sightings.map(({ tenantId }) => tenantId))];
  await db()
    .transaction()
    .execute(async (trx) => {
      await trx
        .selectFrom('IdentitySettings')
        .select('tenantId')
        .where('tenantId', 'in', tenantIds)
        .orderBy('tenantId')
        .forUpdate()
        .execute();
      await insertSightings(sightings, tenantIds).execute(trx);
    });
}

function insertSightings(sightings: readonly Sighting[], tenantIds: readonly string[]) {
  return sql`
    with sighting as (
      select sent.*, known."tenantId" is not null as "isKnown"
      from jsonb_to_recordset(${jsonb(sightings)}) as sent ("tenantId" text,
        "resourceType" "ScimResourceType", "urnKey" text, "nameKey" text, "urn" text, "name" text,
        "occurrences" bigint, "exampleType" text, "example" text, "firstSeenAt" timestamptz,
        "lastSeenAt" timestamptz)
      join "IdentitySettings" settings on settings."tenantId" = sent."tenantId"
      left join "UnregisteredAttribute" known on known."tenantId" = sent."tenantId"
        and known."resourceType" = sent."resourceType" and known."urnKey" = sent."urnKey"
        and known."nameKey" = sent."nameKey"
      where not exists (
        select from "SchemaExtension" own
        cross join lateral jsonb_array_elements(own."attributes") as attribute
        where own."tenantId" = sent."tenantId" and own."urnKey" = sent."urnKey"
          and own."resourceType" = sent."resourceType"
          and lower(attribute ->> 'name' collate "C") = sent."nameKey")),
    listed as (
      select "tenantId", count(*) as "count" from "UnregisteredAttribute"
      where "tenantId" = any (${[...tenantIds]}::text[]) group by "tenantId"),
    ranked as (
      select sighting.*, row_number() over (
        partition by "tenantId", "isKnown" order by "urnKey", "nameKey"
      ) as "rank" from sighting)
    insert into "UnregisteredAttribute" as known ("tenantId", "resourceType", "urnKey", "nameKey", "urn",
      "name", "occurrences", "exampleType", "example", "firstSeenAt", "lastSeenAt")
    select ranked."tenantId", "resourceType", "urnKey", "nameKey", "urn", "name", "occurrences",
      "exampleType", "example", "firstSeenAt", "lastSeenAt"
    from ranked left join listed on listed."tenantId" = ranked."tenantId"
    where "isKnown" or coalesce(listed."count", 0) + "rank" <= ${MOST_OF_A_TENANT}
    on conflict ("tenantId", "resourceType", "urnKey", "nameKey") do update set
      "occurrences" = known."occurrences" + excluded."occurrences", "urn" = excluded."urn",
      "name" = excluded."name", "exampleType" = excluded."exampleType", "example" = excluded."example",
      "lastSeenAt" = greatest(known."lastSeenAt", excluded."lastSeenAt")`;
}
