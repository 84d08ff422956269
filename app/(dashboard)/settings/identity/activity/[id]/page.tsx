import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ChevronLeft } from 'lucide-react';
import { eventTitle } from '@/components/activity/event-title';
import { EventView } from '@/components/activity/event-view';
import { activityPath } from '@/components/activity/feed-address';
import { IdentityTabs } from '@/components/shell/identity-tabs';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { findEvent } from '@/lib/activity/list-events';
import { publicOrigin } from '@/lib/shared/env';
import { requireViewer } from '@/lib/sign-in/viewer';

interface EventPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { tenantName } = await requireViewer();
  return { title: `Event · Activity · Identity · ${tenantName}` };
}

/**
 * The permanent address of one event. An event of another tenant is as unknown here as one that never was.
 */
export default async function EventPage({ params }: EventPageProps) {
  const viewer = await requireViewer();
  const { id } = await params;
  const event = await findEvent(viewer, id);
  if (!event) notFound();
  return (
    <PageBody width="settings">
      <PageHeader title="Identity">
        <IdentityTabs current="activity" />
      </PageHeader>
      <div>
        <LinkButton href={activityPath} variant="quiet" size="sm" className="-ms-2">
          <ChevronLeft />
          All activity
        </LinkButton>
      </div>
      <Card title={<span className="wrap-anywhere">{eventTitle(event)}</span>} id="event">
        <EventView event={event} origin={publicOrigin()} />
      </Card>
    </PageBody>
  );
}
