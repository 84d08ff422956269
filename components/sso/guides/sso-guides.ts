import type { SsoAddresses } from '@/lib/sso/addresses';
import type { SsoProvider } from '@/lib/sso/sso-providers';
import { auth0SsoGuide } from './auth0-sso-guide';
import { entraSsoGuide } from './entra-sso-guide';
import { googleSsoGuide } from './google-sso-guide';
import { oktaSsoGuide } from './okta-sso-guide';
import { otherSsoGuide } from './other-sso-guide';
import type { SsoGuide } from './sso-guide';

/** Every guide with a tenant's addresses in place, so that the page can change from one to another by itself. */
export function ssoGuides(addresses: SsoAddresses): Record<SsoProvider, SsoGuide> {
  return {
    OKTA: oktaSsoGuide(addresses),
    ENTRA: entraSsoGuide(addresses),
    GOOGLE: googleSsoGuide(addresses),
    AUTH0: auth0SsoGuide(addresses),
    OTHER: otherSsoGuide(addresses),
  };
}
