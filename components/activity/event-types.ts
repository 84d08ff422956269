import type { IdentityEventType } from '@/lib/activity/identity-event';
import type { SelectOption } from '../ui/select';

/** What kind of thing happened, for events that are not requests. */
export const eventTypeNames: Record<IdentityEventType, string> = {
  scim_provision: 'Provisioning',
  scim_deprovision: 'Deprovisioning',
  scim_error: 'Failed request',
  scim_read: 'Read',
  admin_settings_changed: 'Settings changed',
  admin_credential_created: 'Credential created',
  admin_credential_revoked: 'Credential revoked',
  admin_member_invited: 'Member invited',
  admin_member_roles_changed: 'Roles changed',
  admin_member_removed: 'Member removed',
  admin_role_created: 'Role created',
  admin_role_changed: 'Role changed',
  admin_role_deleted: 'Role deleted',
  admin_mapping_changed: 'Role mapping changed',
  admin_mapping_applied: 'Role mapping applied',
  admin_tenant_created: 'Organisation created',
  admin_sso_changed: 'Single sign-on changed',
  admin_domain_added: 'Email domain added',
  admin_domain_verified: 'Email domain verified',
  admin_domain_removed: 'Email domain removed',
  admin_session_ended: 'Session ended',
  sso_login_success: 'Single sign-on',
  sso_error: 'Failed single sign-on',
  sso_presignup_reject: 'Sign-in refused',
  sso_user_created: 'Member created',
  sso_user_updated: 'Member updated',
  sign_in_link_created: 'Sign-in link created',
  session_started: 'Signed in',
  session_ended: 'Signed out',
};

function named(prefix: string): string {
  return Object.keys(eventTypeNames)
    .filter((type) => type.startsWith(prefix))
    .join(',');
}

/** The choices of the type filter. One of them may stand for several types. */
export const eventTypeOptions: readonly SelectOption[] = [
  { value: '', label: 'Any type' },
  { value: 'scim_provision', label: 'Provisioning' },
  { value: 'scim_deprovision', label: 'Deprovisioning' },
  { value: 'scim_error', label: 'Failed requests' },
  { value: 'scim_read', label: 'Reads (debug)' },
  { value: named('admin_'), label: 'Changes by admins' },
  { value: [named('sso_'), named('sign_in_'), named('session_')].join(','), label: 'Sign-in' },
];

export const outcomeOptions: readonly SelectOption[] = [
  { value: '', label: 'Any result' },
  { value: 'OK', label: 'Succeeded' },
  { value: 'FAILED', label: 'Failed' },
];
