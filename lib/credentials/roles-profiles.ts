import type { RolesProfile } from '@/lib/db/generated/kysely/enums';

/** The forms in which a credential can read the roles of the tenant, and whom each is for. */
export const rolesProfiles = [
  {
    value: 'OKTA',
    label: 'Okta',
    advice: 'As Okta’s entitlement discovery reads them. Right for all who do not ask for the other.',
  },
  {
    value: 'IETF',
    label: 'IETF draft',
    advice: 'As draft-ietf-scim-roles-entitlements describes them. For a client that says it follows it.',
  },
] as const satisfies readonly { value: RolesProfile; label: string; advice: string }[];
