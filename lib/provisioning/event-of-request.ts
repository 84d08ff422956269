import type { EventNote, IdentityEventDraft } from '@/lib/activity/identity-event';
import { redact } from '@/lib/activity/redact';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import type { Repair } from '@/lib/scim/dialect';

/** What reading a message noticed. */
export interface MessageNotes {
  ignored: readonly string[];
  repairs: readonly Repair[];
}

/** What the events of all changes have in common, whatever was changed. */
export function eventOfRequest(
  context: ProvisioningContext,
  notes: readonly EventNote[],
): Omit<IdentityEventDraft, 'type' | 'summary'> {
  const { notes: requestNotes, ...basis } = context.event;
  return {
    ...basis,
    tenantId: context.tenantId,
    outcome: 'OK',
    durationMs: Math.max(0, Date.now() - context.now.getTime()),
    notes: [...requestNotes, ...notes],
    ...(context.recordsSuccess && context.sent !== undefined && { request: redact(context.sent) }),
  };
}

export function messageNotes({ ignored, repairs }: MessageNotes): EventNote[] {
  return [
    ...repairs.map(({ sentence }): EventNote => ({ kind: 'repaired', text: sentence })),
    ...ignored.map((path): EventNote => ({ kind: 'ignored', text: `\`${path}\` was not stored` })),
  ];
}
