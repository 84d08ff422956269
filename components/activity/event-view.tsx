import type { ReactNode } from 'react';
import type { EventExplanation, Side } from '@/lib/activity/event-explanation';
import { explainEvent } from '@/lib/activity/explain-event';
import type { EventDetail } from '@/lib/activity/list-events';
import { providerName } from '@/lib/activity/provider-name';
import type { JsonValue } from '@/lib/scim/json';
import { settingNames } from '../identity/setting-names';
import { DiffList } from '../ui/diff-list';
import { HttpExchange } from '../ui/http-exchange';
import { JsonView } from '../ui/json-view';
import { Notice } from '../ui/notice';
import { Status } from '../ui/status';
import { TextLink } from '../ui/text-link';
import { EventFacts } from './event-facts';
import { EventNotes } from './event-notes';
import { activityPath } from './feed-address';
import { requestUrl } from './request-url';
import { shortPath } from './short-path';

export interface EventViewProps {
  event: EventDetail;
  /** Where this server is reached, for links and commands. */
  origin: string;
}

/** One event: the sentence first, then why, what changed, and last what was sent and answered. */
export function EventView({ event, origin }: EventViewProps) {
  const scimType = scimTypeOf(event.response);
  const explanation = explainEvent({ ...event, scimType });
  return (
    <div className="flex flex-col gap-5 text-sm">
      <div className="flex flex-col gap-1.5">
        <p className="text-base font-semibold wrap-anywhere">{sentence(event.summary)}</p>
        {explanation ? <p className="max-w-prose text-ink-2">{explanation.cause}</p> : null}
        {event.detail && !event.payloadHidden && !event.summary.includes(event.detail) ? (
          <Detail event={event} scimType={scimType} />
        ) : null}
      </div>
      {explanation?.advice ? <Advice explanation={explanation} provider={event.provider} /> : null}
      {event.payloadHidden ? (
        <Hidden outcome={event.outcome} />
      ) : (
        <>
          <Changes event={event} />
          <EventNotes notes={event.notes ?? []} />
          {event.method && event.status !== null ? <Exchange event={event} origin={origin} /> : null}
          {event.method && event.status === null ? <Consequence event={event} /> : null}
          {event.method === null && event.request !== null ? <Claims event={event} /> : null}
          <EventFacts event={event} origin={origin} />
        </>
      )}
    </div>
  );
}

/** What the client of a request was told; of a sign-in, what was found. */
function Detail({ event: { method, detail }, scimType }: { event: EventDetail; scimType: string | null }) {
  if (method === null) return <p className="max-w-prose text-ink-2 wrap-anywhere">{detail}</p>;
  return (
    <p className="max-w-prose text-ink-2">
      Answered: <q className="wrap-anywhere">{detail}</q>
      {scimType ? <> ({scimType})</> : null}
    </p>
  );
}

function Advice({ explanation, provider }: { explanation: EventExplanation; provider: string | null }) {
  const titles: Record<Side, string> = {
    provider: `What to do, in ${providerName(provider)}`,
    rollcall: 'What to do, here',
    server: 'What to do, on the server',
    nobody: 'What happens next',
  };
  return (
    <Notice tone="info" title={titles[explanation.side]}>
      {explanation.advice}
    </Notice>
  );
}

function Hidden({ outcome }: { outcome: EventDetail['outcome'] }) {
  return (
    <div className="flex flex-col items-start gap-2">
      <Status tone={outcome === 'OK' ? 'ok' : 'bad'}>{outcome === 'OK' ? 'Succeeded' : 'Failed'}</Status>
      <p className="text-ink-2">Only owners and admins see what was sent, answered and changed.</p>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function Changes({ event }: { event: EventDetail }) {
  const changes = event.changes ?? [];
  const reads = event.method === null || event.method === 'GET';
  if (changes.length === 0 && reads) return null;
  return (
    <Part title="What changed">
      {changes.length === 0 ? (
        <p className="text-ink-2">Nothing.</p>
      ) : (
        <DiffList
          items={changes.map(({ attribute, before, after }) => ({
            label: nameOf(attribute),
            before: textOf(before),
            after: textOf(after),
          }))}
        />
      )}
    </Part>
  );
}

function Exchange({ event, origin }: { event: EventDetail; origin: string }) {
  const { id, method, path, status, request, response, durationMs } = event;
  const stored = request !== null || response !== null;
  return (
    <Part title="What was sent and answered">
      {stored || event.outcome === 'FAILED' ? (
        <HttpExchange
          id={id}
          method={method ?? ''}
          url={requestUrl(origin, path ?? '')}
          requestBody={bodyOf(request)}
          status={status ?? 0}
          responseBody={bodyOf(response)}
          durationMs={durationMs ?? undefined}
        />
      ) : (
        <p className="text-ink-2">
          {method}, answered {status} in {durationMs} ms. What successful calls send and are answered is kept
          only while “Log successful events (debug)” is on.
        </p>
      )}
    </Part>
  );
}

/** What the identity provider vouched for at a sign-in. */
function Claims({ event: { id, request } }: { event: EventDetail }) {
  return (
    <Part title="What the identity provider sent">
      <JsonView id={`${id}-claims`} label="claims" text={bodyOf(request) ?? ''} />
    </Part>
  );
}

/** What a request about a group did to a person has an event of its own, which was not answered by itself. */
function Consequence({ event: { method, path, requestId } }: { event: EventDetail }) {
  return (
    <Part title="What it followed from">
      <p className="text-ink-2">
        A request of your identity provider, {method} {shortPath(path ?? '').split('/').slice(0, 2).join('/')}.{' '}
        {requestId === null ? null : (
          <TextLink href={`${activityPath}?q=${requestId}`} prefetch={false}>
            All events of the request
          </TextLink>
        )}
      </p>
    </Part>
  );
}

function sentence(summary: string): string {
  return /[.!?]$/.test(summary) ? summary : `${summary}.`;
}

function bodyOf(value: JsonValue | null): string | null {
  if (value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/** A setting is called as on its page; an attribute of a person keeps the name it has in SCIM. */
function nameOf(attribute: string): string {
  return new Map(Object.entries(settingNames)).get(attribute) ?? attribute;
}

function textOf(value: JsonValue | null): string | null {
  if (value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The keyword of a SCIM error that was answered, RFC 7644 §3.12. */
function scimTypeOf(response: JsonValue | null): string | null {
  if (typeof response !== 'object' || response === null || Array.isArray(response)) return null;
  return typeof response.scimType === 'string' ? response.scimType : null;
}
