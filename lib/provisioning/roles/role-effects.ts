import { groupTitle } from '@/lib/provisioning/group-record';
import type { MembershipPlan } from '@/lib/provisioning/membership-plan';
import { anyHasRule, rulesOf, rulesWaitingFor } from '@/lib/provisioning/roles/group-rules';
import type { RoleEffects } from '@/lib/provisioning/roles/write-with-roles';
import type { StoredGroup } from '@/lib/provisioning/stored-group';
import type { RoleMapping } from '@/lib/roles/role-mapping';
import type { ScimDocument } from '@/lib/scim/resource';

/** Nobody knows the group yet but rules that wait for one of its name. */
export function effectsOfCreation(mapping: RoleMapping, name: string): RoleEffects {
  const finds = rulesWaitingFor(mapping, [name]);
  return { concerns: inUse(mapping, finds.length > 0 ? 'everybody' : null), finds, loses: [], nests: false };
}

/**
 * Whoever joins or leaves is concerned when a rule matches the group or one above it. A new name concerns everybody
 * in the group if a rule waits for it; a rule that has its group already keeps it.
 */
export function effectsOfChange(
  mapping: RoleMapping,
  group: StoredGroup,
  after: ScimDocument,
  plan: MembershipPlan | null,
): RoleEffects {
  const [before, name] = [groupTitle(group.document), groupTitle(after)];
  const isRenamed = name !== before;
  const finds = isRenamed ? rulesWaitingFor(mapping, [before, name]) : [];
  const moves = plan !== null && anyHasRule(mapping, group.above);
  const isFound = isRenamed && rulesWaitingFor(mapping, [name]).length > 0;
  const concerns = isFound ? 'everybody' : moves ? 'movers' : null;
  return { concerns: inUse(mapping, concerns), finds, loses: [], nests: plan?.nests ?? false };
}

/** Everybody in the group is concerned when a rule matches it or one above it. */
export function effectsOfDeletion(mapping: RoleMapping, group: StoredGroup): RoleEffects {
  const loses = rulesOf(mapping, { id: group.id, name: groupTitle(group.document) });
  const concerns = anyHasRule(mapping, group.above) ? 'everybody' : null;
  return { concerns: inUse(mapping, concerns), finds: [], loses, nests: true };
}

/** Rules for groups are kept, and follow their groups, while roles come from elsewhere. */
function inUse(mapping: RoleMapping, concerns: RoleEffects['concerns']): RoleEffects['concerns'] {
  return mapping.source === 'IDP_GROUPS' ? concerns : null;
}
