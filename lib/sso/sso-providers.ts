import type { SsoProtocol, SsoProvider } from '@/lib/db/generated/kysely/enums';

export type { SsoProtocol, SsoProvider };

/** The identity providers that there are steps for, as their vendors write them. */
export const ssoProviders = [
  { value: 'OKTA', label: 'Okta' },
  { value: 'ENTRA', label: 'Microsoft Entra ID' },
  { value: 'GOOGLE', label: 'Google Workspace' },
  { value: 'AUTH0', label: 'Auth0' },
  { value: 'OTHER', label: 'Other' },
] as const satisfies readonly { value: SsoProvider; label: string }[];

export function providerLabel(provider: SsoProvider): string {
  return ssoProviders.find(({ value }) => value === provider)?.label ?? 'Other';
}

export const protocolNames: Readonly<Record<SsoProtocol, string>> = {
  OIDC: 'OpenID Connect',
  SAML: 'SAML 2.0',
};
