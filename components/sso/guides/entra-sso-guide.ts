import type { SsoAddresses } from '@/lib/sso/addresses';
import { moreOnRoles } from '../../identity/guides/guide';
import type { SsoGuide } from './sso-guide';

/** The Microsoft Entra admin center. */
export function entraSsoGuide(addresses: SsoAddresses): SsoGuide {
  return { OIDC: oidc(addresses), SAML: saml(addresses) };
}

function oidc({ redirectUri, signOutUrl }: SsoAddresses): SsoGuide['OIDC'] {
  return [
    {
      title: 'Register the app',
      path: ['Entra ID', 'App registrations', 'New registration'],
      fields: [
        { name: 'Supported account types', value: 'Accounts in this organizational directory only (single tenant)' },
        { name: 'Redirect URI, Web', value: redirectUri, exact: true, copy: true },
      ],
    },
    {
      title: 'Let people come back from signing out',
      path: ['your app', 'Authentication', 'Add Redirect URI', 'Web'],
      fields: [{ name: 'Redirect URI', value: signOutUrl, exact: true, copy: true }],
      text: ['Entra sends people back from signing out only to an address in this list.'],
    },
    {
      title: 'Bring its values here',
      path: ['your app', 'Overview'],
      fields: [
        { name: 'Directory (tenant) ID', value: 'Issuer: https://login.microsoftonline.com/, then this ID, then /v2.0' },
        { name: 'Application (client) ID', value: 'Client ID, under Connection' },
      ],
    },
    {
      title: 'Create a secret',
      path: ['your app', 'Certificates & secrets', 'New client secret'],
      fields: [{ name: 'Value', value: 'Client secret, under Connection; not the Secret ID' }],
      text: ['Entra shows it once, and lets it expire after at most 24 months. Note the day.'],
    },
    {
      title: 'Send who somebody is',
      path: ['your app', 'Token configuration', 'Add optional claim', 'ID'],
      fields: [{ name: 'Claims', value: 'email, family_name, given_name', exact: true }],
      text: ['Agree to the Microsoft Graph permissions that these claims ask for.'],
    },
    {
      title: 'Send groups or roles',
      optional: true,
      path: ['your app', 'Token configuration', 'Add groups claim'],
      fields: [
        { name: 'Group types', value: 'Groups assigned to the application' },
        { name: 'ID', value: 'Group ID' },
      ],
      text: [
        'Groups come as object IDs: name those in the rules, or let SCIM send the groups, whose externalId they then ' +
          'match. Above 200 groups Entra sends none.',
        'App roles need no claim of their own: whoever has one assigned brings it in “roles”.',
      ],
      more: moreOnRoles,
    },
    assign,
  ];
}

function saml({ acsUrl, entityId, start, signOutUrl }: SsoAddresses): SsoGuide['SAML'] {
  return [
    {
      title: 'Create the app',
      path: ['Entra ID', 'Enterprise apps', 'New application', 'Create your own application'],
      text: ['Choose “Integrate any other application you don’t find in the gallery (Non-gallery)”, then Create.'],
    },
    {
      title: 'Give it the addresses',
      path: ['your app', 'Single sign-on', 'SAML', 'Basic SAML Configuration', 'Edit'],
      fields: [
        { name: 'Identifier (Entity ID)', value: entityId, exact: true, copy: true },
        { name: 'Reply URL (ACS URL)', value: acsUrl, exact: true, copy: true },
        { name: 'Sign on URL (optional)', value: start, exact: true, copy: true },
        { name: 'Logout URL (optional)', value: signOutUrl, exact: true, copy: true },
      ],
      text: ['Or press “Upload metadata file” with the metadata that you download above.'],
    },
    {
      title: 'Look at the claims',
      path: ['your app', 'Single sign-on', 'Attributes & Claims'],
      fields: [{ name: 'Unique User Identifier (Name ID)', value: 'user.objectid · Persistent' }],
      text: [
        'The defaults send the address, given name and surname under the names that Rollcall expects of Entra. The ' +
          'object ID as Name ID stays the same when somebody is renamed.',
      ],
    },
    {
      title: 'Send groups',
      optional: true,
      path: ['your app', 'Single sign-on', 'Attributes & Claims', 'Add a group claim'],
      fields: [
        { name: 'Which groups', value: 'Groups assigned to the application' },
        { name: 'Source attribute', value: 'Cloud-only group display names, or Group ID' },
      ],
      text: ['Above 150 groups Entra sends none, so choose only those assigned to the application.'],
      more: moreOnRoles,
    },
    {
      title: 'Bring its metadata here',
      path: ['your app', 'Single sign-on', 'SAML Certificates'],
      text: [
        'Copy the App Federation Metadata Url, paste it under Connection, and press Fetch. Leave the signing option at ' +
          '“Sign SAML assertion” and SHA-256.',
      ],
    },
    assign,
  ];
}

const assign = {
  title: 'Assign people',
  path: ['Enterprise apps', 'your app', 'Users and groups', 'Add user/group'],
  text: [
    'Assign yourself first, and test the connection here. With “Assignment required” at Yes under Properties, Entra ' +
      'refuses whoever is not assigned.',
  ],
};
