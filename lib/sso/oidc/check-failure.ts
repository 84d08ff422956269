import type { ClientError } from 'openid-client';
import { clockFailure } from '@/lib/sso/oidc/clock-failure';
import { quoted } from '@/lib/sso/quoted';
import { SsoFailure } from '@/lib/sso/sso-failure';

/** Values of a check by names that differ from check to check. */
type Detail = Readonly<Record<string, unknown>>;

interface FailedCheck {
  code: string | undefined;
  /** Of the library: says which check, and repeats nothing of what was checked. */
  message: string;
  detail: Detail;
}

const BAD_SIGNATURE = 'JWT signature verification failed';

/** Whether the token may be right after all, signed with a key that the issuer has had only since it was asked. */
export function isKeyFailure(error: ClientError): boolean {
  const { code, message } = failedCheck(error);
  return code === 'OAUTH_KEY_SELECTION_FAILED' || message === BAD_SIGNATURE;
}

/** What a check of openid-client that failed means for an admin, with what it wanted and what it got. */
export function checkFailure(error: ClientError): SsoFailure {
  const check = failedCheck(error);
  switch (check.code) {
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      return timestampFailure(check.detail);
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED':
      return wrongClaim(check.detail);
    case 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED':
      return otherPerson(check.detail);
    case 'OAUTH_KEY_SELECTION_FAILED':
      return unknownKey(check.detail);
    case 'OAUTH_RESPONSE_IS_NOT_CONFORM':
    case 'OAUTH_RESPONSE_IS_NOT_JSON':
      return new SsoFailure('sso_idp_unreachable', notConform(error));
    default:
      return otherFailure(check);
  }
}

/** The error that openid-client wraps says which check failed, and its cause with which values. */
function failedCheck(error: ClientError): FailedCheck {
  const check = error.cause instanceof Error ? error.cause : error;
  return { code: error.code, message: check.message, detail: detailOf(check.cause) };
}

function detailOf(value: unknown): Detail {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  return `“${quoted(typeof value === 'string' ? value : JSON.stringify(value))}”`;
}

function invalid(message: string, what?: string, expected?: string, received?: string): SsoFailure {
  if (what === undefined) return new SsoFailure('sso_token_invalid', message);
  const comparison = { what, expected: expected ?? '', received: received ?? '' };
  return new SsoFailure('sso_token_invalid', message, { comparison });
}

function timestampFailure({ claim, claims, now }: Detail): SsoFailure {
  const at = detailOf(claims)[String(claim)];
  if (typeof at !== 'number' || typeof now !== 'number') return invalid('The ID token says no usable time.');
  return clockFailure(claim === 'nbf' ? 'nbf' : 'exp', at, now);
}

const CLAIM_SENTENCES: Record<string, string> = {
  iss: 'The ID token was issued by another issuer than the one of this connection.',
  aud: 'The ID token is meant for another application. Compare the client ID.',
  azp: 'The ID token was issued to another application, and only passed on to this one.',
  nonce: 'The ID token belongs to another sign-in.',
};

function wrongClaim({ claim, expected, claims }: Detail): SsoFailure {
  const name = String(claim);
  const sentence =
    CLAIM_SENTENCES[name] ?? `The claim “${quoted(name)}” of the ID token is not what it must be.`;
  // A nonce tells an admin nothing, and is nobody else's business until the sign-in is over.
  if (name === 'nonce') return invalid(sentence, name, 'the one of this sign-in', 'another one');
  return invalid(
    sentence,
    name,
    expected === undefined ? 'this application alone' : shown(expected),
    shown(detailOf(claims)[name]),
  );
}

function otherPerson({ expected, body }: Detail): SsoFailure {
  const sentence = 'The userinfo endpoint speaks of another person than the ID token.';
  return invalid(sentence, 'sub', shown(expected), shown(detailOf(body).sub));
}

function unknownKey({ header }: Detail): SsoFailure {
  const { kid, alg } = detailOf(header);
  return invalid(
    'The ID token is signed with a key that the issuer does not publish, or does not name clearly.',
    'key',
    'a key of the issuer',
    `${shown(kid)}, ${shown(alg)}`,
  );
}

function notConform({ cause }: ClientError): string {
  const status = cause instanceof Response ? ` (HTTP ${cause.status})` : '';
  return `The identity provider gave another answer than OpenID Connect prescribes${status}.`;
}

function otherFailure({ message, detail }: FailedCheck): SsoFailure {
  if (message === BAD_SIGNATURE) {
    return invalid(
      'The signature of the ID token is wrong: the issuer did not sign it, or it was changed since.',
    );
  }
  if (message === 'unexpected JWT "alg" header parameter' || message === 'unsupported JWS algorithm') {
    const received = shown(detailOf(detail.header).alg ?? detail.alg);
    return invalid(
      'The ID token is not signed as this issuer signs.',
      'alg',
      shown(detail.expected),
      received,
    );
  }
  if (message.includes('"iss" (issuer)') && detail.parameters instanceof URLSearchParams) {
    const received = shown(detail.parameters.get('iss') ?? undefined);
    return invalid(
      'The answer came from another issuer than was asked.',
      'iss',
      shown(detail.expected),
      received,
    );
  }
  if (message === 'JWE decryption is not configured') {
    return invalid('The ID token is encrypted. Switch that off at the identity provider.');
  }
  const [, missing] = /^JWT "(\w+)" \([^)]+\) claim missing$/.exec(message) ?? [];
  if (missing) return invalid(`The ID token lacks the claim “${missing}”.`, missing, 'a value', 'nothing');
  return invalid(`A check of the answer failed: “${quoted(message)}”.`);
}
