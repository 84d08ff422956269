import type { RoleSource } from '@/lib/db/generated/kysely/enums';

export interface RoleTerms {
  scimEnabled: boolean;
  roleSource: RoleSource;
  /** Whether people sign in through the tenant's identity provider. */
  ssoEnabled: boolean;
}

/** Whether a role given by hand lasts only until the person signs in through SSO: the mapping decides again then. */
export function replacedAtSignIn({ scimEnabled, roleSource, ssoEnabled }: RoleTerms): boolean {
  return ssoEnabled && !scimEnabled && roleSource !== 'PORTAL';
}
