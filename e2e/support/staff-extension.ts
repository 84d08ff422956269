import type { CustomExtension } from '@/lib/scim/schema/custom-extension';

/** An extension as an owner would register it. */
export const staffExtension: CustomExtension = {
  urn: 'urn:acme:scim:staff:1.0:User',
  resourceType: 'User',
  name: 'Staff',
  description: '',
  attributes: [
    { name: 'floor', type: 'integer', multiValued: false, caseExact: false, description: '' },
    { name: 'languages', type: 'string', multiValued: true, caseExact: false, description: '' },
  ],
};
