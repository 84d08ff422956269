import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import { draftOf } from '@/lib/mapping/stored-mapping';
import type { StoredMapping } from '@/lib/mapping/stored-mapping';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

type Rules = Pick<MappingDraft, 'defaultRoleKey' | 'groupRules' | 'valueRules'>;

/**
 * Null when the actor decides about owners, or the draft leaves as they are the rules that make owners: they are
 * neither added nor changed nor removed. Else the refusal, at the field that was added or changed.
 */
export function refuseOwnerRules(
  actor: Actor,
  stored: StoredMapping,
  draft: MappingDraft,
): Refusal<'forbidden'> | null {
  const refusal = refusePermission(actor, 'manageOwners');
  if (!refusal) return null;
  const isOwner = (roleKey: string | null) => stored.roles.some(({ key, level }) => key === roleKey && level === 'OWNER');
  const [before, after] = [ownerRules(draftOf(stored), isOwner), ownerRules(draft, isOwner)];
  const added = [...after].find(([rule]) => !before.has(rule));
  if (added) return refuse('forbidden', refusal.message, added[1]);
  return [...before.keys()].some((rule) => !after.has(rule)) ? refusal : null;
}

/** What makes owners, in one text each, with the field of its role. */
function ownerRules(rules: Rules, isOwner: (roleKey: string | null) => boolean): Map<string, string> {
  const found = new Map<string, string>();
  if (isOwner(rules.defaultRoleKey)) found.set(`default ${rules.defaultRoleKey}`, 'defaultRoleKey');
  for (const list of ['groupRules', 'valueRules'] as const) {
    rules[list].forEach(({ name, roleKey }, at) => {
      if (isOwner(roleKey)) found.set(JSON.stringify([list, name, roleKey]), `${list}.${at}.roleKey`);
    });
  }
  return found;
}
