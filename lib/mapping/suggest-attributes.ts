import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { readInMemory } from '@/lib/db/read-in-memory';
import { resolveRolePath } from '@/lib/provisioning/roles/role-path';
import { readRegistry } from '@/lib/schemas/tenant-registry';
import type { Attribute, Schema } from '@/lib/scim/schema/attribute';
import { coreAttributes } from '@/lib/scim/schema/registry';
import type { ResourceType } from '@/lib/scim/schema/registry';
import { pathKeys, pathText } from '@/lib/scim/schema/resolve-path';
import type { AttributePath } from '@/lib/scim/schema/resolve-path';

export interface SuggestedAttribute {
  /** In path notation. */
  path: string;
  description: string;
  /** Active people whom SCIM manages and who have the attribute. */
  people: number;
}

/** What identity providers send roles in, most common first; the others follow by the number of people. */
const USUAL = ['roles', 'roles[primary eq true].value', 'userType', 'title', 'entitlements'];

/** The attributes of the tenant's users that roles could be read from. */
export async function suggestAttributes(tenantId: string): Promise<SuggestedAttribute[]> {
  const { value: registry } = await readRegistry(tenantId);
  const candidates = candidatesOf(registry.User);
  const having = candidates.map(({ has }) => sql`count(*) filter (where ${has})`);
  const { rows } = await readInMemory(tenantId, (trx) => sql<{ people: number[] }>`
    select array[${sql.join(having)}]::int[] as "people" from "Member" member
    join "ScimUser" u on u."tenantId" = ${tenantId} and u."id" = member."scimUserId"
    where member."tenantId" = ${tenantId} and member."status" = 'ACTIVE'`.execute(trx));
  const counts = rows[0]?.people ?? [];
  return candidates
    .map(({ path, description }, at) => ({ path, description, people: counts[at] ?? 0 }))
    .sort((a, b) => rank(a.path) - rank(b.path) || b.people - a.people || (a.path < b.path ? -1 : 1));
}

function rank(path: string): number {
  const place = USUAL.indexOf(path);
  return place === -1 ? USUAL.length : place;
}

interface Candidate {
  path: string;
  description: string;
  /** Whether the user in the row `u` has it. */
  has: RawBuilder<unknown>;
}

function candidatesOf(type: ResourceType): Candidate[] {
  const own = coreAttributes(type).flatMap((attribute) => pathsOf(type, attribute));
  const added = type.extensions.flatMap((extension) => {
    return extension.attributes.flatMap((attribute) => pathsOf(type, attribute, extension));
  });
  return [...own, ...added];
}

function pathsOf(type: ResourceType, attribute: Attribute, extension?: Schema): Candidate[] {
  const parts = attribute.multiValued ? [] : (attribute.subAttributes ?? []);
  const paths: AttributePath[] = [undefined, ...parts].map((subAttribute) => ({ extension, attribute, subAttribute }));
  const usable = paths.filter((path) => !('problem' in resolveRolePath(type, pathText(path))));
  const found = usable.map((path): Candidate => {
    const { description } = path.subAttribute ?? attribute;
    const has = sql`u."filterView" #> ${pathKeys(path)}::text[] is not null`;
    return { path: pathText(path), description, has };
  });
  return attribute.name === 'roles' && !extension ? [...found, primaryRole] : found;
}

const primaryRole: Candidate = {
  path: 'roles[primary eq true].value',
  description: 'The role that is marked as primary; Entra sends one with SingleAppRoleAssignment.',
  has: sql`u."filterView" -> 'roles' @> '[{"primary": true}]'`,
};
