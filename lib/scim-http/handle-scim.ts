import { v7 as uuidv7 } from 'uuid';
import { authenticateBearer } from '@/lib/credentials/authenticate-bearer';
import type { BearerAccess } from '@/lib/credentials/authenticate-bearer';
import { recordFailedAuthentication } from '@/lib/credentials/failed-authentication';
import { countFailure } from '@/lib/credentials/failure-throttle';
import { beginExchange } from '@/lib/scim-http/exchange';
import type { Exchange } from '@/lib/scim-http/exchange';
import { eventBasis } from '@/lib/scim-http/exchange-event';
import { performExchange, refuseExchange } from '@/lib/scim-http/perform-exchange';
import { groupLimits, readBody, usualLimits } from '@/lib/scim-http/read-body';
import type { BodyLimits } from '@/lib/scim-http/read-body';
import { respond, respondError } from '@/lib/scim-http/respond';
import type { ScimRequest, ScimResponse } from '@/lib/scim-http/scim-message';
import { ScimError } from '@/lib/scim/error';

export type { ScimRequest, ScimResponse } from '@/lib/scim-http/scim-message';

/** Answers one SCIM request. It never rejects: every fault becomes a SCIM error, and leaves an event. */
export async function handleScim(request: ScimRequest): Promise<ScimResponse> {
  const exchange: Exchange = beginExchange(request, uuidv7(), () =>
    readBody(request, limitsOf(exchange)),
  );
  const { method, headers } = exchange.request;
  const basis = {
    requestId: exchange.requestId,
    accept: headers.accept,
    withoutBody: method === 'HEAD',
  };
  try {
    const access = await authenticate(exchange);
    return respond(basis, await performExchange(exchange, access));
  } catch (thrown) {
    return respondError(basis, await refuseExchange(exchange, thrown), exchange.allowed);
  }
}

/** Groups are larger than anything else. */
function limitsOf({ route }: Exchange): BodyLimits {
  return route?.endpoint.resourceType === 'Group' ? groupLimits : usualLimits;
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
  const error = failedAuthentication(request.clientAddress, now);
  const basis = { ...eventBasis(exchange), status: error.status, detail: error.detail };
  recordFailedAuthentication(outcome, basis, route?.tenantId ?? null, now);
  throw error;
}

/** Who fails too often is told to wait; who has a good token never is, whatever others send from there. */
function failedAuthentication(clientAddress: string, now: Date): ScimError {
  const retryAfter = countFailure(clientAddress, now);
  return retryAfter === null ? ScimError.unauthorized() : ScimError.tooManyFailures(retryAfter);
}
