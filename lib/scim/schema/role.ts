import { coreRoleUrn, oktaRoleUrn } from '../urns';
import { attribute, type Schema } from './attribute';

const readOnly = { mutability: 'readOnly' } as const;

/**
 * A role has the names of both: `displayName` and `description` are Okta's (its guide to SCIM with
 * entitlements), `value`, `display`, `type` and `supported` those of draft-ietf-scim-roles-entitlements-01.
 * Clients look at the URN of the schema and read the names they know.
 */
const attributes = [
  attribute('displayName', 'Name of the role.', { required: true, ...readOnly }),
  attribute('description', 'What the role is for.', readOnly),
  attribute('value', 'The value that gives the role to a person who has it among their roles. It equals the id.', {
    required: true, uniqueness: 'server', ...readOnly,
  }),
  attribute('display', 'Name of the role. It equals displayName.', readOnly),
  attribute('type', 'What the role permits here.', {
    canonicalValues: ['owner', 'admin', 'member', 'viewer'], ...readOnly,
  }),
  attribute('supported', 'Whether the role can be given.', { type: 'boolean', required: true, ...readOnly }),
];

export const oktaRoleSchema: Schema = { id: oktaRoleUrn, name: 'Role', description: 'Role', attributes };

export const roleSchema: Schema = { id: coreRoleUrn, name: 'Role', description: 'Role', attributes };
