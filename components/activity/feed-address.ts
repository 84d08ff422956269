/** Where in the activity log the reader is: everything that the address says. */
export interface FeedLocation {
  /** Filters as search parameters. */
  filters: string;
  /** Where the page of older events begins; null on the newest. */
  before: string | null;
  paused: boolean;
  /** The event that is open. */
  event: string | null;
}

/** Path of the activity log. */
export const activityPath = '/settings/identity/activity';

/** The address of a place in the log; equal places have equal addresses. */
export function feedAddress({ filters, before, paused, event }: FeedLocation): string {
  const query = new URLSearchParams(filters);
  if (before) query.set('before', before);
  if (paused) query.set('live', 'off');
  if (event) query.set('event', event);
  return query.size > 0 ? `${activityPath}?${query}` : activityPath;
}
