import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { memberListHref } from '@/components/members/member-list-href';
import { AttributesCard } from '@/components/people/attributes-card';
import { BackToMembers } from '@/components/people/back-to-members';
import { GroupsCard } from '@/components/people/groups-card';
import { HistoryCard } from '@/components/people/history-card';
import { personHref } from '@/components/people/person-address';
import { PersonStatus } from '@/components/people/person-status';
import { WhyCard } from '@/components/people/why-card';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { Card } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { Empty } from '@/components/ui/empty';
import { eventFiltersSchema, listEvents } from '@/lib/activity/list-events';
import { memberListSchema } from '@/lib/members/member-list-query';
import { findPerson } from '@/lib/people/find-person';
import { whyRoles } from '@/lib/people/why-roles';
import { publicOrigin } from '@/lib/shared/env';
import { requireViewer } from '@/lib/sign-in/viewer';

export async function generateMetadata(): Promise<Metadata> {
  const { tenantName } = await requireViewer();
  return { title: `Person · Members · ${tenantName}` };
}

interface PersonPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const HISTORY_PAGE = 20;

/**
 * Why a person has the roles they have, from what their identity provider sent to the events that changed them. The
 * address may carry the list that led here, for the way back, and `events`, where an older page of the history
 * begins.
 */
export default async function PersonPage({ params, searchParams }: PersonPageProps) {
  const viewer = await requireViewer();
  const [{ id }, { events, ...parameters }] = await Promise.all([params, searchParams]);
  const list = memberListSchema.parse(parameters);
  const { after, before: beforeRow } = list;
  const backHref = memberListHref(list, { after, before: beforeRow });
  const answer = await findPerson(viewer, id);
  if (!answer.ok) {
    if (answer.reason === 'not-found') notFound();
    return <Refused message={answer.message} backHref={backHref} />;
  }
  const { person } = answer;
  const older = eventFiltersSchema.shape.before.safeParse(events).data;
  const history = await listEvents(viewer.tenantId, { member: person.id, before: older }, HISTORY_PAGE);
  const { displayName, email, resource, lastRequest, groups } = person;
  const self = personHref(person.id, list);
  const olderHref = history.older && `${self}${self.includes('?') ? '&' : '?'}events=${history.older}#history`;
  return (
    <PageBody width="settings">
      <BackToMembers href={backHref} />
      <PageHeader
        title={displayName}
        mark={<span className="wrap-anywhere">{email}</span>}
        actions={
          <CopyButton text={`${publicOrigin()}${personHref(person.id)}`} label="link to this person" size="sm">
            Copy link
          </CopyButton>
        }
      >
        <PersonStatus person={person} />
      </PageHeader>
      <WhyCard person={person} why={whyRoles(person)} />
      {resource ? (
        <>
          <AttributesCard resource={resource} lastRequest={lastRequest} />
          <GroupsCard groups={groups} />
        </>
      ) : null}
      <HistoryCard
        memberId={person.id}
        events={history.events}
        newestHref={older ? `${self}#history` : undefined}
        olderHref={olderHref ?? undefined}
      />
    </PageBody>
  );
}

function Refused({ message, backHref }: { message: string; backHref: string }) {
  return (
    <PageBody width="settings">
      <BackToMembers href={backHref} />
      <PageHeader title="Person" />
      <Card>
        <Empty title="This page is for owners and admins.">{message}</Empty>
      </Card>
    </PageBody>
  );
}
