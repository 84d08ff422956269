import { findAttribute, type Attribute, type Schema } from './attribute';
import { commonAttributes } from './common';
import { enterpriseUserSchema } from './enterprise-user';
import { groupSchema } from './group';
import { oktaRoleSchema, roleSchema } from './role';
import { userSchema } from './user';

/** RFC 7643 §6: a kind of resource, the schema it must have and the extensions it may have. */
export interface ResourceType {
  readonly name: 'User' | 'Group' | 'Role';
  readonly endpoint: string;
  readonly description: string;
  readonly schema: Schema;
  readonly extensions: readonly Schema[];
}

export const userType: ResourceType = {
  name: 'User',
  endpoint: '/Users',
  description: 'User Account',
  schema: userSchema,
  extensions: [enterpriseUserSchema],
};

export const groupType: ResourceType = {
  name: 'Group',
  endpoint: '/Groups',
  description: 'Group',
  schema: groupSchema,
  extensions: [],
};

const role = { name: 'Role', endpoint: '/Roles', description: 'Role', extensions: [] } as const;

/** How a client is served the roles of the tenant: they differ in their schema's URN. */
export const roleTypes = {
  okta: { ...role, schema: oktaRoleSchema },
  ietf: { ...role, schema: roleSchema },
} as const satisfies Record<string, ResourceType>;

/** The resource types that clients provision; what they may hold differs by the tenant's extensions. */
export interface Registry {
  readonly User: ResourceType;
  readonly Group: ResourceType;
}

/** What every tenant has. */
export const coreRegistry: Registry = { User: userType, Group: groupType };

/** Every resource type there is, of which a client sees one form of roles. */
export const resourceTypes: readonly ResourceType[] = [userType, groupType, roleTypes.okta, roleTypes.ietf];

/** Finds an attribute that a resource has outside its extension objects. */
export function findCoreAttribute(type: ResourceType, name: string): Attribute | undefined {
  return findAttribute(type.schema.attributes, name) ?? findAttribute(commonAttributes, name);
}

/** Attributes outside extension objects, in the order in which a resource shows them. */
export function coreAttributes(type: ResourceType): readonly Attribute[] {
  const [schemas, id, externalId, meta] = commonAttributes;
  return [schemas, id, externalId, ...type.schema.attributes, meta];
}
