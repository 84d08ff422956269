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

const headings = 'h-9 border-b border-line px-3 text-start text-xs font-medium text-ink-2 first:ps-5 last:pe-5';
const cells = 'min-w-0 text-sm tablet:h-8 tablet:px-3 tablet:first:ps-5 tablet:last:pe-5';
const roomy = 'hidden @min-[48rem]:table-cell';

/** The log's rows under the days they happened on. The sentence is each row's one link and covers the row. */
export function EventTable({ events, fresh, openId, hrefOf }: EventTableProps) {
  const zone = useTimeZone();
  const now = useNow();
  return (
    <div className="@container">
      <table role="table" className="w-full table-fixed border-separate border-spacing-0 max-tablet:block" onKeyDown={moveFocus}>
        <caption className="sr-only">Events, newest first</caption>
        <thead role="rowgroup" className="max-tablet:sr-only">
          <tr role="row">
            <th role="columnheader" scope="col" className={classNames(headings, 'w-34')}>
              Time
            </th>
            <th role="columnheader" scope="col" className={classNames(headings, 'w-20')}>
              Result
            </th>
            <th role="columnheader" scope="col" className={headings}>
              What happened
            </th>
            <th role="columnheader" scope="col" className={classNames(headings, roomy, 'w-56')}>
              Person
            </th>
            <th role="columnheader" scope="col" className={classNames(headings, roomy, 'w-48')}>
              Request
            </th>
          </tr>
        </thead>
        {groupByDay(events, zone).map(({ date, events: rows }) => (
          <tbody key={date} role="rowgroup" className="max-tablet:block">
            <tr role="row" className="max-tablet:block">
              <th
                role="rowheader"
                scope="rowgroup"
                colSpan={5}
                className="h-8 border-b border-line bg-sunken px-4 text-start text-xs font-semibold text-ink-2 max-tablet:flex max-tablet:items-center tablet:px-5"
              >
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
        'relative hover:bg-hover max-tablet:grid max-tablet:grid-cols-[1fr_auto] max-tablet:gap-x-3 max-tablet:gap-y-0.5',
        'max-tablet:border-b max-tablet:border-line max-tablet:px-4 max-tablet:py-2.5',
        'has-focus-visible:bg-hover',
        fresh && 'just-arrived',
        open && 'bg-selected!',
      )}
    >
      <td role="cell" className={classNames(cells, 'mono-sm text-ink-2')}>
        <Timestamp at={event.at} format="clock" />
      </td>
      <td role="cell" className={classNames(cells, 'max-tablet:order-2')}>
        <Status tone={event.outcome === 'OK' ? 'ok' : 'bad'}>
          {event.status ?? (event.outcome === 'OK' ? 'Done' : 'Failed')}
        </Status>
      </td>
      <td role="cell" className={classNames(cells, 'tablet:truncate max-tablet:order-3 max-tablet:col-span-2')}>
        <Link
          id={eventLinkId(event.id)}
          href={href}
          scroll={false}
          prefetch={false}
          aria-current={open ? 'true' : undefined}
          className="no-underline outline-none! after:absolute after:inset-0 after:-outline-offset-2 after:outline-ring focus-visible:after:outline-2 max-tablet:wrap-anywhere"
        >
          {event.summary}
        </Link>
      </td>
      <td role="cell" className={classNames(cells, roomy, 'truncate text-ink-2')}>
        {event.subjectEmail}
      </td>
      <td role="cell" className={classNames(cells, roomy, 'mono-sm truncate text-ink-2')}>
        {event.method ? `${event.method} ${shortPath(event.path ?? '')}` : null}
      </td>
    </tr>
  );
}
