import type { Client } from '@/lib/sign-in/client-address';
import { defaultReturnPath } from '@/lib/sign-in/return-path';
import type { SsoConnection } from '@/lib/sso/connection';
import { recordSsoFailure } from '@/lib/sso/record-failure';
import { testReport } from '@/lib/sso/run-test';
import type { SignInOutcome } from '@/lib/sso/sign-in-outcome';
import { SsoFailure } from '@/lib/sso/sso-failure';
import type { SsoRequest } from '@/lib/sso/sso-request';

/** The part of a request that its end needs. */
export type FailedRequest = Pick<SsoRequest, 'purpose' | 'memberId' | 'returnPath'>;

/**
 * Turns a failure into what the person sees: a test says it in its report, a sign-in in the log and on a page.
 * @param request null when it is not known which one was answered
 * @throws whatever is not an SsoFailure
 */
export async function endInFailure(
  connection: SsoConnection,
  request: FailedRequest | null,
  client: Client,
  error: unknown,
): Promise<SignInOutcome> {
  if (!(error instanceof SsoFailure)) throw error;
  if (request?.purpose === 'TEST' && request.memberId !== null) {
    const { id } = await testReport(connection, request.memberId, { failure: error });
    return { kind: 'test', testId: id };
  }
  const { eventId } = await recordSsoFailure(connection, error, { client });
  const { tenantId } = connection;
  const returnPath = request?.returnPath ?? defaultReturnPath;
  const at = new Date().toISOString();
  return { kind: 'refused', refusal: { code: error.code, tenantId, email: null, eventId, returnPath, at } };
}

/** For an address of a tenant that does not exist or has no connection: the same words, and no event. */
export function endUnknown(): SignInOutcome {
  const refusal = { code: 'sso_disabled', tenantId: null, email: null, eventId: null } as const;
  const at = new Date().toISOString();
  return { kind: 'refused', refusal: { ...refusal, returnPath: defaultReturnPath, at } };
}
