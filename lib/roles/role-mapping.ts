import type { PermissionLevel, RoleSource } from '@/lib/db/generated/kysely/enums';

/** A role that the tenant has, as far as a mapping needs to know it. */
export interface MappableRole {
  key: string;
  level: PermissionLevel;
}

/** How a tenant turns what its identity provider says of a person into roles. */
export interface RoleMapping {
  source: RoleSource;
  /** The user attribute that names roles, when the source is IDP_ATTRIBUTE. */
  attribute: string;
  /** Role of people whom no rule matches; null means no role, hence no access. */
  defaultRoleKey: string | null;
  roles: readonly MappableRole[];
}
