import type { SsoAddresses } from '@/lib/sso/addresses';
import { moreOnRoles } from '../../identity/guides/guide';
import type { SsoGuide } from './sso-guide';

/** Any other identity provider that follows the standards, such as JumpCloud, OneLogin, Keycloak or AD FS. */
export function otherSsoGuide(addresses: SsoAddresses): SsoGuide {
  return { OIDC: oidc(addresses), SAML: saml(addresses) };
}

function oidc({ redirectUri, signOutUrl }: SsoAddresses): SsoGuide['OIDC'] {
  return [
    {
      title: 'Register a client',
      fields: [
        { name: 'Type', value: 'web application, confidential, with a client secret' },
        { name: 'Flow', value: 'authorization code, with PKCE (S256)' },
        { name: 'Redirect URI', value: redirectUri, exact: true, copy: true },
        { name: 'Post-logout redirect URI', value: signOutUrl, exact: true, copy: true },
        { name: 'Scopes', value: 'openid email profile', exact: true },
      ],
      text: ['ID tokens must be signed with a key that the issuer publishes; “none” and shared secrets are refused.'],
    },
    {
      title: 'Bring its values here',
      text: [
        'The issuer is the address whose /.well-known/openid-configuration answers. Paste it under Connection and press ' +
          'Check, then the client ID and the secret.',
      ],
    },
    {
      title: 'Send groups or roles',
      optional: true,
      text: [
        'In the ID token or from the userinfo endpoint, as a list of texts named “groups” or “roles”. Other names are ' +
          'entered under “What claims are called”; an extra scope, if the provider wants one, beside the client ID.',
      ],
      more: moreOnRoles,
    },
  ];
}

function saml({ acsUrl, entityId, signOutUrl }: SsoAddresses): SsoGuide['SAML'] {
  return [
    {
      title: 'Register a service provider',
      fields: [
        { name: 'Metadata', value: entityId, exact: true, copy: true },
        { name: 'Or: entity ID, audience', value: entityId, exact: true },
        { name: 'ACS URL, by POST', value: acsUrl, exact: true, copy: true },
        { name: 'Single logout URL', value: signOutUrl, exact: true, copy: true },
        { name: 'NameID', value: 'persistent: never given to a second person' },
      ],
    },
    {
      title: 'Sign the assertion',
      text: [
        'Sign the assertion itself with RSA-SHA256 or better: a signature on the response alone does not count. It may be ' +
          'encrypted too, for the certificate in our metadata.',
      ],
    },
    {
      title: 'Send who somebody is',
      fields: [
        { name: 'email', value: 'the address' },
        { name: 'firstName, lastName', value: 'the names' },
        { name: 'groups, roles', value: 'optional; one value each' },
      ],
      text: ['Other names are entered under “What claims are called”.'],
      more: moreOnRoles,
    },
    {
      title: 'Bring its metadata here',
      text: ['By its address, as a file, or as text; or enter the sign-on URL, the entity ID and the certificate.'],
    },
  ];
}
