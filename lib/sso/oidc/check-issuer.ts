import { discoverIssuer } from '@/lib/sso/oidc/discover-issuer';
import { SsoFailure } from '@/lib/sso/sso-failure';

export type IssuerFinding =
  | {
      ok: true;
      issuer: string;
      authorizationEndpoint: string;
      tokenEndpoint: string;
      jwksUri: string;
      /** Whether signing out here can go on there. */
      offersLogout: boolean;
      /** Those that the issuer names; it may know more. */
      scopes: string[];
    }
  | { ok: false; message: string };

/** Asks an issuer what it says about itself, for the admin who enters its address. */
export async function checkIssuer(issuer: string): Promise<IssuerFinding> {
  try {
    const metadata = await discoverIssuer(issuer);
    return {
      ok: true,
      issuer: metadata.issuer,
      authorizationEndpoint: metadata.authorization_endpoint,
      tokenEndpoint: metadata.token_endpoint,
      jwksUri: metadata.jwks_uri,
      offersLogout: metadata.end_session_endpoint !== undefined,
      scopes: metadata.scopes_supported ?? [],
    };
  } catch (error) {
    if (error instanceof SsoFailure) return { ok: false, message: error.message };
    throw error;
  }
}
