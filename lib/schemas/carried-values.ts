import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { foldCase } from '@/lib/shared/fold-case';

/** An extension, or one attribute of it, spelled as it is registered. */
export interface CarriedPart {
  tenantId: string;
  resourceType: 'User' | 'Group';
  urn: string;
  /** Absent for the whole extension. */
  attribute?: string;
}

/** How many people or groups carry values of an extension, or of one attribute of it. */
export async function countCarriers(part: CarriedPart): Promise<number> {
  const { rows } = await sql<{ carriers: number }>`
    select count(*) as "carriers" from ${tableOf(part)} resource
    where resource."tenantId" = ${part.tenantId} and ${carries(part)}`.execute(db());
  return rows[0]?.carriers ?? 0;
}

/**
 * Takes the values away from whoever carries them: document and filter view lose them together, and every
 * resource concerned gets one new version. Rows are locked in order of their ids, as other changes of several
 * rows do it.
 * @returns how many resources carried values
 */
export async function deleteCarriedValues(trx: DatabaseTransaction, part: CarriedPart): Promise<number> {
  const { tenantId, urn } = part;
  const { rows } = await sql<{ carriers: number }>`
    with carrier as (
      select resource."id" from ${tableOf(part)} resource
      where resource."tenantId" = ${tenantId} and ${carries(part)}
      order by resource."id" for update),
    stripped as (
      update ${tableOf(part)} resource
      set "document" = ${withoutPart(sql`resource."document"`, part)},
        "filterView" = case
          when ${leftOf(sql`resource."document"`, part)} = '{}' then jsonb_set(
            resource."filterView" - ${urn}::text, '{schemas}',
            coalesce((resource."filterView" -> 'schemas') - ${foldCase(urn)}::text, '[]'), false)
          else ${withoutPart(sql`resource."filterView"`, part)} end,
        "version" = resource."version" + 1,
        "lastModified" = greatest(resource."lastModified", ${new Date()}::timestamptz)
      from carrier where resource."tenantId" = ${tenantId} and resource."id" = carrier."id"
      returning resource."id")
    select count(*) as "carriers" from stripped`.execute(trx);
  return rows[0]?.carriers ?? 0;
}

function tableOf({ resourceType }: CarriedPart): RawBuilder<unknown> {
  return sql.table(resourceType === 'User' ? 'ScimUser' : 'ScimGroup');
}

function carries({ urn, attribute }: CarriedPart): RawBuilder<boolean> {
  return attribute === undefined
    ? sql<boolean>`resource."document" ? ${urn}::text`
    : sql<boolean>`resource."document" -> ${urn}::text ? ${attribute}::text`;
}

/** What is left of the extension's object; NULL where there was none. */
function leftOf(json: RawBuilder<unknown>, { urn, attribute }: CarriedPart): RawBuilder<unknown> {
  return attribute === undefined ? sql`'{}'::jsonb` : sql`((${json} -> ${urn}::text) - ${attribute}::text)`;
}

/** An extension object that holds nothing any more goes too: `schemas` would name it otherwise. */
function withoutPart(json: RawBuilder<unknown>, part: CarriedPart): RawBuilder<unknown> {
  const left = leftOf(json, part);
  return sql`case when coalesce(${left}, '{}') = '{}' then ${json} - ${part.urn}::text
    else jsonb_set(${json}, array[${part.urn}::text], ${left}) end`;
}
