import { attribute, complex } from './attribute';

/** RFC 7643 §3.1 and §3: what every resource has. Discovery publishes `externalId` alone of these. */
export const commonAttributes = [
  attribute('schemas', 'The URNs of the schemas whose attributes are present.', {
    type: 'reference', referenceTypes: ['uri'], multiValued: true, caseExact: false,
    mutability: 'readOnly', returned: 'always',
  }),
  attribute('id', 'Identifier of the resource, issued by the service provider.', {
    caseExact: true, mutability: 'readOnly', returned: 'always', uniqueness: 'server',
  }),
  attribute('externalId', 'Identifier of the resource, issued by the provisioning client.', {
    caseExact: true,
  }),
  complex('meta', 'Facts about the resource, kept by the service provider.', [
    attribute('resourceType', 'Name of the resource type.', { caseExact: true, mutability: 'readOnly' }),
    attribute('created', 'When the resource was made.', { type: 'dateTime', mutability: 'readOnly' }),
    attribute('lastModified', 'When the resource was last changed.', {
      type: 'dateTime', mutability: 'readOnly',
    }),
    attribute('location', 'URI of the resource.', {
      type: 'reference', referenceTypes: ['uri'], mutability: 'readOnly',
    }),
    attribute('version', 'Version of the resource, equal to its ETag.', {
      caseExact: true, mutability: 'readOnly',
    }),
  ], { mutability: 'readOnly' }),
] as const;

/** RFC 7643 §2.4: the default sub-attributes of a multi-valued attribute, but for `value`. */
export function pluralSubAttributes(noun: string, types?: readonly string[]) {
  return [
    attribute('display', `A name of ${noun} for people to read.`),
    attribute('type', `What ${noun} is used for.`, types ? { canonicalValues: types } : {}),
    attribute('primary', `Whether this is the preferred element. At most one is.`, { type: 'boolean' }),
  ];
}
