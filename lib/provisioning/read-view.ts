import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Attribute } from '@/lib/scim/schema/attribute';
import { coreGroupUrn, coreUserUrn, enterpriseUserUrn } from '@/lib/scim/urns';

/**
 * What lies at a path of a filter view, as SQL: `text` of a string, `scalar` and `list` as jsonb of that kind,
 * `any` as it is. NULL when there is nothing, or something of another kind: a tenant may register an attribute
 * anew, with another type, and views then hold values of the type it had.
 */
export function readView(
  json: RawBuilder<unknown>,
  path: readonly string[],
  attribute: Attribute,
  as: 'text' | 'scalar' | 'list' | 'any',
): RawBuilder<unknown> {
  const keys = sql`${[...path]}::text[]`;
  const value = path.length === 0 ? json : sql`(${json} #> ${keys})`;
  if (as === 'any') return value;
  const text = sql`(${json} #>> ${keys})`;
  const read = as === 'text' ? text : value;
  if (as === 'text' && isFixed(path)) return text;
  return sql`(case when jsonb_typeof(${value}) = ${kindOf(attribute, as)} then ${read} end)`;
}

function kindOf({ type }: Attribute, as: 'text' | 'scalar' | 'list'): RawBuilder<string> {
  if (as === 'list') return sql`'array'`;
  if (as === 'text') return sql`'string'`;
  return type === 'boolean' ? sql`'boolean'` : sql`'number'`;
}

/** Whether the schema at the beginning of the path is one that never changes; of elements, nothing is known. */
function isFixed([first]: readonly string[]): boolean {
  if (first === undefined) return false;
  const isUrn = first.includes(':');
  return !isUrn || [coreUserUrn, coreGroupUrn, enterpriseUserUrn].includes(first);
}
