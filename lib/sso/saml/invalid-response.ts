import { quoted } from '@/lib/sso/quoted';
import { SsoFailure } from '@/lib/sso/sso-failure';

/** What every refusal of a response is to the person, so that a stranger who tries cannot tell the checks apart. */
export function invalidResponse(message: string, cause?: unknown): SsoFailure {
  return new SsoFailure('sso_response_invalid', message, { cause });
}

/** A value that is not the one that was wanted; both are shown to admins. */
export function mismatch(what: string, expected: string, received: string | null): SsoFailure {
  const shown = received === null ? 'nothing' : quoted(received);
  return new SsoFailure('sso_response_invalid', `${what} is not what it has to be.`, {
    comparison: { what, expected, received: shown },
  });
}
