import { DOMParser } from '@xmldom/xmldom';
import { invalidResponse } from '@/lib/sso/saml/invalid-response';
import { ASSERTION_NS } from '@/lib/sso/saml/names';
import { attribute, childElements, elementsNamed, isNamed } from '@/lib/sso/saml/xml-elements';

/** A NameID as it is written. */
export interface AssertedNameId {
  value: string;
  format: string | null;
}

/** SubjectConfirmation with its data (SAML core §2.4.1.1); null is what is not said. */
export interface SubjectConfirmation {
  method: string | null;
  recipient: string | null;
  inResponseTo: string | null;
  notBefore: string | null;
  notOnOrAfter: string | null;
}

/** What a signed assertion says. Nothing is checked but that it can be read. */
export interface Assertion {
  id: string | null;
  version: string | null;
  issueInstant: string | null;
  issuer: string | null;
  /** Null when there is none, or it is encrypted. */
  nameId: AssertedNameId | null;
  confirmations: SubjectConfirmation[];
  /** Null when there are none, or several. */
  conditions: { notBefore: string | null; notOnOrAfter: string | null; unknown: string[] } | null;
  /** One list a restriction, and each has to hold our name. */
  audiences: string[][];
  authenticated: boolean;
  sessionIndex: string | null;
  attributes: Record<string, string[]>;
}

/** Conditions that are met by what is done anyway: an assertion is used once, and not passed on. */
const KNOWN_CONDITIONS = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'];

/**
 * Reads an assertion.
 * @param xml the text whose signature was verified
 * @throws SsoFailure sso_response_invalid
 */
export function readAssertion(xml: string): Assertion {
  const assertion = parse(xml).documentElement;
  if (!isNamed(assertion, ASSERTION_NS, 'Assertion'))
    throw invalidResponse('What is signed is not a SAML 2.0 assertion.');
  const [subject] = elements(assertion, 'Subject');
  const [conditions, moreConditions] = elements(assertion, 'Conditions');
  const statements = elements(assertion, 'AuthnStatement');
  const restrictions = conditions ? elements(conditions, 'AudienceRestriction') : [];
  return {
    id: attribute(assertion, 'ID'),
    version: attribute(assertion, 'Version'),
    issueInstant: attribute(assertion, 'IssueInstant'),
    issuer: onlyText(assertion, 'Issuer'),
    nameId: subject ? readNameId(subject) : null,
    confirmations: subject ? elements(subject, 'SubjectConfirmation').map(readConfirmation) : [],
    conditions: conditions && !moreConditions ? readConditions(conditions) : null,
    audiences: restrictions.map((restriction) => elements(restriction, 'Audience').map(textOf)),
    authenticated: statements.length > 0,
    sessionIndex: statements[0] ? attribute(statements[0], 'SessionIndex') : null,
    attributes: readAttributes(assertion),
  };
}

function parse(xml: string): Document {
  const refuse = (): never => {
    throw invalidResponse('The signed assertion is not well-formed XML.');
  };
  return new DOMParser({
    errorHandler: { error: refuse, fatalError: refuse, warning: refuse },
  }).parseFromString(xml, 'text/xml');
}

function readNameId(subject: Element): AssertedNameId | null {
  const [nameId, another] = elements(subject, 'NameID');
  if (!nameId || another || childElements(nameId).length > 0) return null;
  return { value: textOf(nameId), format: attribute(nameId, 'Format') };
}

function readConfirmation(confirmation: Element): SubjectConfirmation {
  const [data] = elements(confirmation, 'SubjectConfirmationData');
  const read = (name: string) => (data ? attribute(data, name) : null);
  return {
    method: attribute(confirmation, 'Method'),
    recipient: read('Recipient'),
    inResponseTo: read('InResponseTo'),
    notBefore: read('NotBefore'),
    notOnOrAfter: read('NotOnOrAfter'),
  };
}

function readConditions(conditions: Element): Assertion['conditions'] {
  return {
    notBefore: attribute(conditions, 'NotBefore'),
    notOnOrAfter: attribute(conditions, 'NotOnOrAfter'),
    unknown: childElements(conditions)
      .filter((condition) => !KNOWN_CONDITIONS.some((name) => isNamed(condition, ASSERTION_NS, name)))
      .map(({ localName }) => localName),
  };
}

/** Values of one name in one list, also when the identity provider repeats the attribute for each. */
function readAttributes(assertion: Element): Record<string, string[]> {
  const read = new Map<string, string[]>();
  for (const element of elements(assertion, 'AttributeStatement').flatMap((all) =>
    elements(all, 'Attribute'),
  )) {
    const name = attribute(element, 'Name');
    if (name === null) continue;
    const values = read.get(name) ?? [];
    values.push(
      ...elements(element, 'AttributeValue')
        .filter((value) => !isNil(value))
        .map(textOf),
    );
    read.set(name, values);
  }
  return Object.fromEntries(read);
}

function isNil(value: Element): boolean {
  return ['true', '1'].includes(
    value.getAttributeNS('http://www.w3.org/2001/XMLSchema-instance', 'nil') ?? '',
  );
}

function onlyText(parent: Element, name: string): string | null {
  const [element, another] = elements(parent, name);
  return element && !another ? textOf(element) : null;
}

function textOf(element: Element): string {
  return element.textContent ?? '';
}

function elements(parent: Element, name: string): Element[] {
  return elementsNamed(parent, ASSERTION_NS, name);
}
