import { lazy, Suspense } from 'react';
import { Notice } from '../ui/notice';
import { conflictingFacts, mappingFacts, type NamedRole } from './mapping-facts';
import type { MappingForm } from './use-mapping-form';

const ConflictNotice = lazy(async () => ({
  default: (await import('../identity/conflict-notice')).ConflictNotice,
}));

export interface SaveOutcomeProps {
  form: MappingForm;
  roles: readonly NamedRole[];
  scimEnabled: boolean;
  ssoEnabled: boolean;
}

/** How the last save went, until the next edit. */
export function SaveOutcome({ form, roles, ...switches }: SaveOutcomeProps) {
  const { saved, conflict } = form.saving;
  if (saved) {
    return (
      <Notice tone="ok" title="The role mapping is saved">
        {followUp(form, saved.data.applicationId !== null, switches)}
      </Notice>
    );
  }
  if (!conflict) return null;
  const yours = { ...form.values, groupRules: form.rows.group, valueRules: form.rows.value };
  const [before, theirs, own] = [conflict.before, conflict.theirs, yours].map((mapping) =>
    mappingFacts(mapping, roles),
  );
  if (!before || !theirs || !own) return null;
  return (
    <Suspense>
      <ConflictNotice
        theirs={conflict.theirs}
        what="the role mapping"
        rows={conflictingFacts(before, theirs, own)}
      />
    </Suspense>
  );
}

function followUp(
  { values }: MappingForm,
  applies: boolean,
  { scimEnabled, ssoEnabled }: Pick<SaveOutcomeProps, 'scimEnabled' | 'ssoEnabled'>,
): string {
  if (applies) return 'Whoever it concerns gets their roles in the background.';
  if (values.source === 'PORTAL') return 'Nobody’s roles changed. Admins set them on the Members page.';
  if (scimEnabled) return 'Nobody’s roles changed.';
  if (ssoEnabled) return 'SCIM is off, so each person’s roles follow at their next sign-in through SSO.';
  return 'SCIM and SSO are off, so nobody’s roles changed.';
}
