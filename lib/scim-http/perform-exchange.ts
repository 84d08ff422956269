import { EventThrottle } from '@/lib/activity/event-throttle';
import { recordEventsApart } from '@/lib/activity/record-event';
import type { BearerAccess } from '@/lib/credentials/authenticate-bearer';
import { takeToken } from '@/lib/credentials/rate-limit';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { tenantMapping } from '@/lib/roles/tenant-mapping';
import { beginExchange } from '@/lib/scim-http/exchange';
import type { Exchange } from '@/lib/scim-http/exchange';
import { errorEvents, eventBasis, readEvent } from '@/lib/scim-http/exchange-event';
import { readQuery } from '@/lib/scim-http/read-query';
import type { Route } from '@/lib/scim-http/routes';
import type { InnerOutcome, InnerRequest, Method, ScimAnswer } from '@/lib/scim-http/scim-call';
import { toScimError } from '@/lib/scim-http/to-scim-error';
import { tenantRegistry } from '@/lib/schemas/tenant-registry';
import { ScimError } from '@/lib/scim/error';
import { roleTypes } from '@/lib/scim/schema/registry';
import { publicOrigin } from '@/lib/shared/env';
import { processWide } from '@/lib/shared/process-wide';

/**
 * Does what an authenticated request asks for: a request of its own, or an operation of a bulk request.
 * @throws whatever stands against it
 */
export async function performExchange(exchange: Exchange, access: BearerAccess): Promise<ScimAnswer> {
  const { request } = exchange;
  await chargeToken(access, exchange.now);
  const { endpoint, id, tenantId } = routeWithin(access.tenantId, exchange.route);

  exchange.allowed = allowedMethods(Object.keys(endpoint.actions));
  if (request.method === 'OPTIONS') return { status: 204, allow: exchange.allowed };
  const action = endpoint.actions[(request.method === 'HEAD' ? 'GET' : request.method) as Method];
  if (!action) throw ScimError.methodNotAllowed(request.method, exchange.allowed);
  exchange.action = action;
  if (!access.settings.scimEnabled && !endpoint.isDiscovery) throw ScimError.disabled();

  const context = await provisioningContext(exchange, access, action.status);
  const answer = await action.perform({
    context,
    id,
    query: readQuery(request.query),
    headers: request.headers,
    readBody: async () => (exchange.sent = context.sent = await exchange.readBody()),
    perform: (inner) => performInner(exchange, access, { ...inner, path: withTenant(tenantId, inner.path) }),
  });
  if (answer.read && context.recordsSuccess) void recordEventsApart([readEvent(exchange, access, answer)]);
  return answer;
}

/** What the client is told of a fault, which its tenant finds in its activity log. */
export async function refuseExchange(exchange: Exchange, thrown: unknown): Promise<ScimError> {
  const error = toScimError(thrown, exchange.requestId);
  if (exchange.access) await recordRefusal(exchange, exchange.access, error);
  return error;
}

/** A client that sends too fast leaves one event a minute, not one for each of its requests. */
async function recordRefusal(exchange: Exchange, access: BearerAccess, error: ScimError): Promise<void> {
  const { tenantId, credential } = access;
  const throttle = error.status === 429 ? rateEvents() : null;
  const more = throttle ? throttle.admit(`${tenantId}/${credential.id}`, exchange.now.getTime()) : 0;
  if (more !== null) await recordEventsApart(errorEvents(exchange, access, error, more));
}

function rateEvents(): EventThrottle {
  return processWide('rate-events', () => new EventThrottle({ quietMs: 60_000, mostKinds: 10_000 }));
}

/** @throws ScimError 429 */
async function chargeToken(access: BearerAccess, now: Date): Promise<void> {
  const refused = await takeToken(access, now);
  if (refused) throw ScimError.tooManyRequests(refused.retryAfterSeconds);
}

/** An operation of a bulk request is an exchange of its own: so are its clock, its faults and its events. */
async function performInner(
  { request, requestId }: Exchange,
  access: BearerAccess,
  { method, path, query, ifMatch, body, refusal }: InnerRequest,
): Promise<InnerOutcome> {
  const headers = { 'user-agent': request.headers['user-agent'], 'if-match': ifMatch };
  const head = { method, path, query, headers, clientAddress: request.clientAddress };
  const exchange = { ...beginExchange(head, requestId, () => Promise.resolve(body ?? null)), access };
  try {
    if (refusal) {
      exchange.action = exchange.route?.endpoint.actions[method as Method];
      await chargeToken(access, exchange.now);
      throw refusal;
    }
    return { answer: await performExchange(exchange, access) };
  } catch (thrown) {
    exchange.sent ??= body;
    return { error: await refuseExchange(exchange, thrown) };
  }
}

/** Operations name their resources relative to the base URL that the bulk request was sent to. */
function withTenant(tenantId: string | null, path: string): string {
  return tenantId !== null && path.startsWith('/') ? `/${tenantId}${path}` : path;
}

/** Another tenant's address is answered as one that does not exist, for there it does not. */
function routeWithin(tenantId: string, route: Route | null): Route {
  if (!route) throw ScimError.unknownEndpoint();
  if (route.tenantId === null || route.tenantId === tenantId) return route;
  const { resourceType } = route.endpoint;
  throw resourceType ? ScimError.notFound(resourceType) : ScimError.unknownEndpoint();
}

function allowedMethods(methods: string[]): string[] {
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
}

async function provisioningContext(
  exchange: Exchange,
  access: BearerAccess,
  status: number,
): Promise<ProvisioningContext> {
  const { tenantId, credential, settings, headerNote } = access;
  const tenantPath = exchange.route?.tenantId ? `/${tenantId}` : '';
  return {
    tenantId,
    mode: credential.mode === 'STRICT' ? 'strict' : 'compatible',
    registry: await tenantRegistry(tenantId, settings.schemaRevision),
    roleType: credential.rolesProfile === 'IETF' ? roleTypes.ietf : roleTypes.okta,
    baseUrl: `${publicOrigin()}/scim/v2${tenantPath}`,
    now: exchange.now,
    mapping: await tenantMapping(tenantId, settings.mappingGeneration),
    clientName: credential.label,
    event: {
      ...eventBasis(exchange),
      status,
      credentialId: credential.id,
      credentialLabel: credential.label,
      provider: credential.provider,
      notes: headerNote ? [{ kind: 'repaired', text: headerNote }] : [],
    },
    recordsSuccess: settings.logSuccessfulReads,
  };
}
