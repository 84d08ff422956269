'use client';

import { useEffect, useRef, type RefObject } from 'react';

/**
 * Where there is no room for list and panel, the panel takes the list's place: it then begins at its top, and
 * when it closes the list is where it was left.
 * @returns call it before the panel opens, while the list is still scrolled as it is.
 */
export function useListPlace(
  list: RefObject<HTMLElement | null>,
  panel: RefObject<HTMLElement | null>,
  openId: string | null,
): () => void {
  const place = useRef<number | null>(null);
  const wasHidden = useRef(false);
  useEffect(() => {
    const hidden = list.current !== null && list.current.offsetParent === null;
    if (hidden) panel.current?.scrollIntoView({ block: 'start' });
    else if (wasHidden.current && place.current !== null) scrollTo({ top: place.current });
    wasHidden.current = hidden;
  }, [list, panel, openId]);
  return () => {
    place.current = scrollY;
  };
}
