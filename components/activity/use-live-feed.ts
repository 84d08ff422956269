'use client';

import { useEffect, useReducer } from 'react';
import { useQuery } from '@tanstack/react-query';
import { fetchJson } from '../identity/fetch-json';
import type { FeedPage } from './feed-event';
import { newestKnown, reduceFeed, startFeed, type FeedState } from './feed-state';

const askEveryMs = 1000;
const askEveryMsAfterFault = 8000;

export interface LiveFeedOptions {
  /** The page as the server rendered it. */
  start: FeedPage;
  /** Filters as search parameters, without a page. */
  filters: string;
  /** False while paused and on pages of older events. */
  live: boolean;
  /** True while new rows must wait. */
  hold: boolean;
}

export interface LiveFeed extends FeedState {
  /** The last poll failed; the rows are as they were. */
  failing: boolean;
  /** Lets in what waits. */
  show: () => void;
  /** Polls at once. */
  retry: () => void;
}

/** A feed that asks every second what is newer than the newest event it knows. */
export function useLiveFeed({ start, filters, live, hold }: LiveFeedOptions): LiveFeed {
  const [state, dispatch] = useReducer(reduceFeed, start, startFeed);
  const { data, isError, refetch } = useQuery({
    queryKey: ['identity-events', filters],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams(filters);
      const after = newestKnown(state);
      if (after) query.set('after', after);
      return fetchJson<FeedPage>(`/api/identity-events?${query}`, signal);
    },
    enabled: live,
    refetchInterval: (query) => (query.state.status === 'error' ? askEveryMsAfterFault : askEveryMs),
  });

  useEffect(() => {
    if (data) dispatch({ type: 'arrived', page: data, hold });
  }, [data, hold]);

  return {
    ...state,
    failing: live && isError,
    show: () => dispatch({ type: 'show' }),
    retry: () => void refetch(),
  };
}
