import type { IdentityEventDraft } from '@/lib/activity/identity-event';
import { redact, redactQuery } from '@/lib/activity/redact';
import type { BearerAccess } from '@/lib/credentials/authenticate-bearer';
import { findPerson } from '@/lib/provisioning/find-person';
import { fullPath } from '@/lib/scim-http/mount';
import type { ResponseBasis } from '@/lib/scim-http/respond';
import type { Route } from '@/lib/scim-http/routes';
import type { Action, ScimAnswer } from '@/lib/scim-http/scim-call';
import type { ScimRequest } from '@/lib/scim-http/scim-message';
import { scimErrorBody } from '@/lib/scim/error';
import type { ScimError } from '@/lib/scim/error';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonValue } from '@/lib/scim/json';

const LONGEST_PATH = 2_000;
const LONGEST_AGENT = 300;
const LONGEST_ADDRESS = 300;

/** What is known of a request while it is served; more of it the further it gets. */
export interface Exchange {
  request: ScimRequest;
  requestId: string;
  now: Date;
  /** Null when no endpoint has the path. */
  route: Route | null;
  response: ResponseBasis;
  allowed: string[];
  access?: BearerAccess;
  action?: Action;
  sent?: JsonValue;
}

type Basis = Required<
  Pick<IdentityEventDraft, 'requestId' | 'method' | 'path' | 'clientAddress' | 'userAgent'>
>;

/** The columns that every event of a request shares, whoever sent it. */
export function eventBasis({ request, requestId }: Exchange): Basis {
  const query = redactQuery(request.query);
  return {
    requestId,
    method: request.method,
    path: `${fullPath(request.path)}${query && `?${query}`}`.slice(0, LONGEST_PATH),
    clientAddress: request.clientAddress,
    userAgent: request.headers['user-agent']?.slice(0, LONGEST_AGENT) ?? null,
  };
}

/**
 * The event of a request that was refused. Who its person is, is only asked now: requests that succeed need
 * not.
 */
export async function errorEvents(
  exchange: Exchange,
  access: BearerAccess,
  error: ScimError,
): Promise<IdentityEventDraft[]> {
  const { action, request, sent, route } = exchange;
  const person = await personOf(access.tenantId, route, error);
  const act = action?.purpose ?? `${request.method} ${request.path.slice(0, 100)}`;
  const event: IdentityEventDraft = {
    ...authenticatedEvent(exchange, access),
    type: 'scim_error',
    outcome: 'FAILED',
    summary: `${access.credential.label} could not ${act}: ${error.detail}`,
    detail: error.detail,
    status: error.status,
    subjectEmail: person?.email || subjectEmail(sent),
    memberId: person?.memberId ?? null,
    resourceId: route?.id || null,
    response: redact(scimErrorBody(error)),
    ...(sent !== undefined && { request: redact(sent) }),
  };
  return [event];
}

export function readEvent(exchange: Exchange, access: BearerAccess, answer: ScimAnswer): IdentityEventDraft {
  return {
    ...authenticatedEvent(exchange, access),
    type: 'scim_read',
    outcome: 'OK',
    summary: `${access.credential.label} read ${answer.read}`,
    status: answer.status,
    resourceId: exchange.route?.id || null,
    ...(answer.body !== undefined && { response: redact(JSON.parse(answer.body) as JsonValue) }),
  };
}

function authenticatedEvent(exchange: Exchange, { tenantId, credential, headerNote }: BearerAccess) {
  return {
    ...eventBasis(exchange),
    tenantId,
    durationMs: Math.max(0, Date.now() - exchange.now.getTime()),
    credentialId: credential.id,
    credentialLabel: credential.label,
    provider: credential.provider,
    notes: headerNote ? [{ kind: 'repaired' as const, text: headerNote }] : [],
  };
}

/** Whom the path of a refused request names; nobody whose id was not found. */
function personOf(tenantId: string, route: Route | null, error: ScimError) {
  const namesUser = route?.endpoint.resourceType === 'User' && route.id !== '';
  return namesUser && error.status !== 404 ? findPerson(tenantId, route.id) : null;
}

/** Whom a refused body was about, when it says so with an address. */
function subjectEmail(sent: JsonValue | undefined): string | null {
  const userName = isJsonObject(sent) ? sent.userName : undefined;
  return typeof userName === 'string' && userName.includes('@') ? userName.slice(0, LONGEST_ADDRESS) : null;
}
