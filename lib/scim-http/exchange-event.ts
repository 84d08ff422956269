import type { IdentityEventDraft } from '@/lib/activity/identity-event';
import { redact, redactQuery } from '@/lib/activity/redact';
import type { BearerAccess } from '@/lib/credentials/authenticate-bearer';
import { findGroupName } from '@/lib/provisioning/find-group-name';
import { findPerson } from '@/lib/provisioning/find-person';
import type { Exchange } from '@/lib/scim-http/exchange';
import { fullPath } from '@/lib/scim-http/mount';
import type { Route } from '@/lib/scim-http/routes';
import type { ScimAnswer } from '@/lib/scim-http/scim-call';
import { scimErrorBody } from '@/lib/scim/error';
import type { ScimError } from '@/lib/scim/error';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonValue } from '@/lib/scim/json';
import { beginningOf } from '@/lib/scim/storable-text';

const LONGEST_PATH = 2_000;
const LONGEST_LOGGED = 1024 * 1024;
const LONGEST_AGENT = 300;
const LONGEST_ADDRESS = 300;
const LONGEST_NAME = 200;

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
 * @param more how many requests before it were refused likewise and left no event
 */
export async function errorEvents(
  exchange: Exchange,
  access: BearerAccess,
  error: ScimError,
  more: number,
): Promise<IdentityEventDraft[]> {
  const { action, request, sent, route } = exchange;
  const person = await personOf(access.tenantId, route, error);
  const group = await groupNameOf(access.tenantId, exchange, error);
  const purpose = action?.purpose ?? `${request.method} ${request.path.slice(0, 100)}`;
  const act = group ? purpose.replace(/\ba group$/, () => `the group ${group}`) : purpose;
  const basis = authenticatedEvent(exchange, access);
  const warning = { kind: 'warning' as const, text: `${more} more requests were refused like this before it` };
  const event: IdentityEventDraft = {
    ...basis,
    notes: more > 0 ? [...basis.notes, warning] : basis.notes,
    type: 'scim_error',
    outcome: 'FAILED',
    summary: `${access.credential.label} could not ${act}: ${error.detail}`,
    detail: error.detail,
    status: error.status,
    subjectEmail: person?.email || (isAboutGroup(route) ? null : subjectEmail(sent)),
    memberId: person?.memberId ?? null,
    resourceId: route?.id || null,
    response: redact(scimErrorBody(error)),
    ...(sent !== undefined && { request: redact(sent) }),
  };
  return [event];
}

export function readEvent(exchange: Exchange, access: BearerAccess, answer: ScimAnswer): IdentityEventDraft {
  const body = answer.logged?.() ?? answer.body;
  return {
    ...authenticatedEvent(exchange, access),
    type: 'scim_read',
    outcome: 'OK',
    summary: `${access.credential.label} read ${answer.read}`,
    status: answer.status,
    resourceId: exchange.route?.id || null,
    ...(body !== undefined && { response: loggedBody(body) }),
  };
}

/** A page of thousands is not worth reading again to keep its beginning. */
function loggedBody(body: string): JsonValue {
  if (body.length > LONGEST_LOGGED) return `[${body.length} characters]`;
  return redact(JSON.parse(body) as JsonValue);
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

/** The group that a refused request names by its path, else the one its body describes. */
async function groupNameOf(tenantId: string, { route, sent }: Exchange, error: ScimError) {
  if (!route || !isAboutGroup(route)) return null;
  if (route.id !== '') return error.status === 404 ? null : findGroupName(tenantId, route.id);
  const displayName = isJsonObject(sent) ? sent.displayName : undefined;
  return typeof displayName === 'string' ? beginningOf(displayName.trim(), LONGEST_NAME) : null;
}

function isAboutGroup(route: Route | null): boolean {
  return route?.endpoint.resourceType === 'Group';
}

/** Whom a refused body was about, when it says so with an address. */
function subjectEmail(sent: JsonValue | undefined): string | null {
  const userName = isJsonObject(sent) ? sent.userName : undefined;
  return typeof userName === 'string' && userName.includes('@') ? userName.slice(0, LONGEST_ADDRESS) : null;
}
