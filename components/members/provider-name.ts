import { identityProviders } from '@/lib/credentials/identity-providers';
import type { CredentialView } from '@/lib/credentials/list-credentials';

/**
 * The name of the tenant's identity provider: the one its usable SCIM credentials were made for. Null when they name
 * none, or several, because then nobody here knows which of them manages a person.
 */
export function providerName(credentials: readonly Pick<CredentialView, 'provider' | 'state'>[]): string | null {
  const named = new Set(credentials.filter(({ state }) => state !== 'revoked').map(({ provider }) => provider));
  named.delete(null);
  named.delete('OTHER');
  const [only, ...others] = named;
  if (!only || others.length > 0) return null;
  return identityProviders.find(({ value }) => value === only)?.label ?? null;
}
