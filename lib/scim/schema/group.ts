import { coreGroupUrn } from '../urns';
import { attribute, complex, type Schema } from './attribute';

/**
 * RFC 7643 §4.2 and §8.7.1. The prose makes `displayName` required, so it is published as such;
 * `members.display` is not in the RFC's schema, but clients expect it back. A member cannot be
 * edited in place (its parts are immutable or ours): it is removed and another one is added.
 */
export const groupSchema: Schema = {
  id: coreGroupUrn,
  name: 'Group',
  description: 'Group',
  attributes: [
    attribute('displayName', 'Name of the group. Unique in the tenant, whatever its case.', {
      required: true, uniqueness: 'server',
    }),
    complex('members', 'Members of the group.', [
      attribute('value', "Identifier of the member's resource.", {
        required: true, caseExact: true, mutability: 'immutable',
      }),
      attribute('$ref', "URI of the member's resource.", {
        type: 'reference', referenceTypes: ['User', 'Group'], mutability: 'readOnly',
      }),
      attribute('type', 'Whether the member is a person or a group.', {
        canonicalValues: ['User', 'Group'], mutability: 'immutable',
      }),
      attribute('display', 'Name of the member.', { mutability: 'readOnly' }),
    ], { multiValued: true, identifiedBy: ['value'], maxElements: Infinity }),
  ],
};
