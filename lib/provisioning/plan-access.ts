import { v7 as uuidv7 } from 'uuid';
import type { AttributeChange } from '@/lib/activity/identity-event';
import type { GrantSource, MemberStatus, PermissionLevel } from '@/lib/db/generated/kysely/enums';
import type { MemberRecord } from '@/lib/provisioning/member-record';
import { memberProfile } from '@/lib/provisioning/member-profile';
import type { MemberProfile } from '@/lib/provisioning/member-profile';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { isGivenByHand, keepOwner } from '@/lib/provisioning/roles/keep-owner';
import { grantsOfScim } from '@/lib/provisioning/roles/planned-grant';
import type { PlannedGrant } from '@/lib/provisioning/roles/planned-grant';
import { roleChange } from '@/lib/provisioning/roles/role-change';
import { sentValues } from '@/lib/provisioning/roles/sent-values';
import { deriveRoles } from '@/lib/roles/derive-roles';
import type { DerivedRoles } from '@/lib/roles/derive-roles';
import type { RoleMapping } from '@/lib/roles/role-mapping';
import { ScimError } from '@/lib/scim/error';
import type { ScimDocument } from '@/lib/scim/resource';

/** What a SCIM user is to make of its member. */
export interface AccessPlan {
  memberId: string;
  profile: MemberProfile;
  status: MemberStatus;
  /** Null: the roles stay as they are. */
  grants: readonly PlannedGrant[] | null;
  endsSessions: boolean;
  /** An active member loses its access or a role, so nobody else may be taking owners away meanwhile. */
  takesAway: boolean;
  /** What the plan believes of the member's ownership; the write checks it again. */
  ownership: { isOwner: boolean; anotherOwner: boolean };
  /** The mapping that the grants were derived by, and the member's grants that they replace; null for none. */
  generation: number | null;
  grantsVersion: number | null;
  roleChange: AttributeChange | null;
  warnings: readonly string[];
}

type MappingContext = Pick<ProvisioningContext, 'registry' | 'mapping'>;

/**
 * What a person's SCIM data means for their membership and roles.
 * @param member the member that the SCIM user manages or adopts; null when there is none yet
 * @param ofUser whether the SCIM user was there before: a new one is in no group, and the roles that groups give
 * change with the groups and not with the user
 * @throws ScimError 403 when the tenant would be left without an active owner
 */
export function planAccess(
  context: MappingContext,
  document: ScimDocument,
  member: MemberRecord | null,
  { ofUser }: { ofUser: boolean },
): AccessPlan {
  const { mapping } = context;
  const status = document.active === true ? 'ACTIVE' : 'DEPROVISIONED';
  const ownership = ownershipOf(member);
  const isLastOwner = ownership.isOwner && !ownership.anotherOwner;
  if (status === 'DEPROVISIONED' && isLastOwner) throw ScimError.lastOwner();

  const staysAsItIs = ofUser && mapping.source === 'IDP_GROUPS';
  const { grants, warnings } = staysAsItIs
    ? { grants: null, warnings: [] }
    : planGrants(derivedFrom(context, document), member, mapping, isLastOwner);
  const { profile, kept } = planProfile(document, member, grants ?? member?.grants ?? [], mapping);
  const wasActive = member?.status === 'ACTIVE';
  const losesRole = grants !== null && (member?.grants ?? []).some((held) => !grants.some(sameRole(held)));
  return {
    memberId: member?.id ?? uuidv7(),
    profile,
    status,
    grants,
    endsSessions: wasActive && status === 'DEPROVISIONED',
    takesAway: wasActive && (status === 'DEPROVISIONED' || losesRole),
    ownership,
    generation: grants && mapping.generation,
    grantsVersion: grants && member ? member.grantsVersion : null,
    roleChange: grants && roleChange(mapping, member?.grants ?? [], grants),
    warnings: [...warnings, ...kept],
  };
}

/**
 * What the deletion of a SCIM user means: its member leaves, and keeps its roles for the day it comes back.
 * @throws ScimError 403 when it is the last active owner
 */
export function planDeparture(document: ScimDocument, member: MemberRecord): AccessPlan {
  const ownership = ownershipOf(member);
  if (ownership.isOwner && !ownership.anotherOwner) throw ScimError.lastOwner();
  const wasActive = member.status === 'ACTIVE';
  const keepsEmail = isOwnerByHand(member.grants);
  return {
    memberId: member.id,
    profile: memberProfile({ ...document, active: false }, member.email, { keepsEmail }),
    status: 'DEPROVISIONED',
    grants: null,
    endsSessions: wasActive,
    takesAway: wasActive,
    ownership,
    generation: null,
    grantsVersion: null,
    roleChange: null,
    warnings: [],
  };
}

/**
 * Whom somebody here made an owner keeps the address, because an emailed code opens the account to whoever reads what
 * is sent there: with the address, a credential for SCIM would give away ownership, which it was not made for.
 * @param grants the roles from now on
 */
function planProfile(
  document: ScimDocument,
  member: MemberRecord | null,
  grants: readonly Pick<PlannedGrant, 'roleKey' | 'source'>[],
  mapping: RoleMapping,
): { profile: MemberProfile; kept: string[] } {
  const sent = memberProfile(document, member?.email);
  const levelled = grants.map((grant) => ({ ...grant, level: levelOf(mapping, grant.roleKey) }));
  if (!member || !isOwnerByHand(levelled)) return { profile: sent, kept: [] };
  const profile = memberProfile(document, member.email, { keepsEmail: true });
  if (profile.emailKey === sent.emailKey) return { profile, kept: [] };
  const kept =
    `${profile.displayName} was made an owner here and keeps the address ${profile.email}: whoever reads what is sent ` +
    `to ${sent.email || 'another one'} could sign in as them. Take ownership from them first, if it is to change`;
  return { profile, kept: [kept] };
}

function isOwnerByHand(grants: readonly { level?: PermissionLevel; source: GrantSource }[]): boolean {
  return grants.some((held) => held.level === 'OWNER' && isGivenByHand(held));
}

function derivedFrom({ registry, mapping }: MappingContext, document: ScimDocument): DerivedRoles {
  return deriveRoles(mapping, { groups: [], sent: sentValues(registry.User, document, mapping.attribute) });
}

function planGrants(
  derived: DerivedRoles,
  member: MemberRecord | null,
  mapping: RoleMapping,
  isLastOwner: boolean,
): { grants: PlannedGrant[] | null; warnings: readonly string[] } {
  if (!derived.managed && member) return { grants: null, warnings: derived.warnings };

  const grants = grantsOfScim(derived);
  const keepsOwner = grants.some(({ roleKey }) => levelOf(mapping, roleKey) === 'OWNER');
  if (!member || !isLastOwner || keepsOwner) return { grants, warnings: derived.warnings };

  const kept = keepOwner(member, { refuses: true });
  return { grants: [...grants, ...kept.grants], warnings: [...derived.warnings, kept.warning] };
}

/** A departed member holds no access, so it is no owner, whatever roles wait for its return. */
function ownershipOf(member: MemberRecord | null): AccessPlan['ownership'] {
  const isOwner = member?.status === 'ACTIVE' && member.grants.some(({ level }) => level === 'OWNER');
  return { isOwner, anotherOwner: member?.anotherOwner ?? false };
}

function levelOf(mapping: RoleMapping, roleKey: string) {
  return mapping.roles.find(({ key }) => key === roleKey)?.level;
}

function sameRole(held: { roleKey: string }) {
  return (planned: { roleKey: string }) => planned.roleKey === held.roleKey;
}
