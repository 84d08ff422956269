import { ssoAddresses } from '@/lib/sso/addresses';
import type { AssertedIdentity } from '@/lib/sso/asserted-identity';
import type { SsoConnection } from '@/lib/sso/connection';
import { checkAssertion } from '@/lib/sso/saml/check-assertion';
import { checkDecrypted, checkEnvelope } from '@/lib/sso/saml/check-envelope';
import { requireSuccess } from '@/lib/sso/saml/check-status';
import { decryptAssertion } from '@/lib/sso/saml/decrypt-assertion';
import { invalidResponse, mismatch } from '@/lib/sso/saml/invalid-response';
import { openPrivateKey } from '@/lib/sso/saml/open-private-key';
import { readAssertion } from '@/lib/sso/saml/read-assertion';
import { scanXml, scannable } from '@/lib/sso/saml/scan-xml';
import type { ScannedElement } from '@/lib/sso/saml/scan-xml';
import { childrenNamed } from '@/lib/sso/saml/scanned';
import { verifyResponse } from '@/lib/sso/saml/verify-response';
import { SsoFailure } from '@/lib/sso/sso-failure';

/** A response that passed every check but being used for the first time, which the store has to tell. */
export interface AcceptedResponse {
  identity: AssertedIdentity;
  /** Our request that it answers; null when the identity provider began, which the connection then allows. */
  requestId: string | null;
  /** For useAssertion. */
  assertionId: string;
  /** From then on the response is refused for its age. */
  expiresAt: Date;
}

/** Characters of base64: a response with 400 groups has 80,000. */
const LONGEST = 400_000;

const LONGEST_SESSION_INDEX = 1_000;

/**
 * Decides whether a response of SAML (HTTP-POST) signs somebody in. Everything that could cost time is bounded
 * before a parser reads it, before and after decryption; what is believed is only what a signature covers.
 * @param samlResponse as it was posted
 * @param pending whether we have sent a request of this ID, and wait for its answer
 * @throws SsoFailure sso_request_unknown, sso_idp_initiated_not_allowed, sso_idp_refused, sso_clock_skew, or
 *   sso_response_invalid for all else; the message and the comparison are for admins, and hold no XML
 */
export async function acceptResponse(
  connection: SsoConnection,
  samlResponse: string,
  pending: (id: string) => Promise<boolean>,
): Promise<AcceptedResponse> {
  const xml = decode(samlResponse);
  const response = scanXml(xml);
  if (response.name !== 'Response') throw invalidResponse('What was posted is not a SAML response.');
  const requestId = await findRequestId(connection, response, pending);
  checkAddressee(connection, response);
  requireSuccess(response);
  const { encrypted, responseSigned } = checkEnvelope(response);
  const privateKey = encrypted ? keyFor(connection) : null;
  if (privateKey !== null) checkDecrypted(scanXml(scannable(await decryptAssertion(xml, privateKey))));
  const assertion = readAssertion(await verifyResponse(connection, xml, { responseSigned, privateKey }));
  const { id, nameId, expiresAt } = checkAssertion(connection, assertion, { requestId, now: new Date() });
  const sessionIndex =
    (assertion.sessionIndex ?? '').length > LONGEST_SESSION_INDEX ? null : assertion.sessionIndex;
  return {
    identity: {
      protocol: 'SAML',
      subject: nameId.value,
      claims: assertion.attributes,
      logout: { protocol: 'SAML', nameId, sessionIndex },
    },
    requestId,
    assertionId: id,
    expiresAt,
  };
}

function decode(samlResponse: string): string {
  if (samlResponse.length > LONGEST)
    throw invalidResponse('The response is longer than 400,000 characters of base64.');
  if (!/^[A-Za-z0-9+/=\s]+$/.test(samlResponse)) throw invalidResponse('The response is not base64.');
  try {
    return scannable(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(samlResponse, 'base64')));
  } catch (cause) {
    throw invalidResponse('The response is not text in UTF-8.', cause);
  }
}

/** What names a request is never taken for a sign-in that began at the identity provider, whoever made it up. */
async function findRequestId(
  connection: SsoConnection,
  response: ScannedElement,
  pending: (id: string) => Promise<boolean>,
): Promise<string | null> {
  const id = response.attributes.get('InResponseTo');
  if (id === undefined) {
    if (connection.allowIdpInitiated) return null;
    throw new SsoFailure('sso_idp_initiated_not_allowed', 'The response names no request of ours.');
  }
  const known = /^[\w.-]{1,100}$/.test(id) && (await pending(id));
  if (!known)
    throw new SsoFailure('sso_request_unknown', 'The response answers a request that is not waited for.');
  return id;
}

function checkAddressee(connection: SsoConnection, response: ScannedElement): void {
  const version = response.attributes.get('Version');
  if (version !== '2.0') throw mismatch('Version of the response', '2.0', version ?? null);
  const destination = response.attributes.get('Destination');
  const { acsUrl } = ssoAddresses(connection.tenantId);
  if (destination !== undefined && destination !== acsUrl) throw mismatch('Destination', acsUrl, destination);
  for (const issuer of childrenNamed(response, 'Issuer')) {
    if (issuer.text !== connection.idpEntityId) {
      throw mismatch('Issuer of the response', connection.idpEntityId, issuer.text);
    }
  }
}

function keyFor(connection: SsoConnection): string {
  const key = openPrivateKey(connection);
  if (key === null)
    throw invalidResponse('The assertion is encrypted, and the connection has no key to open it.');
  return key;
}
