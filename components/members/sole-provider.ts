import type { CredentialView } from '@/lib/credentials/list-credentials';

/** An identity provider with a name of its own. */
export type NamedProvider = Exclude<CredentialView['provider'], 'OTHER' | null>;

/**
 * The tenant's identity provider: the one its SCIM credentials were made for. Null when they name none, or
 * several, because then nobody here knows which of them manages a person.
 */
export function soleProvider(
  credentials: readonly Pick<CredentialView, 'provider' | 'state'>[],
): NamedProvider | null {
  const named = new Set<NamedProvider>();
  for (const { provider, state } of credentials) {
    if (provider !== null && provider !== 'OTHER' && state !== 'revoked') named.add(provider);
  }
  const [only, ...others] = named;
  return only && others.length === 0 ? only : null;
}
