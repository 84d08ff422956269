import { providerName } from '@/lib/activity/provider-name';

/** "Acme’s Okta", or "Acme’s identity provider". */
export function identityProviderOf(organisation: string, provider: string): string {
  return `${organisation}’s ${provider === 'OTHER' ? 'identity provider' : providerName(provider)}`;
}
