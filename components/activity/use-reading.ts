'use client';

import { useEffect, useState, type RefObject } from 'react';

/** Scrolled down, with the focus in the list or with some of its text selected. */
function isReading(list: HTMLElement): boolean {
  const selection = getSelection();
  const selects = selection !== null && !selection.isCollapsed && list.contains(selection.anchorNode);
  const { activeElement } = document;
  return scrollY > 8 || (activeElement !== list && list.contains(activeElement)) || selects;
}

/** Whether somebody is reading the list, so that it must not move under them. */
export function useReading(list: RefObject<HTMLElement | null>): boolean {
  const [reading, setReading] = useState(false);
  useEffect(() => {
    // The focus is between two elements while it moves; only where it comes to rest counts.
    const look = () =>
      requestAnimationFrame(() => setReading(list.current !== null && isReading(list.current)));
    look();
    addEventListener('scroll', look, { passive: true });
    document.addEventListener('focusin', look);
    document.addEventListener('focusout', look);
    document.addEventListener('selectionchange', look);
    return () => {
      removeEventListener('scroll', look);
      document.removeEventListener('focusin', look);
      document.removeEventListener('focusout', look);
      document.removeEventListener('selectionchange', look);
    };
  }, [list]);
  return reading;
}
