import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import type { JsonValue } from '@/lib/scim/json';
import { suggestedType } from '@/lib/scim/schema/suggested-type';
import type { SuggestedType } from '@/lib/scim/schema/suggested-type';

/** An attribute that arrived under a URN where nothing is registered by its name. */
export interface UnregisteredView {
  resourceType: 'User' | 'Group';
  urn: string;
  name: string;
  /** How many requests brought it. */
  occurrences: number;
  /** The value that arrived last: redacted, cut, and as JSON unless it is a text. */
  example: string;
  /** string, number, boolean, array or object */
  exampleType: string;
  /** What would hold such values; null for objects, which no custom attribute does. */
  suggestedType: SuggestedType | null;
  firstSeenAt: Date;
  lastSeenAt: Date;
}

/** What arrived unregistered, newest first. */
export async function listUnregistered(tenantId: string): Promise<UnregisteredView[]> {
  const { rows } = await sql<Omit<UnregisteredView, 'suggestedType'>>`
    select initcap("resourceType"::text) as "resourceType", "urn", "name", "occurrences", "example",
      "exampleType", "firstSeenAt", "lastSeenAt"
    from "UnregisteredAttribute" where "tenantId" = ${tenantId}
    order by "lastSeenAt" desc, "urnKey", "nameKey", "resourceType"`.execute(db());
  return rows.map((row) => ({ ...row, suggestedType: suggestedTypeOf(row) }));
}

/** The type that the example of a row suggests. An example that was cut is no JSON any more. */
export function suggestedTypeOf({
  example,
  exampleType,
}: Pick<UnregisteredView, 'example' | 'exampleType'>): SuggestedType | null {
  if (exampleType === 'object') return null;
  if (exampleType === 'string') return suggestedType(example);
  try {
    return suggestedType(JSON.parse(example) as JsonValue);
  } catch {
    if (example.startsWith('[{') || example.startsWith('[[')) return null;
    return { type: 'string', multiValued: exampleType === 'array' };
  }
}
