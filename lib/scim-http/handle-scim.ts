import { v7 as uuidv7 } from 'uuid';
import { recordEventsApart } from '@/lib/activity/record-event';
import { authenticateBearer } from '@/lib/credentials/authenticate-bearer';
import type { BearerAccess } from '@/lib/credentials/authenticate-bearer';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { eventBasis, errorEvents, readEvent } from '@/lib/scim-http/exchange-event';
import type { Exchange } from '@/lib/scim-http/exchange-event';
import { recordFailedAuthentication } from '@/lib/credentials/failed-authentication';
import { readBody } from '@/lib/scim-http/read-body';
import { respond, respondError, respondOptions } from '@/lib/scim-http/respond';
import { findRoute } from '@/lib/scim-http/routes';
import type { Route } from '@/lib/scim-http/routes';
import type { Method } from '@/lib/scim-http/scim-call';
import type { ScimRequest, ScimResponse } from '@/lib/scim-http/scim-message';
import { toScimError } from '@/lib/scim-http/to-scim-error';
import { ScimError } from '@/lib/scim/error';
import { coreRegistry } from '@/lib/scim/schema/registry';
import { publicOrigin } from '@/lib/shared/env';

export type { ScimRequest, ScimResponse } from '@/lib/scim-http/scim-message';

/** Answers one SCIM request. It never rejects: every fault becomes a SCIM error, and leaves an event. */
export async function handleScim(request: ScimRequest): Promise<ScimResponse> {
  const exchange = begin(request);
  try {
    return await serve(exchange);
  } catch (thrown) {
    const error = toScimError(thrown, exchange.requestId);
    if (exchange.access) await recordEventsApart(errorEvents(exchange, exchange.access, error));
    return respondError(exchange.response, error, exchange.allowed);
  }
}

function begin(request: ScimRequest): Exchange {
  const requestId = uuidv7();
  const method = request.method.toUpperCase();
  return {
    request: { ...request, method },
    requestId,
    now: new Date(),
    route: findRoute(request.path),
    response: { requestId, accept: request.headers.accept, withoutBody: method === 'HEAD' },
    allowed: [],
  };
}

async function serve(exchange: Exchange): Promise<ScimResponse> {
  const { request } = exchange;
  const access = await authenticate(exchange);
  const { endpoint, id } = routeWithin(access.tenantId, exchange.route);

  exchange.allowed = allowedMethods(Object.keys(endpoint.actions));
  if (request.method === 'OPTIONS') return respondOptions(exchange.response, exchange.allowed);
  const action = endpoint.actions[(request.method === 'HEAD' ? 'GET' : request.method) as Method];
  if (!action) throw ScimError.methodNotAllowed(request.method, exchange.allowed);
  exchange.action = action;
  if (!access.settings.scimEnabled && !endpoint.isDiscovery) throw ScimError.disabled();

  const context = provisioningContext(exchange, access, action.status);
  const answer = await action.perform({
    context,
    id,
    query: new URLSearchParams(request.query),
    headers: request.headers,
    readBody: async () => (exchange.sent = context.sent = await readBody(request)),
  });
  if (answer.read && context.recordsSuccess) void recordEventsApart([readEvent(exchange, access, answer)]);
  return respond(exchange.response, answer);
}

/** Comes before everything else, so that a stranger learns nothing, not even which addresses exist. */
async function authenticate(exchange: Exchange): Promise<BearerAccess> {
  const { request, now, route } = exchange;
  const { authorization } = request.headers;
  const userAgent = request.headers['user-agent'];
  const outcome = await authenticateBearer({
    authorization,
    clientAddress: request.clientAddress,
    userAgent,
    now,
  });
  if (outcome.kind === 'accepted') return (exchange.access = outcome.access);
  const error = ScimError.unauthorized();
  const basis = { ...eventBasis(exchange), status: error.status, detail: error.detail };
  recordFailedAuthentication(outcome, basis, route?.tenantId ?? null, now);
  throw error;
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

function provisioningContext(exchange: Exchange, access: BearerAccess, status: number): ProvisioningContext {
  const { tenantId, credential, settings, headerNote } = access;
  const { roleSource: source, roleAttribute: attribute, defaultRoleKey, logSuccessfulReads } = settings;
  const tenantPath = exchange.route?.tenantId ? `/${tenantId}` : '';
  return {
    tenantId,
    mode: credential.mode === 'STRICT' ? 'strict' : 'compatible',
    registry: coreRegistry,
    baseUrl: `${publicOrigin()}/scim/v2${tenantPath}`,
    now: exchange.now,
    mapping: { source, attribute, defaultRoleKey },
    clientName: credential.label,
    event: {
      ...eventBasis(exchange),
      status,
      credentialId: credential.id,
      credentialLabel: credential.label,
      provider: credential.provider,
      notes: headerNote ? [{ kind: 'repaired', text: headerNote }] : [],
    },
    recordsSuccess: logSuccessfulReads,
  };
}
