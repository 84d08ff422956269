import { formErrors, type FormErrors } from './form-errors';
import type { MappingForm } from './use-mapping-form';
import type { PreviewState } from './use-preview';

/**
 * What the last save found wrong, and what trying the present edits does: a group that was renamed meanwhile is
 * told before anybody saves.
 */
export function visibleErrors(form: MappingForm, { answer, about, stale }: PreviewState): FormErrors {
  const current = !stale && about === form.draft;
  if (!current || !answer || answer.ok || !answer.fieldErrors) return form.errors;
  const sent = { groupRules: form.draftRows.group, valueRules: form.draftRows.value };
  const live = formErrors(answer.fieldErrors, sent);
  return { ...live, ...form.errors, rows: { ...live.rows, ...form.errors.rows } };
}
