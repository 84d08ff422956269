import type { ScimDocument } from './resource';

/** A role as the tenant's catalogue has it. */
export interface CatalogueRole {
  /** What people's `roles` hold for the role. */
  key: string;
  name: string;
  description: string;
  /** What the role permits. */
  type: string;
}

/** The attributes of a role, under the names of both forms (lib/scim/schema/role). */
export function roleDocument({ key, name, description, type }: CatalogueRole): ScimDocument {
  return {
    displayName: name,
    ...(description !== '' && { description }),
    value: key,
    display: name,
    type,
    supported: true,
  };
}
