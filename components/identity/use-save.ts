'use client';

import { useState, useTransition } from 'react';
import { useRouter } from 'next/navigation';
import { announce } from '../ui/announce';
import { isSaveConflict, type SaveConflict, type SaveResult } from './save-result';

/** A conflict beside the values the form was filled from. */
export interface MetConflict<Values> extends SaveConflict<Values> {
  before: Values;
}

export interface Save<Values, Data> {
  pending: boolean;
  /** What the last save answered, from then until the next edit. */
  saved: { data: Data } | null;
  /** Why the last save did not happen. */
  error?: string;
  /** Set while another admin's save stands between the form and its own. */
  conflict: MetConflict<Values> | null;
  /**
   * @param before the values as the form knows them, to show beside another admin's.
   * @param settle takes the answer in, in one step with the page that a save brings along.
   */
  save: (
    before: Values,
    submit: () => Promise<SaveResult<Values, Data>>,
    settle?: (answer: SaveResult<Values, Data>) => void,
  ) => void;
  /** Call on every edit: what was said about the last save no longer holds. */
  touch: () => void;
}

const unanswered =
  'Nothing was saved: the server did not answer. Your edits are still here; save again.';

/**
 * Saves a settings page and says how it went. After a conflict the page is read again, so that the next save
 * builds on theirs.
 */
export function useSave<Values extends object, Data = undefined>(): Save<Values, Data> {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [result, setResult] = useState<SaveResult<Values, Data> | MetConflict<Values> | null>(null);

  const save: Save<Values, Data>['save'] = (before, submit, settle) => {
    startTransition(async () => {
      const answer = await submit().catch((): SaveResult<Values, Data> => ({ ok: false, message: unanswered }));
      // One step with the page that the save brings along, so that the two never contradict each other.
      startTransition(() => {
        setResult(isSaveConflict(answer) ? { ...answer, before } : answer);
        settle?.(answer);
        if (isSaveConflict(answer)) router.refresh();
      });
      if (answer.ok) announce('Saved');
    });
  };

  const conflict = result && 'before' in result ? result : null;
  return {
    pending,
    saved: result?.ok ? { data: result.data } : null,
    error: result && !result.ok && !conflict ? result.message : undefined,
    conflict,
    save,
    touch: () => setResult(null),
  };
}
