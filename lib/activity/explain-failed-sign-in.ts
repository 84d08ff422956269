import type { EventExplanation, ExplainableEvent, Side } from '@/lib/activity/event-explanation';
import { ssoCodes } from '@/lib/activity/sso-codes';
import type { SsoCode } from '@/lib/activity/sso-codes';

/** Who has to act on each code. */
const sides: Record<SsoCode, Side> = {
  scim_required_user_not_provisioned: 'provider',
  scim_user_deactivated: 'provider',
  sso_user_removed: 'rollcall',
  sso_email_missing: 'provider',
  sso_email_not_verified: 'provider',
  sso_email_domain_not_verified: 'rollcall',
  sso_account_ambiguous: 'rollcall',
  sso_subject_conflict: 'rollcall',
  sso_disabled: 'nobody',
  sso_request_unknown: 'rollcall',
  sso_browser_mismatch: 'nobody',
  sso_configuration_changed: 'nobody',
  sso_idp_initiated_not_allowed: 'rollcall',
  sso_idp_refused: 'provider',
  sso_idp_unreachable: 'rollcall',
  sso_token_invalid: 'nobody',
  sso_response_invalid: 'nobody',
  sso_response_replayed: 'nobody',
  sso_clock_skew: 'server',
};

/** Why a sign-in by single sign-on failed, by its code; null for an event without one. */
export function explainFailedSignIn({ code }: Pick<ExplainableEvent, 'code'>): EventExplanation | null {
  if (code === null || !Object.hasOwn(ssoCodes, code)) return null;
  const { forAdmin } = ssoCodes[code as SsoCode];
  const side = sides[code as SsoCode];
  if (side === 'nobody') return { cause: forAdmin, side, advice: null };
  // The texts say first why it happened, and then what to do.
  const end = forAdmin.indexOf('. ') + 1;
  return { cause: forAdmin.slice(0, end), side, advice: forAdmin.slice(end + 1) };
}
