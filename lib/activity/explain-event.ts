import type { EventExplanation, Explain, ExplainableEvent, Wording } from '@/lib/activity/event-explanation';
import { explainFailedRequest } from '@/lib/activity/explain-failed-request';
import { explainFailedSignIn } from '@/lib/activity/explain-failed-sign-in';
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
  admin_sso_changed: settled('Sign-ins from then on follow it. Whoever was signed in stayed so.'),
  admin_domain_added: settled('It takes effect when its TXT record is found. Until then nothing is different.'),
  admin_domain_verified: settled(
    'The identity provider may vouch for addresses of this domain from then on. No other organisation can verify it.',
  ),
  admin_domain_removed: settled(
    'The identity provider may not vouch for new addresses of this domain any more. Whoever has signed in through it ' +
      'before is known to it by its own name for them, and still can.',
  ),
  admin_session_ended: settled(
    'The browser was signed out at its next request. The person stays a member, and may sign in again.',
  ),
  sso_user_created: ({ Idp }) => ({
    cause: `${Idp} vouched for an address in a verified domain, and SCIM was off: then a first sign-in makes a member.`,
    side: 'nobody',
    advice: null,
  }),
  sso_user_updated: ({ event, idp }) => ({
    // Without an identity provider it is an admin's deed.
    cause:
      event.provider === null
        ? 'Whoever the identity provider vouches for next with this address signs in as this person.'
        : `What ${idp} says of people is taken over when they sign in, as far as SCIM does not manage it.`,
    side: 'nobody',
    advice: null,
  }),
  sso_login_success: settled(
    'A sign-in changes nothing by itself. It is stored because “Log successful events (debug)” was on.',
  ),
};

/** What needs nobody to act. */
function settled(cause: string): Explain {
  return () => ({ cause, side: 'nobody', advice: null });
}

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
  if (event.outcome === 'FAILED') return explainFailedSignIn(event) ?? explainFailedRequest(wording);
  return byType[event.type]?.(wording) ?? null;
}
