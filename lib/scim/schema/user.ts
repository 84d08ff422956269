import { coreUserUrn } from '../urns';
import { attribute, complex, type Schema } from './attribute';
import { pluralSubAttributes } from './common';

const longText = 64 * 1024;
const externalUri = { type: 'reference', referenceTypes: ['external'] } as const;

/** RFC 7643 §4.1 and §8.7.1. */
export const userSchema: Schema = {
  id: coreUserUrn,
  name: 'User',
  description: 'User Account',
  attributes: [
    attribute('userName', 'Name by which the person signs in. Unique in the tenant, whatever its case.', {
      required: true, uniqueness: 'server',
    }),
    complex('name', "The components of the person's name.", [
      attribute('formatted', 'The full name, as it is displayed.'),
      attribute('familyName', 'The family name.'),
      attribute('givenName', 'The given name.'),
      attribute('middleName', 'The middle name or names.'),
      attribute('honorificPrefix', 'Title before the name, such as "Dr".'),
      attribute('honorificSuffix', 'Suffix after the name, such as "III".'),
    ]),
    attribute('displayName', 'Name of the person, suitable for display.'),
    attribute('nickName', 'The casual way to address the person.'),
    attribute('profileUrl', "URI of the person's online profile.", externalUri),
    attribute('title', "The person's title, such as \"Vice President\"."),
    attribute('userType', 'Relation of the person to the organisation, such as "Contractor".'),
    attribute('preferredLanguage', 'Preferred written or spoken language, as in Accept-Language.'),
    attribute('locale', 'Default location, for the format of currency, dates and numbers.'),
    attribute('timezone', 'Time zone in the form of the IANA database, such as "America/Los_Angeles".'),
    attribute('active', 'Whether the person may use the application.', {
      type: 'boolean', defaultValue: true,
    }),
    attribute('password', 'Accepted from clients that send one, and discarded.', {
      mutability: 'writeOnly', returned: 'never', caseExact: true,
    }),
    complex('emails', 'Email addresses of the person.', [
      attribute('value', 'An email address.'),
      ...pluralSubAttributes('the address', ['work', 'home', 'other']),
    ], { multiValued: true }),
    complex('phoneNumbers', 'Phone numbers of the person.', [
      attribute('value', 'A phone number, stored as it was sent.'),
      ...pluralSubAttributes('the number', ['work', 'home', 'mobile', 'fax', 'pager', 'other']),
    ], { multiValued: true }),
    complex('ims', 'Instant messaging addresses of the person.', [
      attribute('value', 'An instant messaging address.'),
      ...pluralSubAttributes('the address', ['aim', 'gtalk', 'icq', 'xmpp', 'msn', 'skype', 'qq', 'yahoo']),
    ], { multiValued: true }),
    complex('photos', 'URIs of photos of the person.', [
      attribute('value', 'URI of a photo.', { ...externalUri, maxLength: longText }),
      ...pluralSubAttributes('the photo', ['photo', 'thumbnail']),
    ], { multiValued: true }),
    complex('addresses', 'Physical addresses of the person.', [
      attribute('formatted', 'The full address, as it is displayed or put on a label.'),
      attribute('streetAddress', 'Street, house number and the like; may hold newlines.'),
      attribute('locality', 'City or locality.'),
      attribute('region', 'State or region.'),
      attribute('postalCode', 'Postal code.'),
      attribute('country', 'Country, in ISO 3166-1 alpha-2.'),
      ...pluralSubAttributes('the address', ['work', 'home', 'other']),
    ], { multiValued: true }),
    complex('groups', 'Groups the person belongs to, directly or through other groups.', [
      attribute('value', 'Identifier of the group.', { caseExact: true, mutability: 'readOnly' }),
      attribute('$ref', 'URI of the group.', {
        type: 'reference', referenceTypes: ['Group'], mutability: 'readOnly',
      }),
      attribute('display', 'Name of the group.', { mutability: 'readOnly' }),
      attribute('type', "Whether the membership is the person's own.", {
        canonicalValues: ['direct', 'indirect'], mutability: 'readOnly',
      }),
    ], { multiValued: true, mutability: 'readOnly', identifiedBy: ['value'] }),
    complex('entitlements', 'Things the person has.', [
      attribute('value', 'An entitlement.'),
      ...pluralSubAttributes('the entitlement'),
    ], { multiValued: true, identifiedBy: ['value'] }),
    complex('roles', 'Roles of the person, from which access may be derived.', [
      attribute('value', 'A role.'),
      ...pluralSubAttributes('the role'),
    ], { multiValued: true, identifiedBy: ['value'] }),
    complex('x509Certificates', 'Certificates of the person.', [
      attribute('value', 'A DER certificate in base64.', { type: 'binary', maxLength: longText }),
      ...pluralSubAttributes('the certificate'),
    ], { multiValued: true }),
  ],
};
