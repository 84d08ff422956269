import type { SsoCode } from '@/lib/activity/sso-codes';
import type { JsonValue } from '@/lib/scim/json';

/** What an identity event can be about. The feed filters by these names and integrations may rely on them. */
export const identityEventTypes = [
  'scim_provision',
  'scim_deprovision',
  'scim_error',
  'scim_read',
  'admin_settings_changed',
  'admin_credential_created',
  'admin_credential_revoked',
  'admin_member_invited',
  'admin_member_roles_changed',
  'admin_member_removed',
  'admin_role_created',
  'admin_role_changed',
  'admin_role_deleted',
  'admin_mapping_changed',
  'admin_mapping_applied',
  'admin_tenant_created',
  'admin_sso_changed',
  'admin_domain_added',
  'admin_domain_verified',
  'admin_domain_removed',
  'admin_session_ended',
  'sso_login_success',
  'sso_error',
  'sso_presignup_reject',
  'sso_user_created',
  'sso_user_updated',
  'sign_in_link_created',
  'session_started',
  'session_ended',
] as const;

export type IdentityEventType = (typeof identityEventTypes)[number];

/** One attribute that an event changed; null stands for "not there". */
export interface AttributeChange {
  attribute: string;
  before: JsonValue | null;
  after: JsonValue | null;
}

/** Something about the request that succeeded or failed otherwise than the client may think. */
export interface EventNote {
  kind: 'repaired' | 'ignored' | 'warning';
  text: string;
}

/** An event about to be recorded; its time is given when it is written. Absent is stored as null. */
export interface IdentityEventDraft {
  tenantId: string;
  /** A UUID version 7, for whoever refers to the event in the same change; else one is given when it is written. */
  id?: string;
  type: IdentityEventType;
  outcome: 'OK' | 'FAILED';
  /** One sentence that says what happened. */
  summary: string;
  /** For failures: why, in the words the client was given. */
  detail?: string | null;
  code?: SsoCode | null;
  requestId?: string | null;
  method?: string | null;
  path?: string | null;
  status?: number | null;
  durationMs?: number | null;
  subjectEmail?: string | null;
  memberId?: string | null;
  resourceId?: string | null;
  credentialId?: string | null;
  credentialLabel?: string | null;
  provider?: string | null;
  actorName?: string | null;
  clientAddress?: string | null;
  userAgent?: string | null;
  /** What was sent and answered, already redacted. */
  request?: JsonValue;
  response?: JsonValue;
  changes?: readonly AttributeChange[];
  notes?: readonly EventNote[];
}
