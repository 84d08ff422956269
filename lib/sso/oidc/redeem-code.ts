import * as client from 'openid-client';
import { guardedFetch } from '@/lib/outbound/guarded-fetch';
import type { JsonValue } from '@/lib/scim/json';
import { isStorable } from '@/lib/scim/storable-text';
import type { AssertedIdentity } from '@/lib/sso/asserted-identity';
import { claimNamesOf } from '@/lib/sso/claim-names';
import type { SsoConnection } from '@/lib/sso/connection';
import { CLOCK_TOLERANCE_SECONDS, clientConfiguration } from '@/lib/sso/oidc/client-configuration';
import { isKeyFailure } from '@/lib/sso/oidc/check-failure';
import { clockFailure } from '@/lib/sso/oidc/clock-failure';
import { failureOf } from '@/lib/sso/oidc/failure-of';
import { knownIssuer, learnIssuer, type KnownIssuer } from '@/lib/sso/oidc/known-issuer';
import { usableKeys } from '@/lib/sso/oidc/usable-keys';
import { SsoFailure } from '@/lib/sso/sso-failure';

/** What came back from the identity provider, and what was remembered of the question. */
export interface AuthorizationAnswer {
  /** The redirect URI as it was sent, with the query that came. */
  callbackUrl: URL;
  state: string;
  nonce: string;
  codeVerifier: string;
}

type Claims = Readonly<Record<string, JsonValue>>;

/** OpenID Connect Core §2: "MUST NOT exceed 255 ASCII characters in length". */
const LONGEST_SUBJECT = 255;

/**
 * Exchanges the code for an ID token and checks everything about it (OpenID Connect Core §3.1.3.7, RFC 9207).
 * @throws SsoFailure sso_idp_refused, sso_idp_unreachable, sso_token_invalid, sso_clock_skew
 */
export async function redeemCode(
  connection: SsoConnection,
  answer: AuthorizationAnswer,
): Promise<AssertedIdentity> {
  const fetchOnce = askTokenOnce();
  const redeem = (issuer: KnownIssuer) => redeemWith(connection, issuer, answer, fetchOnce);
  try {
    const issuer = await knownIssuer(connection);
    return await redeem(issuer).catch(async (error: unknown) => {
      if (!(error instanceof client.ClientError && isKeyFailure(error))) throw error;
      return redeem(await learnIssuer(connection));
    });
  } catch (error) {
    throw failureOf(error);
  }
}

/**
 * A code works once, but its answer may have to be checked twice: an issuer that has just changed its keys
 * has signed with one that is not known yet. The first answer of the token endpoint, the only one that is
 * posted to, is kept.
 */
function askTokenOnce(): client.CustomFetch {
  let answer: Promise<Response> | undefined;
  return async (url, { method, headers, body, signal }) => {
    if (method !== 'POST') return guardedFetch(url, { method, headers, signal });
    answer ??= guardedFetch(url, { method, headers, body: String(body), signal }).then(withoutChallenge);
    return (await answer).clone();
  };
}

/** openid-client would take the challenge for all there is to know, and not read the error in the body. */
function withoutChallenge(response: Response): Response {
  response.headers.delete('www-authenticate');
  return response;
}

async function redeemWith(
  connection: SsoConnection,
  issuer: KnownIssuer,
  { callbackUrl, state, nonce, codeVerifier }: AuthorizationAnswer,
  fetch: client.CustomFetch,
): Promise<AssertedIdentity> {
  const configuration = clientConfiguration(connection, issuer.metadata);
  configuration[client.customFetch] = async (url, options) => {
    const response = await fetch(url, options);
    return url === new URL(issuer.metadata.jwks_uri).href ? usableKeys(response) : response;
  };
  if (issuer.keys) client.setJwksCache(configuration, issuer.keys);
  const tokens = await client.authorizationCodeGrant(configuration, callbackUrl, {
    pkceCodeVerifier: codeVerifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  issuer.keys = client.getJwksCache(configuration);
  const token = tokens.claims();
  if (!token || !tokens.id_token) throw new Error('openid-client was told to expect an ID token.');
  refuseUnusable(token);
  const userinfo = lacksClaims(connection, token, issuer)
    ? await client.fetchUserInfo(configuration, tokens.access_token, token.sub)
    : {};
  return {
    protocol: 'OIDC',
    subject: token.sub,
    claims: { ...plainClaims(userinfo), ...plainClaims(token) },
    logout: { protocol: 'OIDC', idToken: tokens.id_token },
  };
}

/** Checks that openid-client leaves to its caller. */
function refuseUnusable({ iat, sub }: client.IDToken): void {
  const now = Math.floor(Date.now() / 1_000);
  if (iat > now + CLOCK_TOLERANCE_SECONDS) throw clockFailure('iat', iat, now);
  // What cannot be stored would be replaced, and so could become the name of somebody else.
  if (sub.trim() === '' || sub.length > LONGEST_SUBJECT || !isStorable(sub)) {
    throw new SsoFailure(
      'sso_token_invalid',
      `The claim “sub” must have 1 to ${LONGEST_SUBJECT} characters, all of them Unicode’s and none of them NUL.`,
    );
  }
}

/**
 * An issuer may keep claims to its userinfo endpoint (OpenID Connect Core §5.4). It is asked when what
 * decides is missing: who somebody is, and the groups that their roles come from.
 */
function lacksClaims(connection: SsoConnection, token: client.IDToken, { metadata }: KnownIssuer): boolean {
  if (metadata.userinfo_endpoint === undefined) return false;
  const { email, groups } = claimNamesOf(connection);
  return token[email] === undefined || token[groups] === undefined;
}

/** They were parsed from JSON; a copy of their own keys carries no other meaning. */
function plainClaims(claims: object): Claims {
  return Object.fromEntries(Object.entries(claims));
}
