import type { SsoAddresses } from '@/lib/sso/addresses';
import { moreOnRoles } from '../../identity/guides/guide';
import type { SsoGuide } from './sso-guide';

/** Auth0's dashboard. */
export function auth0SsoGuide(addresses: SsoAddresses): SsoGuide {
  return { OIDC: oidc(addresses), SAML: saml(addresses) };
}

function oidc({ redirectUri, signOutUrl, start }: SsoAddresses): SsoGuide['OIDC'] {
  // Custom claims of Auth0 carry a name space, so that they meet no claim of a standard.
  const rolesClaim = new URL('/roles', start).href;
  return [
    createApplication,
    {
      title: 'Give it the addresses',
      path: ['your application', 'Settings', 'Application URIs'],
      fields: [
        { name: 'Allowed Callback URLs', value: redirectUri, exact: true, copy: true },
        { name: 'Allowed Logout URLs', value: signOutUrl, exact: true, copy: true },
        { name: 'Application Login URI (optional)', value: start, exact: true, copy: true },
      ],
      text: ['Press Save Changes.'],
    },
    {
      title: 'Bring its values here',
      path: ['your application', 'Settings', 'Basic Information'],
      fields: [
        { name: 'Domain', value: 'Issuer: https://, then the domain, then a slash' },
        { name: 'Client ID', value: 'Client ID, under Connection' },
        { name: 'Client Secret', value: 'Client secret, under Connection' },
      ],
    },
    {
      title: 'Send roles',
      optional: true,
      path: ['Actions', 'Triggers', 'post-login', 'Add Action', 'Build from scratch'],
      fields: [
        {
          name: 'Inside onExecutePostLogin',
          value: `api.idToken.setCustomClaim('${rolesClaim}', event.authorization?.roles ?? []);`,
          exact: true,
          copy: true,
        },
        { name: 'Roles claim, here', value: rolesClaim, exact: true, copy: true },
      ],
      text: ['Deploy the action and put it into the flow. Then name the claim here, under “What claims are called”.'],
      more: moreOnRoles,
    },
    connections,
  ];
}

function saml({ acsUrl, entityId, signOutUrl }: SsoAddresses): SsoGuide['SAML'] {
  const settings = {
    audience: entityId,
    mappings: { email: 'email', given_name: 'firstName', family_name: 'lastName' },
    signatureAlgorithm: 'rsa-sha256',
    digestAlgorithm: 'sha256',
    logout: { callback: signOutUrl, slo_enabled: true },
  };
  return [
    createApplication,
    {
      title: 'Switch SAML on',
      path: ['your application', 'Addons', 'SAML2 Web App', 'Settings'],
      fields: [
        { name: 'Application Callback URL', value: acsUrl, exact: true, copy: true },
        { name: 'Settings', value: JSON.stringify(settings), exact: true, copy: true },
      ],
      text: [
        'Press Enable. Auth0 signs the assertion unless the settings say “signResponse”; leave that out. The algorithms ' +
          'are needed: without them Auth0 signs with SHA-1, which is refused here.',
      ],
    },
    {
      title: 'Bring its metadata here',
      path: ['your application', 'Addons', 'SAML2 Web App', 'Usage'],
      text: [
        'Copy the address of the “Download” link beside Identity Provider Metadata, paste it under Connection, and press ' +
          'Fetch.',
      ],
    },
    connections,
  ];
}

const createApplication = {
  title: 'Create the application',
  path: ['Applications', 'Applications', 'Create Application'],
  text: ['Choose “Regular Web Applications”.'],
};

const connections = {
  title: 'Choose who may come',
  path: ['your application', 'Connections'],
  text: ['Leave on only the connections your people are in, and switch off social ones and open sign-up.'],
};
