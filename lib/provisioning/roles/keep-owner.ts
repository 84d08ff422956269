import type { MemberRecord } from '@/lib/provisioning/member-record';
import type { PlannedGrant } from '@/lib/provisioning/roles/planned-grant';
import { ScimError } from '@/lib/scim/error';

/** What the last owner keeps although the mapping does not give it, and what an admin is told of it. */
export interface KeptOwnership {
  grants: PlannedGrant[];
  warning: string;
}

/**
 * The last active owner stays one. What an admin gave by hand is kept; what SCIM gave, SCIM may not take, so that
 * the request which tries is refused, unless there is none to refuse.
 * @param member the only active owner
 * @throws ScimError 403 when `refuses`, and nobody but SCIM made the member an owner
 */
export function keepOwner(
  member: Pick<MemberRecord, 'displayName' | 'grants'>,
  { refuses }: { refuses: boolean },
): KeptOwnership {
  const held = member.grants.filter(({ level }) => level === 'OWNER');
  const byHand = held.filter(isGivenByHand);
  if (byHand.length === 0 && refuses) throw ScimError.lastOwner();
  const kept = byHand.length > 0 ? byHand : held;
  return {
    grants: kept.map(({ roleKey, source, reason, ruleId }) => ({ roleKey, source, reason, ruleId })),
    warning: `${member.displayName} is the last owner and keeps that role; transfer ownership first`,
  };
}

export function isGivenByHand({ source }: { source: string }): boolean {
  return source !== 'SCIM';
}
