'use client';

import type { ArrivedValues } from '@/lib/mapping/arrived-values';
import { foldCase } from '@/lib/shared/fold-case';
import { countOf } from '../identity/count-of';
import { Combobox } from '../ui/combobox';
import type { SentRuleNow } from './known-groups';
import { PasteRules } from './paste-rules';
import type { RoleChoice } from './rule-fields';
import { RuleList } from './rule-list';
import type { MappingForm } from './use-mapping-form';
import type { RulePages } from './use-rule-pages';

export interface ValueRulesProps {
  form: MappingForm;
  pages: RulePages;
  roles: readonly RoleChoice[];
  rules: Readonly<Record<string, SentRuleNow>>;
  /** Values at the path in the form; null while they are not known. */
  arrived: ArrivedValues | null;
}

/** As many suggestions are offered at once. */
const MOST_OFFERED = 20;

/** Value → role. */
export function ValueRules({ form, pages, roles, rules, arrived }: ValueRulesProps) {
  const rows = form.rows.value;
  const actions = form.rules.value;
  const values = arrived?.values ?? [];
  const saved = new Map(form.savedRows.value.map(({ id, name }) => [id, name]));
  const peopleOf = new Map(values.map(({ value, people }) => [foldCase(value), people]));
  return (
    <RuleList
      kind="value"
      rows={rows}
      pages={pages}
      roles={roles}
      errors={form.errors.rows}
      error={form.errors.valueRules}
      actions={actions}
      tools={<PasteRules kind="value" roles={roles} rows={rows} onAdd={actions.add} />}
      name={(row, control) => (
        <Combobox
          input={{ ...control, placeholder: 'Value as it is sent' }}
          value={row.name}
          listLabel="Values that have arrived"
          options={values
            .filter(({ value }) => foldCase(value).includes(foldCase(row.name.trim())))
            .slice(0, MOST_OFFERED)
            .map(({ value, people }) => ({ value, detail: countOf(people, 'person', 'people') }))}
          onValueChange={(name) => actions.change(row, { name })}
        />
      )}
      note={() => null}
      people={(row) => {
        const isSaved = row.id !== null && saved.get(row.id) === row.name;
        const people = peopleOf.get(foldCase(row.name)) ?? (isSaved ? rules[row.id ?? '']?.people : undefined);
        if (people !== undefined) return countOf(people, 'person', 'people');
        return arrived && row.name ? 'not arrived' : <span aria-hidden="true">–</span>;
      }}
    />
  );
}
