import { ssoAddresses } from '@/lib/sso/addresses';
import type { SsoConnection } from '@/lib/sso/connection';
import { checkTimes } from '@/lib/sso/saml/check-times';
import { invalidResponse, mismatch } from '@/lib/sso/saml/invalid-response';
import { BEARER, TRANSIENT } from '@/lib/sso/saml/names';
import { quoted } from '@/lib/sso/quoted';
import type { Assertion, AssertedNameId, SubjectConfirmation } from '@/lib/sso/saml/read-assertion';

/** Longer ones do not fit into the index that finds people by them; SAML allows 256 (core §8.3.7). */
const LONGEST_NAME_ID = 1_000;

const IN_RESPONSE_TO = 'InResponseTo of SubjectConfirmationData';

const ID = /^[A-Za-z_][\w.-]{0,199}$/;

/** What is left to know of an assertion that passed. */
export interface CheckedAssertion {
  id: string;
  nameId: AssertedNameId;
  /** From then on it is refused for its age. */
  expiresAt: Date;
}

/**
 * Checks what a signed assertion says (SAML profiles §4.1.4.3): that it is from the identity provider, for us, for
 * this request, and for now.
 * @param requestId the request that the response names; null when it names none
 * @throws SsoFailure sso_response_invalid, or sso_clock_skew
 */
export function checkAssertion(
  connection: SsoConnection,
  assertion: Assertion,
  { requestId, now }: { requestId: string | null; now: Date },
): CheckedAssertion {
  const { acsUrl, entityId } = ssoAddresses(connection.tenantId);
  if (assertion.version !== '2.0') throw mismatch('Version of the assertion', '2.0', assertion.version);
  if (assertion.id === null || !ID.test(assertion.id))
    throw invalidResponse('The assertion has no usable ID.');
  if (assertion.issuer !== connection.idpEntityId) {
    throw mismatch('Issuer of the assertion', connection.idpEntityId, assertion.issuer);
  }
  const confirmation = findConfirmation(assertion, { acsUrl, requestId });
  if (!assertion.conditions) throw invalidResponse('The assertion has no Conditions, or several.');
  const [unknown] = assertion.conditions.unknown;
  if (unknown !== undefined)
    throw invalidResponse(`The assertion has a condition that is not known here: ${quoted(unknown)}.`);
  checkAudiences(assertion, entityId);
  if (!assertion.authenticated)
    throw invalidResponse('The assertion does not say that anybody signed in (AuthnStatement).');
  const expiresAt = checkTimes(assertion.issueInstant, [assertion.conditions, confirmation], now);
  return { id: assertion.id, nameId: checkNameId(assertion.nameId), expiresAt };
}

/**
 * The first bearer confirmation that is meant for us; when none is, the first one says why not. Where the identity
 * provider began, no confirmation may name a request.
 */
function findConfirmation(
  { confirmations }: Assertion,
  { acsUrl, requestId }: { acsUrl: string; requestId: string | null },
): SubjectConfirmation {
  const answer = confirmations.find(({ inResponseTo }) => requestId === null && inResponseTo !== null);
  if (answer) throw mismatch(IN_RESPONSE_TO, 'nothing', answer.inResponseTo);
  const bearers = confirmations.filter(({ method }) => method === BEARER);
  const meant = bearers.find(
    ({ recipient, inResponseTo }) => recipient === acsUrl && inResponseTo === requestId,
  );
  if (meant) return meant;
  const [bearer] = bearers;
  if (!bearer) throw mismatch('Method of SubjectConfirmation', BEARER, confirmations[0]?.method ?? null);
  if (bearer.recipient !== acsUrl) throw mismatch('Recipient', acsUrl, bearer.recipient);
  throw mismatch(IN_RESPONSE_TO, requestId ?? 'nothing', bearer.inResponseTo);
}

/** Each restriction has to name us (SAML core §2.5.1.4). */
function checkAudiences({ audiences }: Assertion, entityId: string): void {
  const [first] = audiences;
  if (!first) throw mismatch('Audience', entityId, null);
  const missed = audiences.find((restriction) => !restriction.includes(entityId));
  if (missed) throw mismatch('Audience', entityId, missed.join(', '));
}

function checkNameId(nameId: AssertedNameId | null): AssertedNameId {
  if (!nameId)
    throw invalidResponse('The assertion has no NameID, or one that is encrypted. Send it as plain text.');
  const { value, format } = nameId;
  if (value.trim() === '') throw invalidResponse('The NameID is empty.');
  if (value !== value.trim() || /\p{Cc}/u.test(value) || value.length > LONGEST_NAME_ID) {
    throw invalidResponse(
      'The NameID begins or ends with a blank, has control characters in it, or is too long.',
    );
  }
  if (format === TRANSIENT) {
    throw invalidResponse(
      'The NameID is transient: another one at every sign-in, so that nobody could be recognised. Choose the email ' +
        'address, or a persistent identifier, as the NameID in the identity provider.',
    );
  }
  return nameId;
}
