import { storableText } from '@/lib/activity/storable-text';
import { db } from '@/lib/db/kysely';
import type { Person } from '@/lib/people/person';
import { readPerson } from '@/lib/people/read-person';
import type { PersonRecord } from '@/lib/people/read-person';
import { readableDocument } from '@/lib/people/readable-document';
import { findRuleGroups } from '@/lib/people/rule-groups';
import { shownExplanation } from '@/lib/people/shown-explanation';
import type { ShownExplanation } from '@/lib/people/shown-explanation';
import { groupsOfPeople } from '@/lib/provisioning/roles/groups-of-people';
import { sentValues } from '@/lib/provisioning/roles/sent-values';
import { explainRoles } from '@/lib/roles/explain-roles';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import type { GroupFact } from '@/lib/roles/role-mapping';
import type { RuleGroup } from '@/lib/roles/rule-verdicts';
import { findTenantMapping } from '@/lib/roles/tenant-mapping';
import type { TenantMapping } from '@/lib/roles/tenant-mapping';
import { tenantRegistry } from '@/lib/schemas/tenant-registry';
import type { ResourceType } from '@/lib/scim/schema/registry';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

/** What the explanation of a person is made from, all of one moment. */
interface Basis {
  record: PersonRecord;
  groups: GroupFact[];
  mapping: TenantMapping;
  ruleGroups: Map<string, RuleGroup>;
}

/**
 * One member of the actor's tenant, active or not, with all that explains their roles. The number of queries is the
 * same whatever there is to explain.
 */
export async function findPerson(
  actor: Actor,
  memberId: string,
): Promise<{ ok: true; person: Person } | Refusal<'forbidden' | 'not-found'>> {
  const refused = refusePermission(actor, 'explainRoles');
  if (refused) return refused;
  const basis = await readBasis(actor.tenantId, storableText(memberId));
  if (!basis) return refuse('not-found', 'There is no such member here.');
  const { resource, schemaRevision, ...record } = basis.record;
  const { User: type } = await tenantRegistry(actor.tenantId, schemaRevision);
  const person: Person = {
    ...record,
    groups: basis.groups,
    resource: resource && { ...resource, document: readableDocument(type, resource.document) },
    explanation: explain(type, basis),
  };
  return { ok: true, person };
}

function readBasis(tenantId: string, memberId: string): Promise<Basis | null> {
  return db()
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const record = await readPerson(trx, tenantId, memberId);
      if (!record) return null;
      const userId = record.resource?.id;
      const groups = userId === undefined ? new Map() : await groupsOfPeople(trx, tenantId, [userId]);
      const mapping = await findTenantMapping(tenantId, trx);
      const ruleGroups = await findRuleGroups(trx, tenantId);
      return { record, groups: groups.get(userId) ?? [], mapping, ruleGroups };
    });
}

function explain(type: ResourceType, { record, groups, mapping, ruleGroups }: Basis): ShownExplanation | null {
  if (!record.resource) return null;
  const sent = sentValues(type, record.resource.document, mapping.attribute);
  const { others, ...explanation } = shownExplanation(explainRoles(mapping, { groups, sent }, ruleGroups));
  // The last owner keeps a role that the mapping does not give: it is no role that they lack.
  const held = new Set(record.grants.map(({ key }) => key));
  return { ...explanation, others: others.filter(({ role }) => !held.has(role.key)) };
}
