import type { EventExplanation, Explain, ExplainableEvent, Wording } from '@/lib/activity/event-explanation';
import { explainFailedRequest } from '@/lib/activity/explain-failed-request';
import type { IdentityEventType } from '@/lib/activity/identity-event';
import { isAboutGroup } from '@/lib/activity/is-about-group';
import { providerName } from '@/lib/activity/provider-name';

const byType: Partial<Record<IdentityEventType, Explain>> = {
  scim_provision: ({ Idp }) => ({
    cause: `${Idp} sent this. What it changed took effect at once.`,
    side: 'nobody',
    advice: null,
  }),
  scim_deprovision: departure,
  scim_read: () => ({
    cause: 'A read changes nothing. It is stored because “Log successful events (debug)” was on.',
    side: 'nobody',
    advice: null,
  }),
  admin_credential_revoked: () => ({
    cause: 'Calls with its token have been answered 401 since then. Other credentials are not affected.',
    side: 'nobody',
    advice: null,
  }),
};

function departure({ event, idp }: Wording): EventExplanation {
  if (isAboutGroup(event)) {
    return {
      cause:
        'The group is gone, from the groups it was in as well. Its members stay; ' +
        'whoever had a role by it and has other roles now has an event of their own.',
      side: 'nobody',
      advice: `To have it back, push or assign the group in ${idp} again.`,
    };
  }
  return {
    cause: 'They left Members at once, and all their sessions ended. Their history stays.',
    side: 'nobody',
    advice: `To bring the same person back, assign or activate them in ${idp} again.`,
  };
}

/**
 * Why an event happened, on whose side the next step is, and what that step is.
 * @returns null for a cause without an explanation of its own: then only what was answered is shown, and no
 * advice is invented.
 */
export function explainEvent(event: ExplainableEvent): EventExplanation | null {
  const wording: Wording = {
    event,
    idp: providerName(event.provider),
    Idp: providerName(event.provider, 'start'),
  };
  if (event.outcome === 'FAILED') return explainFailedRequest(wording);
  return byType[event.type]?.(wording) ?? null;
}
