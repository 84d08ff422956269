import { eventTypeNames } from './event-types';
import type { FeedEvent } from './feed-event';
import { shortPath } from './short-path';

/** "POST /Users · 409" for requests, the kind of thing for everything else. */
export function eventTitle({
  type,
  method,
  path,
  status,
}: Pick<FeedEvent, 'type' | 'method' | 'path' | 'status'>): string {
  if (!method) return eventTypeNames[type];
  return `${method} ${shortPath(path ?? '')}${status === null ? '' : ` · ${status}`}`;
}
