import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import type { StoredMapping } from '@/lib/mapping/stored-mapping';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import type { RoleMapping, RoleRule } from '@/lib/roles/role-mapping';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

/**
 * Null when the actor decides about owners, or the mapping leaves as they are the rules that make owners: they are
 * neither added nor changed nor removed, and are about the groups and the attribute that they were about. Else the
 * refusal, at the field that was added or changed.
 * @param mapping what the draft would be
 */
export function refuseOwnerRules(
  actor: Actor,
  stored: StoredMapping,
  draft: Pick<MappingDraft, 'groupRules'>,
  mapping: RoleMapping,
): Refusal<'forbidden'> | null {
  const refusal = refusePermission(actor, 'manageOwners');
  if (!refusal) return null;
  const [before, after] = [ownerRules(stored), ownerRules(withFormerGroups(mapping, stored))];
  const added = [...after].find(([rule]) => !before.has(rule));
  if (added) return refuse('forbidden', refusal.message, fieldOf(added[1], draft));
  return [...before.keys()].some((rule) => !after.has(rule)) ? refusal : null;
}

/** A stored rule that waits for its group is the same rule when the draft finds it. */
function withFormerGroups(mapping: RoleMapping, stored: StoredMapping): RoleMapping {
  const waiting = new Map(stored.rules.filter(({ groupId }) => groupId === null).map((rule) => [rule.id, rule]));
  const rules = mapping.rules.map((rule) => {
    return waiting.get(rule.id)?.name === rule.name ? { ...rule, groupId: null } : rule;
  });
  return { ...mapping, rules };
}

/** What makes owners, in one text each, with the place of the rule; null for the default. */
function ownerRules({ roles, rules, attribute, defaultRoleKey }: RoleMapping): Map<string, number | null> {
  const isOwner = (roleKey: string | null) => roles.some(({ key, level }) => key === roleKey && level === 'OWNER');
  const found = new Map<string, number | null>();
  if (isOwner(defaultRoleKey)) found.set(`default ${defaultRoleKey}`, null);
  rules.forEach((rule, place) => {
    if (isOwner(rule.roleKey)) found.set(JSON.stringify(asksFor(rule, attribute)), place);
  });
  return found;
}

function asksFor({ kind, name, groupId, roleKey }: RoleRule, attribute: string): unknown[] {
  return kind === 'GROUP' ? [kind, name, groupId, roleKey] : [kind, attribute, name, roleKey];
}

function fieldOf(place: number | null, { groupRules }: Pick<MappingDraft, 'groupRules'>): string {
  if (place === null) return 'defaultRoleKey';
  const at = place - groupRules.length;
  return at < 0 ? `groupRules.${place}.roleKey` : `valueRules.${at}.roleKey`;
}
