'use client';

import type { KeyboardEvent } from 'react';
import Link from 'next/link';
import { classNames } from '../ui/class-names';
import { useNow } from '../ui/clock';
import { Status } from '../ui/status';
import { useTimeZone } from '../ui/time-zone';
import { Timestamp } from '../ui/timestamp';
import type { FeedEvent } from './feed-event';
import { dayHeading, groupByDay } from './group-by-day';
import { shortPath } from './short-path';

export interface EventTableProps {
  events: readonly FeedEvent[];
  /** Rows that have just come into view. */
  fresh: ReadonlySet<string>;
  /** Id of the event that is open beside the list. */
  openId: string | null;
  hrefOf: (id: string) => string;
}

/** Id of the link that opens an event; the focus returns to it. */
export function eventLinkId(id: string): string {
  return `event-${id}`;
}

/** ↑ and ↓ go from event to event while the focus is on one. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const links = [...event.currentTarget.querySelectorAll('a')];
  const at = links.findIndex((link) => link === document.activeElement);
  const next = at < 0 ? undefined : links[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/**
 * The list stands alone or beside an open event, so its own width decides: blocks of two lines, then one line
 * a row, then person and request as well.
 */
const columns =
  '@min-[36rem]:grid-cols-[7.5rem_5rem_minmax(0,1fr)] @min-[36rem]:gap-x-4 @min-[36rem]:px-5 ' +
  '@min-[48rem]:grid-cols-[7.5rem_5rem_minmax(0,1fr)_13rem_10.5rem]';
const roomy = 'hidden @min-[48rem]:block';

const dayStyles =
  'flex h-8 items-center border-y border-line bg-sunken px-4 text-xs font-semibold text-ink-2 ' +
  '@min-[36rem]:px-5';

/** The link covers its row, and so does the ring round it. */
const linkStyles =
  'no-underline outline-none! after:absolute after:inset-0 after:-outline-offset-2 after:outline-ring ' +
  'focus-visible:after:outline-2 @max-[36rem]:wrap-anywhere';

/** The log's rows under the days they happened on. The sentence is each row's one link and covers the row. */
export function EventTable({ events, fresh, openId, hrefOf }: EventTableProps) {
  const zone = useTimeZone();
  const now = useNow();
  return (
    <div className="@container">
      <table role="table" className="block" onKeyDown={moveFocus}>
        <caption className="sr-only">Events, newest first</caption>
        <thead role="rowgroup" className="block @max-[36rem]:sr-only">
          <tr role="row" className={classNames('grid h-9 items-center text-xs text-ink-2', columns)}>
            <Heading>Time</Heading>
            <Heading>Result</Heading>
            <Heading>What happened</Heading>
            <Heading className={roomy}>Person</Heading>
            <Heading className={roomy}>Request</Heading>
          </tr>
        </thead>
        {groupByDay(events, zone).map(({ date, events: rows }) => (
          <tbody key={date} role="rowgroup" className="block">
            <tr role="row" className="block">
              <th role="rowheader" scope="rowgroup" colSpan={5} className={dayStyles}>
                {dayHeading(date, zone, now)}
              </th>
            </tr>
            {rows.map((event) => (
              <EventLine
                key={event.id}
                event={event}
                fresh={fresh.has(event.id)}
                open={event.id === openId}
                href={hrefOf(event.id)}
              />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Heading({ className, children }: { className?: string; children: string }) {
  return (
    <th role="columnheader" scope="col" className={classNames('text-start font-medium', className)}>
      {children}
    </th>
  );
}

interface EventLineProps {
  event: FeedEvent;
  fresh: boolean;
  open: boolean;
  href: string;
}

function EventLine({ event, fresh, open, href }: EventLineProps) {
  return (
    <tr
      role="row"
      className={classNames(
        'relative grid text-sm hover:bg-hover @min-[36rem]:h-8 @min-[36rem]:items-center',
        '@max-[36rem]:grid-cols-[1fr_auto] @max-[36rem]:gap-x-3 @max-[36rem]:gap-y-0.5 @max-[36rem]:px-4',
        '@max-[36rem]:border-b @max-[36rem]:border-line @max-[36rem]:py-2.5 @max-[36rem]:last:border-b-0',
        columns,
        fresh && 'just-arrived',
        open && 'bg-selected!',
      )}
    >
      <td role="cell" className="mono-sm text-ink-2">
        <Timestamp at={event.at} format="clock" />
      </td>
      <td role="cell">
        <Status tone={event.outcome === 'OK' ? 'ok' : 'bad'}>
          {event.status ?? (event.outcome === 'OK' ? 'Done' : 'Failed')}
        </Status>
      </td>
      <td role="cell" className="@max-[36rem]:col-span-2 @min-[36rem]:truncate">
        <Link
          id={eventLinkId(event.id)}
          href={href}
          scroll={false}
          prefetch={false}
          aria-current={open ? 'true' : undefined}
          className={linkStyles}
        >
          {event.summary}
        </Link>
      </td>
      <td role="cell" className={classNames(roomy, 'truncate text-ink-2')}>
        {event.subjectEmail}
      </td>
      <td role="cell" className={classNames(roomy, 'mono-sm truncate text-ink-2')}>
        {event.method ? `${event.method} ${shortPath(event.path ?? '')}` : null}
      </td>
    </tr>
  );
}
