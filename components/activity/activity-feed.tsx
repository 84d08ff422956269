'use client';

import { useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useRouter } from 'next/navigation';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { countOf } from '../identity/count-of';
import { LiveProvider } from '../identity/live-provider';
import { Button } from '../ui/button';
import { LinkButton } from '../ui/link-button';
import { Pager } from '../ui/pager';
import { SidePanel } from '../ui/side-panel';
import { Split } from '../ui/split';
import { EventTable, eventLinkId } from './event-table';
import { feedAddress, type FeedLocation } from './feed-address';
import type { FeedPage } from './feed-event';
import { LiveStatus, type LiveState } from './live-status';
import { useAnnouncedArrivals } from './use-announced-arrivals';
import { useListPlace } from './use-list-place';
import { useLiveFeed } from './use-live-feed';
import { useReading } from './use-reading';

export interface ActivityFeedProps {
  start: FeedPage;
  location: FeedLocation;
  /** The event that is open, rendered by the server. */
  panel: { id: string; title: ReactNode; content: ReactNode } | null;
  /** Stands in place of the rows while there are none. */
  empty: ReactNode;
  /** What stands beside the live status, such as a switch. */
  children?: ReactNode;
}

/** The activity log, moving by itself until somebody reads. */
export function ActivityFeed(props: ActivityFeedProps) {
  return (
    <LiveProvider>
      <Feed {...props} />
    </LiveProvider>
  );
}

function Feed({ start, location, panel, empty, children }: ActivityFeedProps) {
  const router = useRouter();
  const list = useRef<HTMLDivElement>(null);
  const opened = useRef<HTMLDivElement>(null);
  const [paused, setPaused] = useState(location.paused);
  const past = location.before !== null;
  const reading = useReading(list) || panel !== null;
  const feed = useLiveFeed({ start, filters: location.filters, live: !paused && !past, hold: reading });
  useAnnouncedArrivals(feed.shown, feed.fresh);
  const keepPlace = useListPlace(list, opened, panel?.id ?? null);
  const here: FeedLocation = { ...location, paused };

  function pause(next: boolean) {
    setPaused(next);
    router.replace(feedAddress({ ...here, paused: next }), { scroll: false });
  }

  function showWaiting() {
    scrollTo({ top: 0 });
    list.current?.focus({ preventScroll: true });
    feed.show();
  }

  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <LiveStatus
          state={liveState({ past, paused, failing: feed.failing, reading })}
          lastEventAt={feed.shown[0]?.at ?? null}
          onPause={pause}
          onRetry={feed.retry}
        />
        <noscript>
          <p className="text-sm text-ink-2">Reload to see newer events.</p>
        </noscript>
        {children}
      </div>
      <Split
        panel={
          panel ? (
            <OpenEvent place={opened} panel={panel} here={here} ids={feed.shown.map(({ id }) => id)} />
          ) : null
        }
      >
        <div ref={list} tabIndex={-1} onClickCapture={keepPlace} className="flex flex-col gap-3 outline-none">
          <WaitingCount count={feed.waiting.length} more={feed.gap} onShow={showWaiting} />
          <div className="overflow-clip rounded-card border border-line bg-surface">
            {feed.shown.length > 0 ? (
              <EventTable
                events={feed.shown}
                fresh={feed.fresh}
                openId={panel?.id ?? null}
                hrefOf={(id) => feedAddress({ ...here, event: id })}
              />
            ) : (
              <div className="p-5">{empty}</div>
            )}
          </div>
          <Pager
            label="Pages of events"
            summary={pageSummary(feed.shown.length, feed.older !== null, past)}
            previousHref={past ? feedAddress({ ...here, before: null, event: null }) : undefined}
            previousLabel="Back to newest"
            nextHref={feed.older ? feedAddress({ ...here, before: feed.older, event: null }) : undefined}
            nextLabel="Older"
          />
        </div>
      </Split>
    </>
  );
}

interface Circumstances {
  past: boolean;
  paused: boolean;
  failing: boolean;
  reading: boolean;
}

function liveState({ past, paused, failing, reading }: Circumstances): LiveState {
  if (past) return 'past';
  if (paused) return 'paused';
  if (failing) return 'reconnecting';
  return reading ? 'holding' : 'live';
}

function pageSummary(count: number, more: boolean, past: boolean): string {
  if (count === 0) return 'No events';
  const events = countOf(count, 'event', 'events');
  if (more) return past ? `${events} on this page` : `The newest ${events}`;
  return past ? `The oldest ${events}` : events;
}

/** How many rows wait. It floats over the list, because the list must not move when it appears. */
function WaitingCount({ count, more, onShow }: { count: number; more: boolean; onShow: () => void }) {
  if (count === 0) return null;
  return (
    <div className="sticky top-15 z-10 -mb-3 flex h-0 justify-center">
      <Button variant="primary" size="sm" className="mt-1 shadow-float" onClick={onShow}>
        {more ? `${count}+ new events` : countOf(count, 'new event', 'new events')} · show
      </Button>
    </div>
  );
}

interface OpenEventProps {
  place: RefObject<HTMLDivElement | null>;
  panel: NonNullable<ActivityFeedProps['panel']>;
  here: FeedLocation;
  /** The list's events, newest first. */
  ids: readonly string[];
}

function OpenEvent({ place, panel, here, ids }: OpenEventProps) {
  const router = useRouter();
  const at = ids.indexOf(panel.id);
  const newer = at > 0 ? ids[at - 1] : undefined;
  const older = at >= 0 ? ids[at + 1] : undefined;
  const addressOf = (id: string) => feedAddress({ ...here, event: id });

  function walk(event: KeyboardEvent) {
    const id = event.key === '[' ? newer : event.key === ']' ? older : undefined;
    if (id) router.push(addressOf(id), { scroll: false });
  }

  return (
    <div ref={place} className="scroll-mt-15" onKeyDown={walk}>
      <SidePanel
        key={panel.id}
        title={<span className="wrap-anywhere">{panel.title}</span>}
        label="Event details"
        closeHref={feedAddress({ ...here, event: null })}
        returnFocusTo={eventLinkId(panel.id)}
        actions={
          <div className="flex gap-1 max-tablet:hidden">
            <Step id={newer} addressOf={addressOf} label="Newer event" keys="[" icon={<ChevronLeft />} />
            <Step id={older} addressOf={addressOf} label="Older event" keys="]" icon={<ChevronRight />} />
          </div>
        }
      >
        {panel.content}
      </SidePanel>
    </div>
  );
}

interface StepProps {
  id: string | undefined;
  addressOf: (id: string) => string;
  label: string;
  keys: string;
  icon: ReactNode;
}

function Step({ id, addressOf, label, keys, icon }: StepProps) {
  if (!id) return null;
  return (
    <LinkButton
      href={addressOf(id)}
      scroll={false}
      prefetch={false}
      variant="quiet"
      size="sm"
      aria-label={label}
      aria-keyshortcuts={keys}
      title={`${label} (${keys})`}
      className="w-7 px-0!"
    >
      {icon}
    </LinkButton>
  );
}
