import { keepOwner } from '@/lib/provisioning/roles/keep-owner';
import { grantsOfSso } from '@/lib/provisioning/roles/planned-grant';
import type { PlannedGrant } from '@/lib/provisioning/roles/planned-grant';
import type { DerivedRoles } from '@/lib/roles/derive-roles';
import type { RoleMapping } from '@/lib/roles/role-mapping';
import type { MemberFacts } from '@/lib/sso/policy/sign-in-state';

/** The roles that a sign-in gives a member. */
export interface RolePlan {
  grants: PlannedGrant[];
  warnings: string[];
  /** An owner ceases to be one, which is only decided under the owners' lock (lib/members/last-owner). */
  takesOwner: boolean;
}

/**
 * The member's roles are exactly what the mapping derives, but that nobody is shut out for good: the last active owner
 * stays one, and so does whoever is to open the door when the identity provider does not.
 */
export function planRoles(
  mapping: Pick<RoleMapping, 'roles'>,
  member: Pick<MemberFacts, 'displayName' | 'breakGlass' | 'anotherOwner' | 'grants'>,
  derived: DerivedRoles,
): RolePlan {
  const grants = grantsOfSso(derived);
  const warnings = [...derived.warnings];
  const ownerKeys = new Set(mapping.roles.filter(({ level }) => level === 'OWNER').map(({ key }) => key));
  const wasOwner = member.grants.some(({ level }) => level === 'OWNER');
  const staysOwner = grants.some(({ roleKey }) => ownerKeys.has(roleKey));
  if (!wasOwner || staysOwner) return { grants, warnings, takesOwner: false };
  if (member.breakGlass) {
    const held = member.grants.filter(({ level }) => level === 'OWNER').map(plannedAgain);
    const warning = `${member.displayName} keeps the role of an owner, being marked as break-glass`;
    return { grants: [...grants, ...held], warnings: [...warnings, warning], takesOwner: false };
  }
  if (member.anotherOwner) return { grants, warnings, takesOwner: true };
  const kept = keepOwner(member, { refuses: false });
  return { grants: [...grants, ...kept.grants], warnings: [...warnings, kept.warning], takesOwner: false };
}

function plannedAgain({ roleKey, source, reason, ruleId }: MemberFacts['grants'][number]): PlannedGrant {
  return { roleKey, source, reason, ruleId };
}
