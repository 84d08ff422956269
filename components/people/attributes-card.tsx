import type { ReactNode } from 'react';
import type { LastRequest, PersonResource } from '@/lib/people/person';
import { activityPath } from '../activity/feed-address';
import { Card } from '../ui/card';
import { CopyButton } from '../ui/copy-button';
import { JsonView } from '../ui/json-view';
import { Mono } from '../ui/mono';
import { TextLink } from '../ui/text-link';
import { Timestamp } from '../ui/timestamp';

/** The SCIM resource behind a person: its state, and the attributes as the identity provider sent them. */
export function AttributesCard({
  resource,
  lastRequest,
}: {
  resource: PersonResource;
  lastRequest: LastRequest | null;
}) {
  const { id, active, version, createdAt, lastModified, document } = resource;
  const facts: [name: string, value: ReactNode][] = [
    [
      'Resource id',
      <span key="id" className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Mono>{id}</Mono>
        <CopyButton text={id} label="resource id" size="sm" />
      </span>,
    ],
    ['Active', active ? 'Yes' : 'No'],
    ['Version', version.toLocaleString('en')],
    ['Created', <Timestamp key="created" at={createdAt.toISOString()} format="absolute" precision="second" />],
    ['Last changed', <Timestamp key="modified" at={lastModified.toISOString()} format="absolute" precision="second" />],
    ...(lastRequest ? [['Last request', <Request key="request" request={lastRequest} />] as [string, ReactNode]] : []),
  ];
  return (
    <Card id="attributes" title="Attributes" description="As your identity provider sent them; secrets are left out.">
      <div className="flex flex-col gap-4 text-sm">
        <dl className="grid grid-cols-[6rem_minmax(0,1fr)] items-baseline gap-x-3 gap-y-1">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-ink-3">{name}</dt>
              <dd className="min-w-0 wrap-anywhere [&_time]:whitespace-normal">{value}</dd>
            </div>
          ))}
        </dl>
        <JsonView id="document" label="attributes as JSON" text={document} />
      </div>
    </Card>
  );
}

function Request({ request: { eventId, at, credentialId, credentialLabel } }: { request: LastRequest }) {
  return (
    <>
      <TextLink href={`${activityPath}/${eventId}`} prefetch={false} aria-label="The event of the last request">
        <Timestamp at={at.toISOString()} format="absolute" precision="second" />
      </TextLink>{' '}
      with{' '}
      <TextLink href={`${activityPath}?credential=${credentialId ?? ''}`} prefetch={false}>
        {credentialLabel ?? 'a credential'}
      </TextLink>
    </>
  );
}
