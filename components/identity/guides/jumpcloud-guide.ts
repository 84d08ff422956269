import type { GuideStep, GuideValues } from './guide';

/** JumpCloud's Admin Portal, for a custom application. */
export function jumpcloudGuide(values: GuideValues): GuideStep[] {
  return [
    {
      title: 'Create the application',
      path: ['SSO Applications', 'Add New Application', 'Custom Application'],
      text: [
        'Select “Export users to this app (Identity Management)”, name it, save it and choose “Configure ' +
          'Application”.',
      ],
    },
    {
      title: 'Connect',
      path: ['your application', 'Identity Management'],
      fields: [
        { name: 'API Type', value: 'SCIM API' },
        { name: 'SCIM Version', value: 'SCIM 2.0' },
        { name: 'Base URL', value: values.baseUrl, exact: true },
        { name: 'Token Key', value: 'the token of the credential' },
        { name: 'Test User Email', value: 'an address that nobody here has' },
      ],
      text: [
        'Press “Test Connection”, then Activate, then Save.',
        'The test creates a person with that address and deletes it again; you see both in Activity. ' +
          'Editing the connection later repeats it.',
      ],
    },
    {
      title: 'Choose who comes',
      path: ['your application', 'User Groups'],
      text: [
        'Select the groups whose people should have access, then Save. Begin with a group of one test ' +
          'person.',
      ],
    },
    {
      title: 'Know when people are switched off',
      text: [
        'JumpCloud switches a person off here when they are suspended, leave the groups, or their ' +
          'password expires. A new password switches the same person on again.',
      ],
    },
  ];
}
