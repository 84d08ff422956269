'use client';

import { useEffect, useRef } from 'react';

/**
 * Moves the focus to the page's h1 whenever the step changes, so that a screen reader starts the new step at
 * its beginning. The step a page opens with leaves the focus to the browser.
 */
export function useTitleFocus(step: string) {
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    document.getElementById('title')?.focus();
  }, [step]);
}
