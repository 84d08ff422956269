import * as client from 'openid-client';
import { OutboundError } from '@/lib/outbound/outbound-error';
import { checkFailure } from '@/lib/sso/oidc/check-failure';
import { quoted } from '@/lib/sso/quoted';
import { SsoFailure } from '@/lib/sso/sso-failure';

/**
 * What a failed exchange means for an admin. Codes, tokens and secrets are in none of the sentences.
 * @throws whatever is a fault of ours
 */
export function failureOf(error: unknown): SsoFailure {
  if (error instanceof SsoFailure) return error;
  const outbound = outboundCause(error);
  if (outbound) return new SsoFailure('sso_idp_unreachable', outbound.message, { cause: outbound });
  const refusal = refusalOf(error);
  if (refusal !== null) return new SsoFailure('sso_idp_refused', refusal);
  if (error instanceof client.ClientError) return checkFailure(error);
  throw error;
}

function outboundCause(error: unknown): OutboundError | null {
  if (error instanceof OutboundError) return error;
  return error instanceof Error ? outboundCause(error.cause) : null;
}

/** What the identity provider gave as its reason, in its own words; null when it did not refuse. */
function refusalOf(error: unknown): string | null {
  if (error instanceof client.AuthorizationResponseError) {
    return `The identity provider answered ${reasonOf(error.error, error.error_description)}.`;
  }
  if (error instanceof client.ResponseBodyError) {
    return tokenRefusal(error.error, error.error_description);
  }
  if (error instanceof client.WWWAuthenticateChallengeError) {
    const { error: reason, error_description: description } = error.cause[0]?.parameters ?? {};
    return tokenRefusal(reason ?? `HTTP ${error.status}`, description);
  }
  return null;
}

const ADVICE: Record<string, string> = {
  invalid_client: ' Check the client ID and the client secret under Settings → Identity → SSO.',
  unauthorized_client: ' Allow the application to use authorization codes there.',
  invalid_grant: ' The code was too old or used already, or was made for another redirect URI than ours.',
};

function tokenRefusal(error: string, description: string | undefined): string {
  const advice = ADVICE[error] ?? '';
  return `The identity provider answered our own request with ${reasonOf(error, description)}.${advice}`;
}

function reasonOf(error: string, description: string | undefined): string {
  return `“${quoted(description ? `${error}: ${description}` : error)}”`;
}
