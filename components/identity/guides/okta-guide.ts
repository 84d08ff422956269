import {
  groupSentence,
  moreOnCustomAttributes,
  moreOnRoles,
  roleSentence,
  type GuideStep,
  type GuideValues,
} from './guide';

/** Okta's Admin Console, for apps of one's own (App Integration Wizard) and for SCIM apps of the catalog. */
export function oktaGuide(values: GuideValues): GuideStep[] {
  return [
    {
      title: 'Switch SCIM on for the app',
      path: ['Applications', 'Applications', 'your app', 'General', 'App Settings', 'Edit'],
      text: [
        'Beside Provisioning choose “SCIM”, then Save. The app must sign in by SAML or SWA: Okta offers ' +
          'no SCIM for its own OpenID Connect apps.',
        'An app from the catalog, such as “SCIM 2.0 Test App (OAuth Bearer Token)”, has it on already.',
      ],
    },
    {
      title: 'Connect',
      path: ['Provisioning', 'Integration', 'Edit'],
      fields: [
        { name: 'SCIM connector base URL', value: values.baseUrl, exact: true },
        { name: 'Unique identifier field for users', value: 'userName', exact: true },
        {
          name: 'Supported provisioning actions',
          value: 'Push New Users, Push Profile Updates, Push Groups',
        },
        { name: 'Authentication Mode', value: 'HTTP Header' },
        { name: 'Authorization', value: 'the token of the credential' },
      ],
      text: [
        'Press “Test Connector Configuration”, then Save.',
        'A catalog app calls these fields “Base URL” and “API Token” or “OAuth Bearer Token”, and the ' +
          'button “Test API Credentials”.',
      ],
    },
    {
      title: 'Choose what Okta may do',
      path: ['Provisioning', 'To App', 'Edit'],
      text: ['Enable “Create Users”, “Update User Attributes” and “Deactivate Users”, then Save.'],
    },
    {
      title: 'Assign people',
      path: ['Assignments', 'Assign', 'Assign to People'],
      text: ['Begin with one test person. Once their steps have ticked here, assign the rest.'],
    },
    {
      title: 'Push groups',
      optional: true,
      path: ['Push Groups', 'Find groups by name'],
      text: [
        'Choose a group, leave “Push group memberships immediately” on, then Save. Members who are not ' +
          'assigned to the app are not sent, so assign people first, best by another group.',
        'Okta creates the group here, or takes over the one of the same name. Renaming it there renames it ' +
          'here.',
        groupSentence,
      ],
      more: moreOnRoles,
    },
    {
      title: 'Send roles',
      optional: true,
      path: ['Directory', 'Profile Editor', 'your app', 'Add Attribute'],
      fields: [
        { name: 'Data type', value: 'string' },
        { name: 'Variable name', value: 'role', exact: true },
        { name: 'External name', value: 'roles.^[primary==true].value', exact: true },
        { name: 'External namespace', value: 'urn:ietf:params:scim:schemas:core:2.0:User', exact: true },
      ],
      text: [roleSentence(values)],
      more: moreOnRoles,
    },
    {
      title: 'Send attributes of your own',
      optional: true,
      path: ['Directory', 'Profile Editor', 'your app', 'Add Attribute'],
      fields: [
        { name: 'External name', value: 'the name of the attribute' },
        { name: 'External namespace', value: 'the URN of the extension' },
      ],
      text: [
        'Register the extension here first. Or send it, and register with one click what then is listed as ' +
          'arrived but not registered.',
      ],
      more: moreOnCustomAttributes,
    },
  ];
}
