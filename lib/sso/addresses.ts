import { publicOrigin } from '@/lib/shared/env';

/** Where a tenant's sign-in by an identity provider happens. The tenant in the path keeps connections apart. */
export interface SsoAddresses {
  /** Begins a sign-in: for tiles and bookmarks. */
  start: string;
  /** OpenID Connect: where the identity provider sends people back to. */
  redirectUri: string;
  /** SAML: our name, which is the address of our metadata as well. */
  entityId: string;
  /** SAML: assertion consumer service, which takes responses by POST. */
  acsUrl: string;
  /** Where the identity provider sends people after it has signed them out. */
  signOutUrl: string;
}

export function ssoAddresses(tenantId: string): SsoAddresses {
  const base = `${publicOrigin()}/sso/${tenantId}`;
  return {
    start: `${base}/start`,
    redirectUri: `${base}/callback`,
    entityId: `${base}/metadata`,
    acsUrl: `${base}/acs`,
    signOutUrl: `${base}/signed-out`,
  };
}
