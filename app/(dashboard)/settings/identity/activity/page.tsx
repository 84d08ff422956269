import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ActivityFeed } from '@/components/activity/activity-feed';
import { EventFilters } from '@/components/activity/event-filters';
import { eventTitle } from '@/components/activity/event-title';
import { EventView } from '@/components/activity/event-view';
import { feedAddress } from '@/components/activity/feed-address';
import { feedEvent } from '@/components/activity/feed-event';
import { LoggingForm, LoggingSwitch } from '@/components/activity/logging-form';
import { NoEvents } from '@/components/activity/no-events';
import { IdentityTabs } from '@/components/shell/identity-tabs';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { Notice } from '@/components/ui/notice';
import { eventFiltersSchema, findEvent, listEvents } from '@/lib/activity/list-events';
import type { EventFilters as Filters } from '@/lib/activity/list-events';
import { findCredential } from '@/lib/credentials/list-credentials';
import { findMember } from '@/lib/members/find-member';
import { may } from '@/lib/roles/permission';
import { publicOrigin } from '@/lib/shared/env';
import { requireViewer } from '@/lib/sign-in/viewer';
import { getIdentitySettings } from '@/lib/tenants/identity-settings';
import { saveSettings } from '../actions';
import { editableSettings } from '../editable-settings';

export async function generateMetadata(): Promise<Metadata> {
  const { tenantName } = await requireViewer();
  return { title: `Activity · Identity · ${tenantName}` };
}

interface ActivityPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/**
 * What identity providers and admins did, newest first, moving by itself; `?event=` opens one event beside
 * the list.
 */
export default async function ActivityPage({ searchParams }: ActivityPageProps) {
  const viewer = await requireViewer();
  const { tenantId } = viewer;
  const { event: eventId, live, ...parameters } = await searchParams;
  const parsed = eventFiltersSchema.omit({ after: true }).safeParse(parameters);
  const { before = null, ...filters } = parsed.data ?? {};
  const openId = [eventId].flat()[0];
  const [settings, page, open, member, credential] = await Promise.all([
    getIdentitySettings(tenantId),
    listEvents(tenantId, { ...filters, before: before ?? undefined }),
    openId === undefined ? null : findEvent(viewer, openId),
    filters.member === undefined ? null : findMember(tenantId, filters.member),
    filters.credential === undefined ? null : findCredential(tenantId, filters.credential),
  ]);
  if (openId !== undefined && !open) notFound();

  const search = searchText(filters);
  const location = { filters: search, before, paused: [live].flat()[0] === 'off', event: null };
  return (
    <PageBody width="wide">
      <PageHeader title="Identity">
        <IdentityTabs current="activity" />
      </PageHeader>
      <LoggingForm
        settings={editableSettings(settings)}
        canManage={may(viewer, 'manageIdentity')}
        save={saveSettings}
      >
        <EventFilters
          filters={filters}
          location={location}
          names={{ member: member?.displayName, credential: credential?.label }}
        />
        {parsed.success ? null : <UnreadableFilters />}
        <ActivityFeed
          key={feedAddress({ ...location, paused: false })}
          start={{ events: page.events.map(feedEvent), older: page.older }}
          location={location}
          panel={
            open
              ? {
                  id: open.id,
                  title: eventTitle(open),
                  content: <EventView event={open} origin={publicOrigin()} />,
                }
              : null
          }
          empty={<NoEvents filtered={search !== '' || before !== null} />}
        >
          <LoggingSwitch />
        </ActivityFeed>
      </LoggingForm>
    </PageBody>
  );
}

/** Filters as the address has them, in one order. */
function searchText({ type, outcome, member, credential, q }: Omit<Filters, 'before' | 'after'>): string {
  const query = new URLSearchParams();
  if (type) query.set('type', type.join(','));
  if (outcome) query.set('outcome', outcome);
  if (member) query.set('member', member);
  if (credential) query.set('credential', credential);
  if (q) query.set('q', q);
  return query.toString();
}

function UnreadableFilters() {
  return (
    <Notice tone="warn" title="The filters in this address cannot be read">
      All events are shown. Choose the filters again above.
    </Notice>
  );
}
