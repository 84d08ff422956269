import type { SsoAddresses } from '@/lib/sso/addresses';
import { moreOnRoles } from '../../identity/guides/guide';
import type { SsoGuide } from './sso-guide';

/** Okta's Admin Console, for apps made with the App Integration Wizard. */
export function oktaSsoGuide(addresses: SsoAddresses): SsoGuide {
  return { OIDC: oidc(addresses), SAML: saml(addresses) };
}

function oidc({ redirectUri, signOutUrl, start }: SsoAddresses): SsoGuide['OIDC'] {
  return [
    {
      title: 'Create the app',
      path: ['Applications', 'Applications', 'Create App Integration'],
      text: ['Choose “OIDC - OpenID Connect” and “Web Application”, then Next.'],
    },
    {
      title: 'Give it the addresses',
      path: ['New Web App Integration'],
      fields: [
        { name: 'Grant type', value: 'Authorization Code' },
        { name: 'Sign-in redirect URIs', value: redirectUri, exact: true, copy: true },
        { name: 'Sign-out redirect URIs', value: signOutUrl, exact: true, copy: true },
        { name: 'Controlled access', value: 'begin with a group of your own that has you in it' },
      ],
      text: ['Save. Requiring PKCE as additional verification is fine: Rollcall always uses it.'],
    },
    {
      title: 'Bring its values here',
      path: ['your app', 'General', 'Client Credentials'],
      fields: [
        { name: 'Client ID', value: 'Client ID, under Connection' },
        { name: 'Client secret', value: 'Client secret, under Connection' },
        { name: 'Your Okta domain', value: 'Issuer: https://your-company.okta.com, without “-admin” and without a path' },
      ],
    },
    {
      title: 'Send groups',
      optional: true,
      path: ['your app', 'Sign On', 'OpenID Connect ID Token', 'Edit'],
      fields: [
        { name: 'Groups claim type', value: 'Filter' },
        { name: 'Groups claim filter', value: 'groups · Matches regex · .*', exact: true },
        { name: 'Scopes, here', value: 'openid email profile groups', exact: true, copy: true },
      ],
      text: [
        'Newer consoles have the filter under “Token claims”, behind “Show legacy configuration”. Narrow the regular ' +
          'expression to the groups that matter: Okta sends no groups at all when there are more than 100.',
      ],
      more: moreOnRoles,
    },
    {
      title: 'Show a tile',
      optional: true,
      path: ['your app', 'General', 'General Settings', 'Edit'],
      fields: [
        { name: 'Login initiated by', value: 'Either Okta or App' },
        { name: 'Login flow', value: 'Redirect to app to initiate login (OIDC Compliant)' },
        { name: 'Initiate login URI', value: start, exact: true, copy: true },
      ],
    },
    assign,
  ];
}

function saml({ acsUrl, entityId, signOutUrl }: SsoAddresses): SsoGuide['SAML'] {
  return [
    {
      title: 'Create the app',
      path: ['Applications', 'Applications', 'Create App Integration'],
      text: ['Choose “SAML 2.0”, then Next, and name it.'],
    },
    {
      title: 'Give it the addresses',
      path: ['Configure SAML', 'SAML Settings'],
      fields: [
        { name: 'Single sign-on URL', value: acsUrl, exact: true, copy: true },
        { name: 'Audience URI (SP Entity ID)', value: entityId, exact: true, copy: true },
        { name: 'Name ID format', value: 'Persistent' },
        { name: 'Application username', value: 'Okta username' },
      ],
      text: ['Leave “Use this for Recipient URL and Destination URL” ticked, and the assertion signature at Signed.'],
    },
    {
      title: 'Send who somebody is',
      path: ['your app', 'Sign On', 'Attribute statements'],
      fields: [
        { name: 'email', value: 'user.profile.email', exact: true },
        { name: 'firstName', value: 'user.profile.firstName', exact: true },
        { name: 'lastName', value: 'user.profile.lastName', exact: true },
        { name: 'mobilePhone', value: 'user.profile.mobilePhone', exact: true },
      ],
      text: ['Older consoles ask for them in the wizard, as user.email, user.firstName and so on.'],
    },
    {
      title: 'Send groups',
      optional: true,
      path: ['your app', 'Sign On', 'Attribute statements', 'Show legacy configuration', 'Group attribute statements'],
      fields: [{ name: 'groups', value: 'Matches regex .*', exact: true }],
      text: ['Narrow the regular expression to the groups that matter.'],
      more: moreOnRoles,
    },
    {
      title: 'Bring its metadata here',
      path: ['your app', 'Sign On', 'SAML 2.0', 'Metadata details'],
      text: ['Copy the Metadata URL, paste it under Connection, and press Fetch.'],
    },
    {
      title: 'Sign out of Okta too',
      optional: true,
      path: ['your app', 'General', 'SAML Settings', 'Edit', 'Show Advanced Settings'],
      fields: [
        { name: 'Signature Certificate', value: 'the certificate that you download above' },
        { name: 'Enable Single Logout', value: 'Allow application to initiate Single Logout' },
        { name: 'Single Logout URL', value: signOutUrl, exact: true, copy: true },
        { name: 'SP Issuer', value: entityId, exact: true, copy: true },
      ],
      text: ['Fetch the metadata again afterwards: it then names the logout URL.'],
    },
    assign,
  ];
}

const assign = {
  title: 'Assign people',
  path: ['your app', 'Assignments', 'Assign'],
  text: ['Assign yourself first, and test the connection here. Whoever is not assigned, Okta refuses.'],
};
