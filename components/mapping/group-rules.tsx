'use client';

import { GroupField } from './group-field';
import { groupNote } from './group-note';
import { useKnownGroups, type SentRuleNow } from './known-groups';
import { PasteRules } from './paste-rules';
import type { RoleChoice } from './rule-fields';
import { RuleList } from './rule-list';
import { RulePeople } from './rule-people';
import type { MappingForm } from './use-mapping-form';
import type { RulePages } from './use-rule-pages';

export interface GroupRulesProps {
  form: MappingForm;
  pages: RulePages;
  roles: readonly RoleChoice[];
  /** What each saved rule finds, by its id. */
  rules: Readonly<Record<string, SentRuleNow>>;
}

/** Group → role. */
export function GroupRules({ form, pages, roles, rules }: GroupRulesProps) {
  const rows = form.rows.group;
  const actions = form.rules.group;
  const known = useKnownGroups({
    shown: pages.shown.map(({ row }) => row),
    saved: form.savedRows.group,
    rules,
  });
  return (
    <RuleList
      kind="group"
      rows={rows}
      pages={pages}
      roles={roles}
      errors={form.errors.rows}
      error={form.errors.groupRules}
      actions={actions}
      tools={<PasteRules kind="group" roles={roles} rows={rows} onAdd={actions.add} />}
      name={(row, control) => (
        <GroupField row={row} control={control} onChange={(patch) => actions.change(row, patch)} />
      )}
      note={(row, number) => {
        const group = known(row);
        return (
          group &&
          groupNote({
            known: group,
            number,
            onUse: (name, groupId) => actions.change(row, { name, groupId }),
          })
        );
      }}
      people={(row) => <RulePeople group={known(row)} />}
    />
  );
}
