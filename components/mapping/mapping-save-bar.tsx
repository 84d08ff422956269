'use client';

import { lazy, Suspense, useState } from 'react';
import { SaveBar } from '../ui/save-bar';
import type { MappingForm } from './use-mapping-form';
import type { PreviewState } from './use-preview';

/** Loaded with the first edit. */
const SaveReview = lazy(async () => ({ default: (await import('./save-review')).SaveReview }));

/** The bar that saves the mapping, after a look at whom it touches. */
export function MappingSaveBar({ form, preview }: { form: MappingForm; preview: PreviewState }) {
  const [typed, setTyped] = useState('');
  const { answer, stale } = preview;
  const phrase = answer?.ok && !stale ? answer.preview.confirmation?.phrase : undefined;

  function save() {
    if (phrase !== undefined && typed.trim().toLowerCase() !== phrase) {
      form.fail({ ...form.errors, confirmation: `Type “${phrase}”, as it is written above.` });
      document.getElementById('confirmation')?.focus();
      return;
    }
    form.save(typed.trim(), (answer) => {
      if (answer.ok) setTyped('');
      // The numbers have moved since they were read; what is to be typed now has other ones.
      else if (answer.reason === 'confirmation') preview.retry();
    });
  }
  return (
    <SaveBar
      key={`${form.saving.conflict?.theirs.updatedAt} ${form.round}`}
      changes={form.changes}
      consequences={
        form.draft ? (
          <Suspense>
            <SaveReview
              answer={answer}
              stale={stale}
              typed={typed}
              error={form.errors.confirmation}
              onType={(text) => {
                setTyped(text);
                form.forget('confirmation');
              }}
              onSubmit={save}
            />
          </Suspense>
        ) : null
      }
      pending={form.saving.pending}
      error={form.saving.error}
      ready={form.check}
      onSave={save}
      onDiscard={form.discard}
      onUndoDiscard={form.undoDiscard}
    />
  );
}
