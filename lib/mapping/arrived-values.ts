import { sql } from 'kysely';
import { readInMemory } from '@/lib/db/read-in-memory';
import { findStoredMapping } from '@/lib/mapping/stored-mapping';
import type { StoredMapping } from '@/lib/mapping/stored-mapping';
import { resolveRolePath } from '@/lib/provisioning/roles/role-path';
import { sentValues } from '@/lib/provisioning/roles/sent-values';
import { sentValuesSql } from '@/lib/provisioning/roles/sent-values-sql';
import { tenantRegistry } from '@/lib/schemas/tenant-registry';
import type { ScimDocument } from '@/lib/scim/resource';
import type { ResourceType } from '@/lib/scim/schema/registry';
import { foldCase } from '@/lib/shared/fold-case';

export interface ArrivedValue {
  /** As somebody's data has it; others may spell it in another case. */
  value: string;
  /** Active people whom SCIM manages and who have it. */
  people: number;
  /** The role that the value is the key of, when no rule knows the value; else null. */
  roleKey: string | null;
  /** Whether a stored rule or a role knows it. */
  known: boolean;
}

export interface ArrivedValues {
  /** Unknown ones first, then by the number of people. */
  values: ArrivedValue[];
  /** How many other values there are. */
  more: number;
}

const MOST_VALUES = 100;

/** The values that people have at an attribute path; the problem, when the path is none that could name a role. */
export async function arrivedValues(
  tenantId: string,
  attribute: string,
): Promise<{ problem: string } | ArrivedValues> {
  const stored = await findStoredMapping(tenantId);
  const { User: userType } = await tenantRegistry(tenantId, stored.schemaRevision);
  const path = resolveRolePath(userType, attribute);
  if ('problem' in path) return path;
  const exact = path.leaf.caseExact;
  // Of a list, somebody may have a value several times; counting what differs takes longer.
  const people = path.target.attribute.multiValued ? sql`count(distinct u."id")` : sql`count(*)`;
  const { rows } = await readInMemory(tenantId, (trx) => sql<FoundValue>`
    with sent as (
      select sent."value", ${people} as "people", min(u."id") as "exampleId" from "Member" member
      join "ScimUser" u on u."tenantId" = ${tenantId} and u."id" = member."scimUserId"
      cross join lateral (${sentValuesSql(path)}) as sent
      where member."tenantId" = ${tenantId} and member."status" = 'ACTIVE' and sent."value" is not null
      group by sent."value")
    select first.*, u."document" from (
      select sent.*, count(*) over () as "total" from (
        select *, "value" = any(${knownKeys(stored, exact)}::text[]) as "known" from sent) as sent
      order by "known", "people" desc, "value" collate "C" limit ${MOST_VALUES}
    ) as first
    join "ScimUser" u on u."tenantId" = ${tenantId} and u."id" = first."exampleId"
    order by "known", "people" desc, "value" collate "C"`.execute(trx));
  const roleOf = roleOfValue(stored, exact);
  const values = rows.map(({ value, people, known, document }) => {
    return { value: spelling(value, userType, document, attribute), people, known, roleKey: roleOf(value) };
  });
  return { values, more: (rows[0]?.total ?? 0) - rows.length };
}

interface FoundValue {
  /** Folded, unless case matters. */
  value: string;
  people: number;
  known: boolean;
  total: number;
  /** Of one who has the value. */
  document: ScimDocument;
}

function ruleKeys({ rules }: StoredMapping, exact: boolean): Set<string> {
  return new Set(rules.filter(({ kind }) => kind === 'VALUE').map(({ name }) => (exact ? name : foldCase(name))));
}

function knownKeys(stored: StoredMapping, exact: boolean): string[] {
  return [...ruleKeys(stored, exact), ...stored.roles.map(({ key }) => key)];
}

function roleOfValue(stored: StoredMapping, exact: boolean): (value: string) => string | null {
  const ruled = ruleKeys(stored, exact);
  const keys = new Set(stored.roles.map(({ key }) => key));
  return (value) => (keys.has(value) && !ruled.has(value) ? value : null);
}

function spelling(value: string, userType: ResourceType, document: ScimDocument, attribute: string): string {
  const sent = sentValues(userType, document, attribute)?.values ?? [];
  return sent.find((text) => text === value) ?? sent.find((text) => foldCase(text) === value) ?? value;
}
