'use client';

import { useEffect, useRef } from 'react';
import { announce } from '../ui/announce';
import { countOf } from '../identity/count-of';
import type { FeedEvent } from './feed-event';

const announceEveryMs = 10_000;

function sentence(arrived: readonly FeedEvent[]): string {
  const failed = arrived.filter(({ outcome }) => outcome === 'FAILED').length;
  return `${countOf(arrived.length, 'new event', 'new events')}${failed > 0 ? `, ${failed} failed` : ''}`;
}

/** Says what came into view, gathered so that a busy log does not talk without pause. */
export function useAnnouncedArrivals(shown: readonly FeedEvent[], fresh: ReadonlySet<string>) {
  const gathered = useRef<FeedEvent[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (fresh.size === 0) return;
    gathered.current.push(...shown.filter(({ id }) => fresh.has(id)));
    if (timer.current !== undefined) return;
    const speak = () => {
      timer.current = undefined;
      if (gathered.current.length === 0) return;
      announce(sentence(gathered.current));
      gathered.current = [];
      timer.current = setTimeout(speak, announceEveryMs);
    };
    speak();
  }, [shown, fresh]);
  useEffect(() => () => clearTimeout(timer.current), []);
}
