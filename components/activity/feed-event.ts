import type { IdentityEventType } from '@/lib/activity/identity-event';

/** An event as a row of the feed. */
export interface FeedEvent {
  /** UUID version 7: the order of ids is the order of time. */
  id: string;
  /** ISO 8601. */
  at: string;
  type: IdentityEventType;
  outcome: 'OK' | 'FAILED';
  status: number | null;
  method: string | null;
  path: string | null;
  summary: string;
  subjectEmail: string | null;
}

/** What the feed's address answers, as far as rows need it. */
export interface FeedPage {
  /** Newest first. */
  events: FeedEvent[];
  /** Where the next older page begins; null when there is none. */
  older: string | null;
}

/** An event as the log stores it, with its time not yet written out. */
export type StoredFeedEvent = Omit<FeedEvent, 'at'> & { at: Date };

/** Only what a row shows: the log has more columns than a list should carry to a browser. */
export function feedEvent(event: StoredFeedEvent): FeedEvent {
  const { id, at, type, outcome, status, method, path, summary, subjectEmail } = event;
  return { id, at: at.toISOString(), type, outcome, status, method, path, summary, subjectEmail };
}
