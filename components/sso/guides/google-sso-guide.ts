import type { SsoAddresses } from '@/lib/sso/addresses';
import { moreOnRoles } from '../../identity/guides/guide';
import type { SsoGuide } from './sso-guide';

/** Google Workspace: the Google Cloud console for OpenID Connect, the Admin console for SAML. */
export function googleSsoGuide(addresses: SsoAddresses): SsoGuide {
  return { OIDC: oidc(addresses), SAML: saml(addresses) };
}

function oidc({ redirectUri }: SsoAddresses): SsoGuide['OIDC'] {
  return [
    {
      title: 'Keep it to your organisation',
      path: ['Google Cloud console', 'Google Auth Platform', 'Audience'],
      fields: [{ name: 'User type', value: 'Internal' }],
      text: [
        'The project must belong to your Workspace organisation. All of Google has one issuer; Internal keeps everybody ' +
          'else out there, and here only addresses of your verified domains are let in.',
      ],
    },
    {
      title: 'Create the client',
      path: ['Google Auth Platform', 'Clients', 'Create client'],
      fields: [
        { name: 'Application type', value: 'Web application' },
        { name: 'Authorized redirect URIs', value: redirectUri, exact: true, copy: true },
      ],
      text: ['Google shows the client secret once, when the client is created.'],
    },
    {
      title: 'Bring its values here',
      fields: [
        { name: 'Issuer, here', value: 'https://accounts.google.com', exact: true, copy: true },
        { name: 'Client ID', value: 'Client ID, under Connection' },
        { name: 'Client secret', value: 'Client secret, under Connection' },
      ],
    },
    {
      title: 'Know what Google does not do',
      text: [
        'By OpenID Connect Google sends no groups and no roles: to give roles by group, use SAML, or let SCIM send them. ' +
          'It offers no sign-out either, so signing out ends the session here and leaves the one at Google.',
      ],
    },
  ];
}

function saml({ acsUrl, entityId, start }: SsoAddresses): SsoGuide['SAML'] {
  return [
    {
      title: 'Create the app',
      path: ['Admin console', 'Apps', 'Web and mobile apps', 'Add app', 'Add custom SAML app'],
    },
    {
      title: 'Bring its metadata here',
      path: ['Google Identity Provider details', 'Option 1', 'Download metadata'],
      text: ['Google has no address for it: choose the file under Connection.'],
    },
    {
      title: 'Give it the addresses',
      path: ['Service provider details'],
      fields: [
        { name: 'ACS URL', value: acsUrl, exact: true, copy: true },
        { name: 'Entity ID', value: entityId, exact: true, copy: true },
        { name: 'Start URL (optional)', value: start, exact: true, copy: true },
        { name: 'Name ID format', value: 'PERSISTENT' },
        { name: 'Name ID', value: 'Basic Information > Primary email' },
      ],
      text: ['Leave “Signed response” off: Google then signs the assertion, which is what counts.'],
    },
    {
      title: 'Send who somebody is',
      path: ['Attribute mapping', 'Add mapping'],
      fields: [
        { name: 'Primary email', value: 'email', exact: true },
        { name: 'First name', value: 'firstName', exact: true },
        { name: 'Last name', value: 'lastName', exact: true },
      ],
    },
    {
      title: 'Send groups',
      optional: true,
      path: ['Attribute mapping', 'Group membership (optional)'],
      fields: [{ name: 'App attribute', value: 'groups', exact: true }],
      text: ['Choose up to 75 groups. Google sends the names of those that the person is in.'],
      more: moreOnRoles,
    },
    {
      title: 'Let people in',
      path: ['your app', 'User access'],
      text: ['Choose “ON for everyone”, or for an organisational unit with you in it to begin with, then Save.'],
    },
  ];
}
