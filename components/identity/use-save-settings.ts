'use client';

import { useState, useTransition } from 'react';
import { useRouter } from 'next/navigation';
import { announce } from '../ui/announce';
import { isSaveConflict, type EditableSettings, type SaveConflict, type SaveResult } from './save-result';

/** A conflict beside the settings the form was filled from. */
export interface MetConflict extends SaveConflict {
  before: EditableSettings;
}

export interface SaveSettings {
  pending: boolean;
  /** True from a save until the next edit. */
  saved: boolean;
  /** Why the last save did not happen. */
  error?: string;
  /** Set while another admin's save stands between the form and its own. */
  conflict: MetConflict | null;
  /** @param before the settings as the form knows them, to show beside another admin's. */
  save: (before: EditableSettings, submit: () => Promise<SaveResult>) => void;
  /** Call on every edit: what was said about the last save no longer holds. */
  touch: () => void;
}

/**
 * Saves settings and says how it went. After a conflict the page is read again, so that the next save builds
 * on theirs.
 */
export function useSaveSettings(): SaveSettings {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [result, setResult] = useState<SaveResult | MetConflict | null>(null);

  async function run(before: EditableSettings, submit: () => Promise<SaveResult>) {
    const answer = await submit().catch((): SaveResult => ({
      ok: false,
      message:
        'The settings were not saved: the server did not answer. Your edits are still here; save again.',
    }));
    // One step with the page that the save brings along, so that the two never contradict each other.
    startTransition(() => {
      setResult(isSaveConflict(answer) ? { ...answer, before } : answer);
      if (isSaveConflict(answer)) router.refresh();
    });
    if (answer.ok) announce('Saved');
  }

  const conflict = result && 'before' in result ? result : null;
  return {
    pending,
    saved: result?.ok === true,
    error: result && !result.ok && !conflict ? result.message : undefined,
    conflict,
    save: (before, submit) => startTransition(() => run(before, submit)),
    touch: () => setResult(null),
  };
}
