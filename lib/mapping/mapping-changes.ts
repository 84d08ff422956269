import type { AttributeChange, EventNote } from '@/lib/activity/identity-event';
import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import type { MappableRole } from '@/lib/roles/role-mapping';
import type { RoleSource } from '@/lib/db/generated/kysely/enums';

/** What a save changes, for the event that tells of it. */
export interface MappingChanges {
  changes: AttributeChange[];
  notes: EventNote[];
  /** In words that follow "changed the role mapping: "; empty when nothing changes but the order of rules. */
  summary: string;
}

/** As many rules are told one by one. */
const MOST_TOLD = 100;

export const sourceNames: Record<RoleSource, string> = {
  PORTAL: 'Portal-managed',
  IDP_GROUPS: 'From IdP groups',
  IDP_ATTRIBUTE: 'From IdP attribute',
};

/** The differences between two drafts, in words. */
export function mappingChanges(
  before: MappingDraft,
  after: MappingDraft,
  roles: readonly MappableRole[],
): MappingChanges {
  const named = (key: string | null) => (key === null ? 'no role' : (roles.find((role) => role.key === key)?.name ?? key));
  const settings = [
    change('source', sourceNames[before.source], sourceNames[after.source]),
    change('attribute', before.attribute, after.attribute),
    change('default role', named(before.defaultRoleKey), named(after.defaultRoleKey)),
  ].flat();
  const [old, renewed] = [before, after].map((draft) => ruleTexts(draft, named));
  const removed = [...(old ?? [])].filter((rule) => !renewed?.has(rule));
  const added = [...(renewed ?? [])].filter((rule) => !old?.has(rule));
  const rules = [
    ...added.map((rule): AttributeChange => ({ attribute: 'rule', before: null, after: rule })),
    ...removed.map((rule): AttributeChange => ({ attribute: 'rule', before: rule, after: null })),
  ];
  const untold = rules.length - MOST_TOLD;
  const told = settings.map(({ attribute, after: value }) => `${attribute} ${String(value)}`);
  if (added.length > 0) told.push(`${ruleCount(added.length)} added`);
  if (removed.length > 0) told.push(`${ruleCount(removed.length)} removed`);
  return {
    changes: [...settings, ...rules.slice(0, MOST_TOLD)],
    notes: untold > 0 ? [{ kind: 'warning', text: `${ruleCount(untold)} more changed than are listed` }] : [],
    summary: told.join(', '),
  };
}

function change(attribute: string, before: string, after: string): AttributeChange[] {
  return before === after ? [] : [{ attribute, before, after }];
}

/** Such as "group Engineering → Member". */
function ruleTexts({ groupRules, valueRules }: MappingDraft, named: (key: string) => string): Set<string> {
  return new Set([
    ...groupRules.map(({ name, roleKey }) => `group ${name} → ${named(roleKey)}`),
    ...valueRules.map(({ name, roleKey }) => `value "${name}" → ${named(roleKey)}`),
  ]);
}

function ruleCount(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'rule' : 'rules'}`;
}
