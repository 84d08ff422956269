'use client';

import { useEffect, useState } from 'react';

function warn(event: BeforeUnloadEvent) {
  event.preventDefault();
}

/** The link a plain left click follows inside this tab, if any. */
function followedLink(event: MouseEvent): HTMLAnchorElement | null {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link =
    plain && event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
  if (!link || link.target === '_blank' || link.hasAttribute('download')) return null;
  const samePage =
    link.pathname === location.pathname && link.search === location.search && link.host === location.host;
  return samePage ? null : link;
}

/**
 * While `active`, a followed link waits for an answer, and closing or reloading asks in the browser's own
 * words.
 * @returns the address that waits, and how to let go of it.
 */
export function useLeaveGuard(active: boolean): { leavingTo: string | null; stay: () => void } {
  const [leavingTo, setLeavingTo] = useState<string | null>(null);
  useEffect(() => {
    if (!active) return;
    function hold(event: MouseEvent) {
      const link = followedLink(event);
      if (!link) return;
      event.preventDefault();
      event.stopPropagation();
      setLeavingTo(link.href);
    }
    addEventListener('beforeunload', warn);
    document.addEventListener('click', hold, { capture: true });
    return () => {
      removeEventListener('beforeunload', warn);
      document.removeEventListener('click', hold, { capture: true });
    };
  }, [active]);
  return { leavingTo, stay: () => setLeavingTo(null) };
}
