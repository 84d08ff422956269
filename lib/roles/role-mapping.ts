import type { PermissionLevel, RoleSource, RuleKind } from '@/lib/db/generated/kysely/enums';

/** A role that the tenant has, as far as a mapping needs to know it. */
export interface MappableRole {
  key: string;
  name: string;
  level: PermissionLevel;
}

/** "Whoever is in this group, or has this value, has this role." */
export interface RoleRule {
  id: string;
  kind: RuleKind;
  /** The group's name as it was saved, or the value as it was entered. */
  name: string;
  /** The group, once the identity provider has pushed it; until then it is looked for by its exact name. */
  groupId: string | null;
  roleKey: string;
}

/** How a tenant turns what its identity provider says of a person into roles. */
export interface RoleMapping {
  source: RoleSource;
  /** The path of the User attribute that roles are read from, when the source is IDP_ATTRIBUTE. */
  attribute: string;
  /** Role of people whom no rule matches; null means no role, hence no access. */
  defaultRoleKey: string | null;
  /** Of both kinds, in the order of the page; those of the source not in use are kept and not used. */
  rules: readonly RoleRule[];
  roles: readonly MappableRole[];
}

/** A group that a person is in. */
export interface GroupFact {
  id: string;
  name: string;
  /** The groups between, by name, from the one the person is in; empty when that is this one. */
  through: readonly string[];
}

/** What a person's data holds at the attribute path of the mapping. */
export interface SentValues {
  values: readonly string[];
  /** Whether the attribute tells upper case from lower case (RFC 7643 §2.2). */
  caseExact: boolean;
}

/** What is known of a person when roles are derived. */
export interface RoleFacts {
  groups: readonly GroupFact[];
  /** Null when the path leads to no attribute of a User. */
  sent: SentValues | null;
}
