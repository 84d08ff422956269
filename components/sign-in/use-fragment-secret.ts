'use client';

import { useEffect, useRef } from 'react';

/**
 * Next.js listens to `replaceState` once its own effects have run, which is after ours; called before, it
 * would keep the old address and put it back with the next update.
 */
function forgetFragment() {
  history.replaceState(null, '', location.pathname + location.search);
}

/**
 * Hands over the secret part of a one-time link once, and takes it out of the address bar and the history. It
 * stands behind "#", which browsers send to no server and no log.
 * @param onSecret gets the secret, or null when the address has none.
 */
export function useFragmentSecret(onSecret: (secret: string | null) => void | Promise<void>) {
  const handOver = useRef(onSecret);
  const opened = useRef(false);
  useEffect(() => {
    handOver.current = onSecret;
  });
  useEffect(() => {
    function take() {
      const secret = location.hash.slice(1);
      if (secret) queueMicrotask(forgetFragment);
      if (secret || !opened.current) void handOver.current(secret || null);
      opened.current = true;
    }
    if (!opened.current) take();
    // Another link pasted into the same tab changes the fragment alone, and no page is loaded for it.
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, []);
}
