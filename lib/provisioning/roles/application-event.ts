import type { IdentityEventDraft } from '@/lib/activity/identity-event';
import type { RoleCause } from '@/lib/provisioning/roles/role-cause';

const inWords = new Intl.NumberFormat('en');

/** The one event that tells that a mapping has been applied to everybody. */
export function applicationEvent(
  tenantId: string,
  cause: RoleCause,
  { total, changed }: { total: number; changed: number },
): IdentityEventDraft {
  const who = cause.kind === 'admin' ? cause.actorName : cause.clientName;
  const how = cause.kind === 'admin' ? ` with ${cause.what}` : '';
  const whose = changed === 1 ? '1 person' : `${inWords.format(changed)} people`;
  return {
    tenantId,
    type: 'admin_mapping_applied',
    outcome: 'OK',
    summary: changed === 0 ? `${who} changed nobody’s roles${how}` : `${who} changed the roles of ${whose}${how}`,
    actorName: who,
    changes: [
      { attribute: 'people looked at', before: null, after: total },
      { attribute: 'people with other roles', before: null, after: changed },
    ],
  };
}
