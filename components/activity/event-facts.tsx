import type { ReactNode } from 'react';
import type { EventDetail } from '@/lib/activity/list-events';
import { personHref } from '../people/person-address';
import { CopyButton } from '../ui/copy-button';
import { Mono } from '../ui/mono';
import { TextLink } from '../ui/text-link';
import { Timestamp } from '../ui/timestamp';
import { activityPath } from './feed-address';

interface Fact {
  name: string;
  value: ReactNode;
}

/** When, who, from where, and the ids to quote. Values that others share lead to all events with them. */
export function EventFacts({ event, origin }: { event: EventDetail; origin: string }) {
  const { id, at, requestId, credentialId, credentialLabel, memberId, subjectEmail } = event;
  const facts: (Fact | false)[] = [
    {
      name: 'Time',
      value: (
        <>
          <Timestamp at={at.toISOString()} format="absolute" precision="millisecond" /> (
          <Timestamp at={at.toISOString()} />)
        </>
      ),
    },
    (subjectEmail !== null || memberId !== null) && {
      name: 'Person',
      value: memberId ? <Person memberId={memberId} email={subjectEmail} /> : subjectEmail,
    },
    event.code !== null && { name: 'Code', value: <Code code={event.code} /> },
    event.actorName !== null && { name: 'By', value: event.actorName },
    credentialLabel !== null && {
      name: 'Credential',
      value: credentialId ? (
        <TextLink href={`${activityPath}?credential=${credentialId}`}>{credentialLabel}</TextLink>
      ) : (
        credentialLabel
      ),
    },
    event.path !== null && { name: 'Path', value: <Mono>{event.path}</Mono> },
    event.clientAddress !== null && { name: 'From', value: <Mono>{event.clientAddress}</Mono> },
    event.userAgent !== null && { name: 'Client', value: event.userAgent },
    requestId !== null && { name: 'Request id', value: <Id value={requestId} label="request id" /> },
    { name: 'Event id', value: <Id value={id} label="event id" /> },
  ];
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold">Facts</h3>
      <dl className="grid grid-cols-[6rem_minmax(0,1fr)] items-baseline gap-x-3 gap-y-1">
        {facts
          .filter((fact) => fact !== false)
          .map(({ name, value }) => (
            <div key={name} className="contents">
              <dt className="text-ink-3">{name}</dt>
              <dd className="min-w-0 wrap-anywhere [&_time]:whitespace-normal">{value}</dd>
            </div>
          ))}
      </dl>
      <div>
        <CopyButton text={`${origin}${activityPath}/${id}`} label="link to this event" size="sm">
          Copy link
        </CopyButton>
      </div>
    </section>
  );
}

function Person({ memberId, email }: { memberId: string; email: string | null }) {
  return (
    <span className="flex flex-wrap gap-x-3">
      <TextLink href={personHref(memberId)} prefetch={false}>
        {email ?? 'This person'}
      </TextLink>
      <TextLink href={`${activityPath}?member=${memberId}`} prefetch={false}>
        All their events
      </TextLink>
    </span>
  );
}

function Id({ value, label }: { value: string; label: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <Mono>{value}</Mono>
      <CopyButton text={value} label={label} size="sm" />
    </span>
  );
}

function Code({ code }: { code: string }) {
  return (
    <>
      <Id value={code} label="code" />{' '}
      <TextLink href={`/docs/sign-in#${code}`} prefetch={false}>
        All codes
      </TextLink>
    </>
  );
}
