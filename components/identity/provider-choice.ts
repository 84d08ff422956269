import type { IdentityProvider } from '@/lib/credentials/identity-providers';

/** An identity provider as the set-up page offers it. */
export interface ProviderChoice {
  /** Its name in addresses: `?idp=entra`. */
  slug: string;
  provider: IdentityProvider;
  label: string;
}

export const providerChoices = [
  { slug: 'okta', provider: 'OKTA', label: 'Okta' },
  { slug: 'entra', provider: 'ENTRA', label: 'Microsoft Entra ID' },
  { slug: 'jumpcloud', provider: 'JUMPCLOUD', label: 'JumpCloud' },
  { slug: 'other', provider: 'OTHER', label: 'Other' },
] as const satisfies readonly ProviderChoice[];

/** The choice an address names, if it names one. */
export function parseProviderChoice(slug: string | null | undefined): ProviderChoice | null {
  return providerChoices.find((choice) => choice.slug === slug) ?? null;
}
