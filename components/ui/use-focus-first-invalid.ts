'use client';

import { useEffect, type RefObject } from 'react';

/**
 * Moves the focus to the first invalid control of a form after a failed submit.
 * @param result what the last submit returned; the focus moves once per new value.
 */
export function useFocusFirstInvalid(form: RefObject<HTMLElement | null>, result: unknown) {
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form, result]);
}
