import type { IdentityProvider } from '@/lib/db/generated/kysely/enums';

export type { IdentityProvider };

/** The identity providers a credential can be labelled with, as their vendors write them. */
export const identityProviders = [
  { value: 'OKTA', label: 'Okta' },
  { value: 'ENTRA', label: 'Microsoft Entra ID' },
  { value: 'JUMPCLOUD', label: 'JumpCloud' },
  { value: 'OTHER', label: 'Other' },
] as const satisfies readonly { value: IdentityProvider; label: string }[];
