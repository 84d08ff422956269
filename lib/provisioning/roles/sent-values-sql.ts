import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { elementFilterToSql } from '@/lib/provisioning/filter-to-sql';
import type { RolePath } from '@/lib/provisioning/roles/role-path';
import { pathKeys } from '@/lib/scim/schema/resolve-path';

/**
 * What the user in the row `u` of ScimUser has at an attribute path, as rows (value): the SQL twin of `sentValues`.
 * Texts whose case does not matter are folded, because they are read from the filter view; the value of an
 * attribute that is case-exact is as it was sent. A value may come more than once.
 */
export function sentValuesSql({ target, leaf }: RolePath): RawBuilder<unknown> {
  const { extension, attribute, filter } = target;
  const slot = sql`(u."filterView" #> ${pathKeys({ extension, attribute })}::text[])`;
  const elements = sql`case jsonb_typeof(${slot}) when 'array' then ${slot} else jsonb_build_array(${slot}) end`;
  const part = sql`case when jsonb_typeof(element."json") = 'object' then element."json" -> ${leaf.name}
    else element."json" end`;
  return sql`
    select ${textOf(sql`part."json"`)} as "value"
    from jsonb_array_elements(${elements}) as element ("json")
    cross join lateral (select ${part} as "json") as part
    where ${filter ? elementFilterToSql(filter, sql`element."json"`) : sql`true`}`;
}

/** A text, number or boolean as text, the way JavaScript writes it; NULL for anything else and for "". */
function textOf(json: RawBuilder<unknown>): RawBuilder<string | null> {
  const text = sql`(${json} #>> '{}')`;
  return sql<string | null>`case jsonb_typeof(${json})
    when 'string' then nullif(${text}, '')
    when 'boolean' then ${text}
    when 'number' then ${numberText(sql`(${json})::numeric`)} end`;
}

/** Very large and very small numbers are written with an exponent, which PostgreSQL pads and JavaScript does not. */
function numberText(number: RawBuilder<unknown>): RawBuilder<string> {
  const size = sql`abs(${number})`;
  return sql<string>`case when ${size} >= 1e21 or (${size} < 1e-6 and ${size} > 0)
    then regexp_replace(${number}::float8::text, 'e([+-])0+', 'e\\1') else ${number}::text end`;
}
