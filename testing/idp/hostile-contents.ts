import { TRANSIENT } from '@/lib/sso/saml/names';
import { invalid, nameIdXml, VICTIM } from '@/testing/idp/hostile-response';
import type { HostileResponse } from '@/testing/idp/hostile-response';
import {
  audienceXml,
  conditionsXml,
  fromNow,
  responseXml,
  samlResponse,
  statusXml,
} from '@/testing/idp/saml-messages';
import type { AssertionChanges } from '@/testing/idp/saml-messages';

const MINUTE_MS = 60_000;

/** A good response but for what its signed assertion says. */
function says(words: string, changes: AssertionChanges): HostileResponse {
  return invalid(words, (terms) => samlResponse(terms, changes));
}

function clock(words: string, changes: AssertionChanges): HostileResponse {
  return { code: 'sso_clock_skew', words, make: (terms) => samlResponse(terms, changes) };
}

/** A response that says that it is meant for somebody else, for another request, or for another time. */
const addressed = {
  'another audience': says('Audience', { audience: 'https://other.test/metadata' }),
  'a second restriction with another audience': invalid('Audience', (terms) =>
    samlResponse(terms, {
      rawConditions: conditionsXml(terms, {}, audienceXml('https://other.test/metadata')),
    }),
  ),
  'no audience': says('Audience', {
    rawConditions: `<saml:Conditions NotOnOrAfter="${fromNow(60 * MINUTE_MS)}"/>`,
  }),
  'another recipient': says('Recipient', { recipient: 'https://other.test/acs' }),
  'another destination': invalid('Destination', (terms) =>
    samlResponse(terms, {}, { destination: 'https://other.test/acs' }),
  ),
  'another issuer of the assertion': says('Issuer of the assertion', { issuer: 'https://other-idp.test' }),
  'another issuer of the response': invalid('Issuer of the response', (terms) =>
    samlResponse(terms, {}, { issuer: 'https://other-idp.test' }),
  ),
  'an assertion for another request': says('InResponseTo', { inResponseTo: '_another' }),
  'an assertion for no request': says('InResponseTo', { inResponseTo: null }),
  'confirmed by another method': says('Method', { method: 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches' }),
  'an assertion of SAML 1.1': says('Version', { version: '1.1' }),
  'no conditions': says('no Conditions', { rawConditions: '' }),
  'conditions twice': invalid('Conditions', (terms) =>
    samlResponse(terms, { rawConditions: conditionsXml(terms) + conditionsXml(terms) }),
  ),
  'a condition that nobody knows': invalid('not known', (terms) =>
    samlResponse(terms, { rawConditions: conditionsXml(terms, {}, '<saml:Condition/>') }),
  ),
  'confirmed without an end': says('no NotOnOrAfter', { confirmedUntil: null }),
  'no statement that anybody signed in': says('AuthnStatement', { rawAuthnStatement: '' }),
  'a time without a zone': invalid('not a time in UTC', (terms) => {
    const conditions = conditionsXml(terms).replace(
      /NotOnOrAfter="[^"]*"/,
      'NotOnOrAfter="2099-01-01T00:00:00"',
    );
    return samlResponse(terms, { rawConditions: conditions });
  }),
  'a request that we did not send': {
    code: 'sso_request_unknown',
    words: 'not waited for',
    make: (terms) => samlResponse({ ...terms, inResponseTo: '_made-up' }),
  },
  'no request': {
    code: 'sso_idp_initiated_not_allowed',
    words: 'no request of ours',
    make: (terms) => samlResponse({ ...terms, inResponseTo: null }),
  },
  'the identity provider refuses': {
    code: 'sso_idp_refused',
    words: 'Responder, AuthnFailed: “Not today.”',
    make: (terms) =>
      responseXml(terms, '', { rawStatus: statusXml('Responder', 'AuthnFailed', 'Not today.') }),
  },
} satisfies Record<string, HostileResponse>;

const times = {
  expired: clock('not valid any more', { validUntil: -2 * MINUTE_MS }),
  'confirmed until a while ago': clock('not valid any more', { confirmedUntil: -2 * MINUTE_MS }),
  'not valid yet': clock('not valid yet', { validFrom: 2 * MINUTE_MS }),
  'issued in the future': clock('not valid yet', { issuedAt: 2 * MINUTE_MS }),
  'issued long ago, and valid for long': clock('not valid any more', {
    issuedAt: -60 * MINUTE_MS,
    validUntil: 600 * MINUTE_MS,
    confirmedUntil: 600 * MINUTE_MS,
  }),
} satisfies Record<string, HostileResponse>;

const subjects = {
  'no NameID': says('no NameID', { rawNameId: '' }),
  'no NameID, and an attribute of that name': says('no NameID', {
    rawNameId: '',
    rawAttributes:
      `<saml:Attribute Name="nameID"><saml:AttributeValue>${VICTIM}</saml:AttributeValue></saml:Attribute>`,
  }),
  'an empty NameID': says('is empty', { nameId: '' }),
  'a NameID with blanks around': says('begins or ends with a blank', { nameId: ` ${VICTIM}` }),
  'a NameID with a line break in it': says('control characters', { rawNameId: nameIdXml('a&#10;b') }),
  'a NameID that is too long': says('too long', { nameId: 'x'.repeat(2_000) }),
  'a NameID with an element in it': says('no NameID', { rawNameId: nameIdXml(`<saml:b>${VICTIM}</saml:b>`) }),
  'two NameIDs': says('no NameID', { rawNameId: nameIdXml('a') + nameIdXml('b') }),
  'a transient NameID': says('transient', { nameIdFormat: TRANSIENT }),
} satisfies Record<string, HostileResponse>;

/** Responses that are signed as they should be, and say what must not be accepted. */
export const hostileContents = { ...addressed, ...times, ...subjects };
