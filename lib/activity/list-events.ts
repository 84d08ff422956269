import { sql } from 'kysely';
import { z } from 'zod';
import { identityEventTypes } from '@/lib/activity/identity-event';
import type { AttributeChange, EventNote, IdentityEventType } from '@/lib/activity/identity-event';
import { storableText } from '@/lib/activity/storable-text';
import { db } from '@/lib/db/kysely';
import { containing } from '@/lib/db/like-pattern';
import { may } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import type { JsonValue } from '@/lib/scim/json';
import { oneLineSchema } from '@/lib/shared/one-line';

const blankIsNone = oneLineSchema
  .max(200, 'is longer than 200 characters')
  .transform((text) => text || undefined)
  .optional();

/** Search parameters of the Activity page and its feed. */
export const eventFiltersSchema = z.object({
  /** One type, several, or several in one text with commas. */
  type: z
    .union([z.string(), z.array(z.string())])
    .transform((types) =>
      [types]
        .flat()
        .flatMap((type) => type.split(','))
        .filter(Boolean),
    )
    .pipe(z.array(z.enum(identityEventTypes, 'is not a type of event')))
    .transform((types) => (types.length === 0 ? undefined : types))
    .optional(),
  outcome: z.preprocess((value) => value || undefined, z.enum(['OK', 'FAILED']).optional()),
  member: blankIsNone,
  credential: blankIsNone,
  /** Text that occurs in email, summary or path, or is a code, or the event's or request's id. */
  q: blankIsNone,
  /** Events older than this id. */
  before: z.uuid().optional(),
  /** Events newer than this id. */
  after: z.uuid().optional(),
});

export type EventFilters = z.output<typeof eventFiltersSchema>;

/** An event as lists show it: without what was sent and answered. */
export interface EventRow {
  id: string;
  type: IdentityEventType;
  outcome: 'OK' | 'FAILED';
  at: Date;
  summary: string;
  detail: string | null;
  /** One of lib/activity/sso-codes; null for what has none. */
  code: string | null;
  requestId: string | null;
  method: string | null;
  path: string | null;
  status: number | null;
  durationMs: number | null;
  subjectEmail: string | null;
  memberId: string | null;
  resourceId: string | null;
  credentialId: string | null;
  credentialLabel: string | null;
  provider: string | null;
  actorName: string | null;
  clientAddress: string | null;
  userAgent: string | null;
  changes: AttributeChange[] | null;
  notes: EventNote[] | null;
}

export interface EventDetail extends EventRow {
  request: JsonValue | null;
  response: JsonValue | null;
  /** There may be more, which this reader may not see. */
  payloadHidden: boolean;
}

export interface EventPage {
  /** Newest first. */
  events: EventRow[];
  /** What to pass as `before` for the page of older events; null when there are none. */
  older: string | null;
}

const rowColumns = [
  'id',
  'type',
  'outcome',
  'at',
  'summary',
  'detail',
  'code',
  'requestId',
  'method',
  'path',
  'status',
  'durationMs',
  'subjectEmail',
  'memberId',
  'resourceId',
  'credentialId',
  'credentialLabel',
  'provider',
  'actorName',
  'clientAddress',
  'userAgent',
  'changes',
  'notes',
] as const satisfies readonly (keyof EventRow)[];

/** Longer than any transaction that records an event may take. */
const COMMIT_LAG_MS = 10_000;

/**
 * A page of the tenant's events, newest first. With `after` it also repeats the events of the ten seconds
 * before that id, because one whose transaction took longer appears later than its id says: readers merge by
 * id.
 */
export async function listEvents(tenantId: string, filters: EventFilters, limit = 50): Promise<EventPage> {
  const { type, outcome, member, credential, q, before, after } = filters;
  let query = db().selectFrom('IdentityEvent').select(rowColumns).where('tenantId', '=', tenantId);
  if (type) query = query.where('type', 'in', type);
  if (outcome) query = query.where('outcome', '=', outcome);
  if (member) query = query.where('memberId', '=', member);
  if (credential) query = query.where('credentialId', '=', credential);
  if (before) query = query.where('id', '<', before);
  if (after) query = query.where('id', '>', earlierId(after, COMMIT_LAG_MS));
  if (q) query = query.where(mentions(q));
  const found = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .$castTo<EventRow>()
    .execute();
  const events = found.slice(0, limit);
  return { events, older: found.length > limit ? (events.at(-1)?.id ?? null) : null };
}

/** What others than owners and admins are not shown: bodies, what was made of them, and where they came from. */
const withheld = {
  request: null,
  response: null,
  changes: null,
  notes: null,
  detail: null,
  clientAddress: null,
  userAgent: null,
} as const satisfies Partial<EventDetail>;

/**
 * One event of the tenant with what was sent and answered, for those who may see it; null for an id of none
 * here.
 */
export async function findEvent(
  actor: Pick<Actor, 'tenantId' | 'level'>,
  id: string,
): Promise<EventDetail | null> {
  const event = await db()
    .selectFrom('IdentityEvent')
    .select([...rowColumns, 'request', 'response'])
    .where('tenantId', '=', actor.tenantId)
    .where('id', '=', storableText(id))
    .$castTo<Omit<EventDetail, 'payloadHidden'>>()
    .executeTakeFirst();
  if (!event) return null;
  if (may(actor, 'readPayloads')) return { ...event, payloadHidden: false };
  return { ...event, ...withheld, payloadHidden: true };
}

function mentions(text: string) {
  const pattern = containing(text);
  return sql<boolean>`("subjectEmail" ilike ${pattern} or "summary" ilike ${pattern}
    or "path" ilike ${pattern} or "code" = ${text} or "requestId" = ${text} or "id" = ${text.toLowerCase()})`;
}

/**
 * The smallest UUID version 7 of a moment that much before the given one: its first 48 bits are milliseconds.
 */
function earlierId(id: string, milliseconds: number): string {
  const at = Math.max(0, parseInt(id.replace('-', '').slice(0, 12), 16) - milliseconds);
  const digits = at.toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`;
}
