import { findAttribute, type Attribute, type Schema } from './attribute';
import { commonAttributes } from './common';
import { enterpriseUserSchema } from './enterprise-user';
import { groupSchema } from './group';
import { userSchema } from './user';

/** RFC 7643 §6: a kind of resource, the schema it must have and the extensions it may have. */
export interface ResourceType {
  readonly name: 'User' | 'Group';
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

/** The resource types that a tenant's clients see; what they may hold differs by the tenant's extensions. */
export interface Registry {
  readonly User: ResourceType;
  readonly Group: ResourceType;
}

/** What every tenant has. */
export const coreRegistry: Registry = { User: userType, Group: groupType };

export const resourceTypes: readonly ResourceType[] = [userType, groupType];

/** Finds an attribute that a resource has outside its extension objects. */
export function findCoreAttribute(type: ResourceType, name: string): Attribute | undefined {
  return findAttribute(type.schema.attributes, name) ?? findAttribute(commonAttributes, name);
}

/** Attributes outside extension objects, in the order in which a resource shows them. */
export function coreAttributes(type: ResourceType): readonly Attribute[] {
  const [schemas, id, externalId, meta] = commonAttributes;
  return [schemas, id, externalId, ...type.schema.attributes, meta];
}
