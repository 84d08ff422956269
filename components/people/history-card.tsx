import type { EventRow } from '@/lib/activity/list-events';
import { activityPath } from '../activity/feed-address';
import { Card } from '../ui/card';
import { LinkButton } from '../ui/link-button';
import { Pager } from '../ui/pager';
import { Status } from '../ui/status';
import { TextLink } from '../ui/text-link';
import { Timestamp } from '../ui/timestamp';

export interface HistoryCardProps {
  memberId: string;
  events: readonly EventRow[];
  /** Where the pages beside this one are; undefined where there is none. */
  newestHref?: string;
  olderHref?: string;
}

/** What happened to a person, newest first. */
export function HistoryCard({ memberId, events, newestHref, olderHref }: HistoryCardProps) {
  return (
    <Card
      id="history"
      title="History"
      actions={
        <LinkButton href={`${activityPath}?member=${memberId}`} size="sm" prefetch={false}>
          All in Activity
        </LinkButton>
      }
    >
      <div className="flex flex-col gap-4 text-sm">
        {events.length === 0 ? (
          <p className="text-ink-2">No event about this person is kept.</p>
        ) : (
          <ol className="flex flex-col">
            {events.map((event) => (
              <HistoryLine key={event.id} event={event} />
            ))}
          </ol>
        )}
        {newestHref || olderHref ? (
          <Pager
            label="Pages of the history"
            summary={newestHref ? 'Older events' : 'The newest events'}
            previousHref={newestHref}
            previousLabel="Newest"
            nextHref={olderHref}
            nextLabel="Older"
          />
        ) : null}
      </div>
    </Card>
  );
}

function HistoryLine({ event: { id, at, outcome, status, summary } }: { event: EventRow }) {
  return (
    <li
      className={
        'grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-0.5 border-b border-line py-2 last:border-b-0 ' +
        'max-tablet:[&>a]:col-span-2 tablet:grid-cols-[11.5rem_4.5rem_minmax(0,1fr)]'
      }
    >
      <span className="text-ink-2">
        <Timestamp at={at.toISOString()} format="absolute" precision="second" />
      </span>
      <span>
        <Status tone={outcome === 'OK' ? 'ok' : 'bad'}>{status ?? (outcome === 'OK' ? 'Done' : 'Failed')}</Status>
      </span>
      <TextLink href={`${activityPath}/${id}`} prefetch={false} className="min-w-0 wrap-anywhere">
        {summary}
      </TextLink>
    </li>
  );
}
