import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import type { ResolvedGroup } from '@/lib/mapping/resolve-groups';
import type { StoredMapping } from '@/lib/mapping/stored-mapping';
import { resolveRolePath } from '@/lib/provisioning/roles/role-path';
import type { ResourceType } from '@/lib/scim/schema/registry';
import { foldCase } from '@/lib/shared/fold-case';

/** Faults by field, such as `groupRules.3.name`; each message begins with what is wrong and says how to mend it. */
export type FieldErrors = Record<string, string>;

interface Checked {
  stored: StoredMapping;
  userType: ResourceType;
  /** One for each group rule. */
  groups: readonly ResolvedGroup[];
}

/** What is wrong with a draft in the light of what the tenant has; empty when nothing is. */
export function checkDraft(draft: MappingDraft, { stored, userType, groups }: Checked): FieldErrors {
  const errors: FieldErrors = {};
  const { attribute, defaultRoleKey, groupRules, valueRules } = draft;
  const path = resolveRolePath(userType, attribute);
  const matters = draft.source === 'IDP_ATTRIBUTE' || attribute !== stored.attribute;
  if ('problem' in path && matters) errors.attribute = sentence(path.problem);
  const keys = new Set(stored.roles.map(({ key }) => key));
  if (defaultRoleKey !== null && !keys.has(defaultRoleKey)) errors.defaultRoleKey = gone(defaultRoleKey);
  groups.forEach(({ problem }, at) => {
    if (problem !== null) errors[`groupRules.${at}.name`] = problem;
  });
  const exact = !('problem' in path) && path.leaf.caseExact;
  const names = {
    groupRules: groupRules.map(({ name }, at) => groups[at]?.groupId ?? `named ${name}`),
    valueRules: valueRules.map(({ name }) => (exact ? name : foldCase(name))),
  };
  for (const list of ['groupRules', 'valueRules'] as const) {
    checkRules(draft[list], names[list], keys, (at, field, message) => {
      errors[`${list}.${at}.${field}`] ??= message;
    });
  }
  return errors;
}

function checkRules(
  rules: readonly { name: string; roleKey: string }[],
  names: readonly string[],
  roleKeys: ReadonlySet<string>,
  report: (at: number, field: 'name' | 'roleKey', message: string) => void,
): void {
  const first = new Map<string, number>();
  rules.forEach(({ name, roleKey }, at) => {
    if (!roleKeys.has(roleKey)) report(at, 'roleKey', gone(roleKey));
    const rule = JSON.stringify([names[at], roleKey]);
    const earlier = first.get(rule);
    if (earlier === undefined) first.set(rule, at);
    else report(at, 'name', `"${name}" has this role already, in row ${earlier + 1}. Remove one of the two.`);
  });
}

function gone(roleKey: string): string {
  return `The role "${roleKey}" does not exist any more. Choose another.`;
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
