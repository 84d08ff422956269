import type { RoleMapping } from '@/lib/roles/role-mapping';
import { foldCase } from '@/lib/shared/fold-case';

/** A role as the identity provider names it. */
export interface SentRole {
  value: string;
  primary: boolean;
}

/** What is known of a person when roles are derived. */
export interface RoleFacts {
  sentRoles: readonly SentRole[];
}

export interface DerivedGrant {
  roleKey: string;
  /** Why, in words that complete "has this role because". */
  reason: string;
}

export interface DerivedRoles {
  /** False when the mapping leaves roles to the portal; `grants` is then what a new member starts with. */
  managed: boolean;
  grants: readonly DerivedGrant[];
  /** How the mapping came to its result, a sentence a step. */
  reasons: readonly string[];
  /** What an admin should look at. */
  warnings: readonly string[];
}

/**
 * The roles that a tenant's mapping gives a person. Total: whatever was sent, it answers, and never throws.
 */
export function deriveRoles(mapping: RoleMapping, facts: RoleFacts): DerivedRoles {
  switch (mapping.source) {
    case 'PORTAL':
      return { ...defaultRole(mapping, 'Roles are managed in the portal.'), managed: false };
    case 'IDP_GROUPS':
      return defaultRole(mapping, 'No group rule matches.');
    case 'IDP_ATTRIBUTE':
      return fromAttribute(mapping, facts);
  }
}

function fromAttribute(mapping: RoleMapping, { sentRoles }: RoleFacts): DerivedRoles {
  const { attribute } = mapping;
  if (sentRoles.length === 0) return defaultRole(mapping, `The identity provider sent no ${attribute}.`);

  const named = namedRole(sentRoles);
  if (named === undefined) {
    const warning = `${sentRoles.length} ${attribute} were sent and none is primary, so none was taken`;
    return defaultRole(mapping, 'None of the roles sent is primary.', warning);
  }
  const role = mapping.roles.find(({ key }) => foldCase(key) === foldCase(named));
  if (!role) {
    return defaultRole(
      mapping,
      `No role is called "${named}".`,
      `The role "${named}" is unknown and grants nothing`,
    );
  }
  const reason = `${attribute} names "${named}"`;
  return { managed: true, grants: [{ roleKey: role.key, reason }], reasons: [`${reason}.`], warnings: [] };
}

/** The primary role, or the only one: anything else would be a guess about privileges. */
function namedRole(sentRoles: readonly SentRole[]): string | undefined {
  const primary = sentRoles.filter((role) => role.primary);
  if (primary.length === 1) return primary[0]?.value;
  return sentRoles.length === 1 ? sentRoles[0]?.value : undefined;
}

function defaultRole(mapping: RoleMapping, why: string, ...warnings: string[]): DerivedRoles {
  const { defaultRoleKey, roles } = mapping;
  if (defaultRoleKey === null) {
    return { managed: true, grants: [], reasons: [why, 'The default is no role.'], warnings };
  }
  if (!roles.some(({ key }) => key === defaultRoleKey)) {
    const missing = `The default role "${defaultRoleKey}" does not exist, so no role was given`;
    return { managed: true, grants: [], reasons: [why, `${missing}.`], warnings: [...warnings, missing] };
  }
  return {
    managed: true,
    grants: [{ roleKey: defaultRoleKey, reason: 'Default role' }],
    reasons: [why, `The default role is ${defaultRoleKey}.`],
    warnings,
  };
}
