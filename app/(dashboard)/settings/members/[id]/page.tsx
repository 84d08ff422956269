import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { memberListHref } from '@/components/members/member-list-href';
import { AttributesCard } from '@/components/people/attributes-card';
import { BackToMembers } from '@/components/people/back-to-members';
import { GroupsCard } from '@/components/people/groups-card';
import { HistoryCard } from '@/components/people/history-card';
import { personHref } from '@/components/people/person-address';
import { PersonStatus } from '@/components/people/person-status';
import { SessionsCard, type SentSession } from '@/components/people/sessions-card';
import { SignInCard } from '@/components/people/sign-in-card';
import { WhyCard } from '@/components/people/why-card';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { Card } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { Empty } from '@/components/ui/empty';
import { eventFiltersSchema, listEvents } from '@/lib/activity/list-events';
import { memberListSchema } from '@/lib/members/member-list-query';
import { findPerson } from '@/lib/people/find-person';
import type { Person } from '@/lib/people/person';
import { whyRoles } from '@/lib/people/why-roles';
import { may } from '@/lib/roles/permission';
import { publicOrigin } from '@/lib/shared/env';
import { listSessions } from '@/lib/sign-in/list-sessions';
import type { SessionView } from '@/lib/sign-in/list-sessions';
import { requireViewer } from '@/lib/sign-in/viewer';
import type { Viewer } from '@/lib/sign-in/viewer';
import { findMemberSignIn } from '@/lib/sso/find-member-sign-in';
import { endAllSessions, endSession, forgetIdentity } from './actions';

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
      {person.departure ? null : <Access viewer={viewer} person={person} />}
      <HistoryCard
        memberId={person.id}
        events={history.events}
        newestHref={older ? `${self}#history` : undefined}
        olderHref={olderHref ?? undefined}
      />
    </PageBody>
  );
}

/** How the person gets in and where they are signed in, with what can be done about it. */
async function Access({ viewer, person }: { viewer: Viewer; person: Person }) {
  const { tenantId, sessionId } = viewer;
  const [sessions, signIn] = await Promise.all([listSessions(tenantId, person.id), findMemberSignIn(tenantId, person)]);
  const isOwner = person.grants.some(({ level }) => level === 'OWNER');
  const mayChange = may(viewer, isOwner ? 'manageOwners' : 'manageMembers');
  const { id, displayName } = person;
  return (
    <>
      <SignInCard
        person={{ id, displayName }}
        signIn={signIn}
        isOwner={isOwner}
        forget={mayChange ? forgetIdentity : undefined}
      />
      <SessionsCard
        person={{ id, displayName }}
        sessions={sessions.map((session) => sent(session, sessionId))}
        mayEnd={mayChange || id === viewer.memberId}
        endSession={endSession}
        endAllSessions={endAllSessions}
      />
    </>
  );
}

function sent({ createdAt, lastSeenAt, endsAt, ...session }: SessionView, currentId: string): SentSession {
  return {
    ...session,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    endsAt: endsAt.toISOString(),
    isCurrent: session.id === currentId,
  };
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
