'use client';

import { useEffect, useRef } from 'react';
import { hasErrors } from './form-errors';
import { nameFieldId, roleFieldId } from './rule-fields';
import type { RuleKind } from './rule-words';
import type { MappingForm } from './use-mapping-form';
import type { RulePages } from './use-rule-pages';

/** After a save that found faults, goes to the first one, also when it is on another page of the rules. */
export function useFirstFault(form: MappingForm, pages: Record<RuleKind, RulePages>) {
  const latest = useRef({ form, pages });
  useEffect(() => {
    latest.current = { form, pages };
  });
  useEffect(() => {
    const { errors, rows } = latest.current.form;
    if (!hasErrors(errors)) return;
    for (const kind of ['group', 'value'] as const) {
      const row = rows[kind].find(({ key }) => errors.rows[key]);
      if (!row) continue;
      const fieldId = errors.rows[row.key]?.name ? nameFieldId(row.key) : roleFieldId(row.key);
      latest.current.pages[kind].turnTo(rows[kind], row.key, fieldId);
      document.getElementById(fieldId)?.focus();
      return;
    }
    document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus();
  }, [form.round]);
}
