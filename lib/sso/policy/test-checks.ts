import { ssoCodes } from '@/lib/activity/sso-codes';
import type { SsoCode } from '@/lib/activity/sso-codes';
import type { SsoProtocol } from '@/lib/db/generated/kysely/enums';
import type { RoleMapping } from '@/lib/roles/role-mapping';
import type { AssertedIdentity } from '@/lib/sso/asserted-identity';
import type { SsoConnection } from '@/lib/sso/connection';
import type { LoadedState } from '@/lib/sso/policy/load-state';
import type { SsoFailure } from '@/lib/sso/sso-failure';
import { isNamedByAddress } from '@/lib/sso/subject-of';
import type { TestCheck } from '@/lib/sso/test-report';

/** What the protocol's part has looked at before it hands an identity on; one that failed would have ended it. */
function protocolChecks(protocol: SsoProtocol, { clientSecret }: Pick<SsoConnection, 'clientSecret'>): string[] {
  if (protocol === 'SAML') {
    return [
      'The assertion is signed with a certificate of the identity provider, by RSA-SHA256 or better',
      'The assertion is from this identity provider (Issuer)',
      'The assertion is for this organisation (Audience, Recipient; Destination, where it is named)',
      'The response answers this sign-in (InResponseTo)',
      'The assertion is valid now (Conditions)',
      'The assertion was used for the first time',
    ];
  }
  return [
    'The issuer’s configuration was found, and is its own',
    'The answer belongs to the question of this browser (state)',
    clientSecret === null
      ? 'The code was exchanged with the client ID and PKCE; there is no client secret'
      : 'The code was exchanged with the client ID, the client secret and PKCE',
    'The ID token is signed with a key of the issuer',
    'The ID token is from this issuer (iss) and for this client (aud, azp)',
    'The ID token answers this sign-in (nonce)',
    'The ID token is valid now (exp, iat)',
  ];
}

/**
 * What was compared where a failure shows that the first checks of its protocol had passed. A failure of anything else
 * may have come before them.
 */
const comparedLater: Record<SsoProtocol, { after: number; whats: readonly string[] }> = {
  // The ID token comes with the answer of the token endpoint, and is looked at then.
  OIDC: { after: 3, whats: ['aud', 'azp', 'nonce', 'exp', 'iat', 'nbf', 'alg', 'key', 'sub'] },
  // What an assertion says is read only once its signature was verified.
  SAML: {
    after: 1,
    whats: ['Issuer of the assertion', 'Audience', 'Recipient', 'IssueInstant', 'NotBefore', 'NotOnOrAfter'],
  },
};

/** The checks of an answer that ended in a failure: those that had passed for certain, and the one that did not. */
export function checksUntil(
  { code, message, comparison }: SsoFailure,
  connection: Pick<SsoConnection, 'protocol' | 'clientSecret'>,
): TestCheck[] {
  const { protocol } = connection;
  const { after, whats } = comparedLater[protocol];
  const before = comparison && whats.includes(comparison.what) ? after : 0;
  const what = comparison?.what ?? ssoCodes[code].title;
  return [
    ...protocolChecks(protocol, connection).slice(0, before).map(passed),
    { what, state: 'failed', explanation: message },
  ];
}

/** The checks of an answer that the protocol's part has accepted. */
export function checksOf(
  connection: Pick<SsoConnection, 'clientSecret'>,
  identity: AssertedIdentity,
  state: LoadedState,
  mapping: Pick<RoleMapping, 'source'>,
): TestCheck[] {
  return [
    ...protocolChecks(identity.protocol, connection).map(passed),
    ...subjectChecks(identity),
    ...addressChecks(state),
    ...nameChecks(state),
    ...roleChecks(state, mapping),
  ];
}

function passed(what: string): TestCheck {
  return { what, state: 'passed', explanation: null };
}

function warning(what: string, explanation: string): TestCheck {
  return { what, state: 'warning', explanation };
}

function failed(what: string, code: SsoCode): TestCheck {
  return { what, state: 'failed', explanation: ssoCodes[code].forAdmin };
}

function subjectChecks(identity: AssertedIdentity): TestCheck[] {
  const what = 'The person has a name that stays (NameID)';
  if (identity.protocol === 'OIDC') return [];
  if (!isNamedByAddress(identity)) return [passed(what)];
  const advice =
    'The NameID is the email address. It works, but whoever gets another address is somebody else here. A persistent ' +
    'NameID stays.';
  return [warning(what, advice)];
}

function addressChecks({ claims, domainVerified }: LoadedState): TestCheck[] {
  const { email, emailVerified } = claims;
  if (email === null) return [failed('The email address arrived', 'sso_email_missing')];
  const verified = 'The identity provider does not call the address unverified';
  return [
    passed('The email address arrived'),
    emailVerified === false ? failed(verified, 'sso_email_not_verified') : passed(verified),
    domainVerified
      ? passed('The address is in a domain that is verified for this organisation')
      : failed('The address is in a domain that is verified for this organisation', 'sso_email_domain_not_verified'),
  ];
}

function nameChecks({ claims }: LoadedState): TestCheck[] {
  const what = 'The name arrived';
  if (claims.displayName !== null) return [passed(what)];
  return [warning(what, 'New members would be called by their email address. Send the given and the family name.')];
}

function roleChecks({ claims, scimEnabled }: LoadedState, { source }: Pick<RoleMapping, 'source'>): TestCheck[] {
  const notes =
    claims.notes.length > 0 ? [warning('The claims could be read as they are', claims.notes.join(' '))] : [];
  if (scimEnabled || source === 'PORTAL') return notes;
  const [what, values] =
    source === 'IDP_GROUPS' ? ['Groups arrived', claims.groups] : ['A value for roles arrived', claims.roles];
  if (values.length > 0) return [...notes, passed(what)];
  const missing =
    'The role mapping reads it at every sign-in. Send it, or name the right claim, unless nobody has one.';
  return [...notes, warning(what, missing)];
}
