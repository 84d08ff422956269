import { formatAbsolute } from '../ui/date-format';
import type { FeedEvent } from './feed-event';

export interface EventDay {
  /** "21 Nov 2026", in the reader's zone. */
  date: string;
  events: FeedEvent[];
}

/** Newest-first events under the days they happened on. */
export function groupByDay(events: readonly FeedEvent[], zone: string): EventDay[] {
  const days: EventDay[] = [];
  for (const event of events) {
    const date = formatAbsolute(event.at, zone, 'day');
    const last = days.at(-1);
    if (last?.date === date) last.events.push(event);
    else days.push({ date, events: [event] });
  }
  return days;
}

/** "Today", "Yesterday" or the date. Without `now`, as on the server, always the date. */
export function dayHeading(date: string, zone: string, now: number | null): string {
  if (now === null) return date;
  const dayBefore = (days: number) =>
    formatAbsolute(new Date(now - days * 86_400_000).toISOString(), zone, 'day');
  if (date === dayBefore(0)) return 'Today';
  return date === dayBefore(1) ? 'Yesterday' : date;
}
