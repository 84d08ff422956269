import type { AttributeChange } from '@/lib/activity/identity-event';
import type { MemberRecord } from '@/lib/provisioning/member-record';
import { isGivenByHand, keepOwner } from '@/lib/provisioning/roles/keep-owner';
import { personEvent } from '@/lib/provisioning/roles/person-event';
import { grantsOfScim, sameGrants } from '@/lib/provisioning/roles/planned-grant';
import type { PlannedGrant } from '@/lib/provisioning/roles/planned-grant';
import type { RoleCause } from '@/lib/provisioning/roles/role-cause';
import { roleChange } from '@/lib/provisioning/roles/role-change';
import type { IdentifiedDraft } from '@/lib/provisioning/user-event';
import type { DerivedRoles } from '@/lib/roles/derive-roles';
import type { RoleMapping } from '@/lib/roles/role-mapping';

/** A member whom SCIM manages, as it stands, and what has its roles derived again. */
export interface KnownPerson
  extends Pick<MemberRecord, 'id' | 'email' | 'displayName' | 'status' | 'grants'> {
  scimUserId: string;
  cause: RoleCause;
}

/** What becomes of a person's roles. */
export interface PersonPlan {
  memberId: string;
  grants: readonly PlannedGrant[];
  /** The roles by name; null when only the reasons changed. */
  change: AttributeChange | null;
  /** Null for who has no access, and when only the reasons changed: then the event of the cause tells enough. */
  event: IdentifiedDraft | null;
  eventId: string | null;
}

interface Outcome {
  person: KnownPerson;
  grants: PlannedGrant[];
  warnings: readonly string[];
  /** The person stays an owner although the mapping does not make them one. */
  keepsOwner: boolean;
}

/**
 * Decides who gets other roles, all of them at once: an owner may go when another comes.
 * @returns the people to be written; whoever keeps all is not among them
 * @throws ScimError 403 when nobody would be an owner and `refuses`; what `hasOtherOwner` throws
 */
export async function planPeople(
  tenantId: string,
  mapping: RoleMapping,
  people: readonly { person: KnownPerson; derived: DerivedRoles }[],
  owners: { refuses: boolean; hasOtherOwner: () => Promise<boolean> },
): Promise<PersonPlan[]> {
  const outcomes = people.map(({ person, derived }): Outcome => {
    return { person, grants: grantsOfScim(derived), warnings: derived.warnings, keepsOwner: false };
  });
  const settled = await withAnOwner(mapping, outcomes, owners);
  return settled.flatMap((outcome) => planOf(tenantId, mapping, outcome, owners.refuses) ?? []);
}

/** Of several who would go at once, the one stays whom an admin made an owner, else the one who came first. */
async function withAnOwner(
  mapping: RoleMapping,
  outcomes: readonly Outcome[],
  { refuses, hasOtherOwner }: { refuses: boolean; hasOtherOwner: () => Promise<boolean> },
): Promise<readonly Outcome[]> {
  const ownerKeys = new Set(mapping.roles.filter(({ level }) => level === 'OWNER').map(({ key }) => key));
  const active = outcomes.filter(({ person }) => person.status === 'ACTIVE');
  const stays = ({ grants }: Outcome) => grants.some(({ roleKey }) => ownerKeys.has(roleKey));
  const going = active.filter((outcome) => ownerGrants(outcome).length > 0 && !stays(outcome));
  const [first] = going;
  // Asked whoever stays, because only under the lock that it needs does anybody's staying count.
  if (!first || (await hasOtherOwner()) || active.some(stays)) return outcomes;
  const last = going.find((outcome) => ownerGrants(outcome).some(isGivenByHand)) ?? first;
  const { grants, warning } = keepOwner(last.person, { refuses });
  const kept: Outcome = {
    person: last.person,
    grants: [...last.grants, ...grants],
    warnings: [...last.warnings, warning],
    keepsOwner: true,
  };
  return outcomes.map((outcome) => (outcome === last ? kept : outcome));
}

function ownerGrants({ person }: Outcome): KnownPerson['grants'] {
  return person.grants.filter(({ level }) => level === 'OWNER');
}

function planOf(
  tenantId: string,
  mapping: RoleMapping,
  { person, grants, warnings, keepsOwner }: Outcome,
  refuses: boolean,
): PersonPlan | null {
  const isSame = sameGrants(person.grants, grants);
  // Nobody was refused, so this alone tells an admin that the mapping was not carried out to the letter.
  const tellsAlone = keepsOwner && !refuses;
  if (isSame && !tellsAlone) return null;
  const change = roleChange(mapping, person.grants, grants);
  const tells = person.status === 'ACTIVE' && (change !== null || tellsAlone);
  const event = tells ? personEvent(tenantId, person.cause, { person, change, grants, warnings }) : null;
  return { memberId: person.id, grants, change, event, eventId: event?.id ?? person.cause.eventId };
}
