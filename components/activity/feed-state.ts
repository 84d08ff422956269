import type { FeedEvent, FeedPage } from './feed-event';

/** The rows of the live feed. */
export interface FeedState {
  /** Newest first. */
  shown: readonly FeedEvent[];
  /** Arrived while the reader was reading, newest first. */
  waiting: readonly FeedEvent[];
  /** More arrived at once than one page holds, so `waiting` does not reach down to `shown`. */
  gap: boolean;
  /** What came last into view, for its tint. */
  fresh: ReadonlySet<string>;
  /** Where the next older page begins. */
  older: string | null;
}

export type FeedAction =
  /** @param hold keeps new rows out of the list. */
  { type: 'arrived'; page: FeedPage; hold: boolean } | { type: 'show' };

/** More rows than this make scrolling and memory suffer; older ones are a page away. */
const mostRows = 400;

export function startFeed({ events, older }: FeedPage): FeedState {
  return { shown: events, waiting: [], gap: false, fresh: new Set(), older };
}

/** The newest id the feed knows, whether shown or waiting. */
export function newestKnown({ shown, waiting }: FeedState): string | null {
  return waiting[0]?.id ?? shown[0]?.id ?? null;
}

/**
 * Takes in what arrived. An event may arrive twice, or later than its id says; the list has each once, in
 * order.
 */
export function reduceFeed(state: FeedState, action: FeedAction): FeedState {
  if (action.type === 'show') return release(state);
  const next = wait(state, action.page);
  return action.hold || next.waiting.length === 0 ? next : release(next);
}

function wait(state: FeedState, { events, older }: FeedPage): FeedState {
  const known = new Set([...state.shown, ...state.waiting].map(({ id }) => id));
  const arrived = events.filter(({ id }) => !known.has(id));
  if (arrived.length === 0) return state;
  const newest = newestKnown(state);
  const oldestArrived = events.at(-1)?.id ?? '';
  if (newest !== null && older !== null && oldestArrived > newest)
    return { ...state, waiting: events, gap: true };
  return { ...state, waiting: merge(arrived, state.waiting) };
}

function release(state: FeedState): FeedState {
  const { shown, waiting, gap, older } = state;
  const rows = gap ? waiting : merge(waiting, shown);
  const kept = rows.slice(0, mostRows);
  return {
    shown: kept,
    waiting: [],
    gap: false,
    fresh: new Set(waiting.map(({ id }) => id)),
    older: gap || kept.length < rows.length ? (kept.at(-1)?.id ?? null) : older,
  };
}

function merge(one: readonly FeedEvent[], other: readonly FeedEvent[]): FeedEvent[] {
  return [...one, ...other].sort((a, b) => (a.id < b.id ? 1 : -1));
}
