'use client';

import { useState } from 'react';

export interface SavedForm<Values extends object> {
  values: Values;
  /** The names whose value differs from the saved one, in the order of `saved`. */
  changed: (keyof Values)[];
  setValue: <Name extends keyof Values>(name: Name, value: Values[Name]) => void;
  /** Goes back to the saved values. */
  discard: () => void;
  /** Brings back what the last discard threw away. */
  undoDiscard: () => void;
}

/**
 * The values of a settings form beside the saved ones. Only edits are held, so when the server's values move
 * on (after a save, or because another admin saved) everything that was not edited follows them.
 * @param saved a flat object of primitive values.
 */
export function useSavedForm<Values extends object>(saved: Values): SavedForm<Values> {
  const [edits, setEdits] = useState<Partial<Values>>({});
  const [discarded, setDiscarded] = useState<Partial<Values>>({});
  const values = { ...saved, ...edits };
  const names = Object.keys(saved) as (keyof Values)[];
  return {
    values,
    changed: names.filter((name) => !Object.is(values[name], saved[name])),
    setValue: (name, value) => setEdits((previous) => ({ ...previous, [name]: value })),
    discard: () => {
      setDiscarded(edits);
      setEdits({});
    },
    undoDiscard: () => setEdits(discarded),
  };
}
