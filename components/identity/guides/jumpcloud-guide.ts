import { groupSentence, moreOnCustomAttributes, moreOnRoles, type GuideStep, type GuideValues } from './guide';

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
        'The test creates a person with that address and a group, and deletes both again; you see it in ' +
          'Activity. Editing the connection later repeats it.',
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
      title: 'Send the groups too',
      optional: true,
      path: ['your application', 'Identity Management'],
      text: [
        'Turn on “Enable management of User Groups and Group Membership in this application”. The groups ' +
          'you select are then created here, with their members.',
        groupSentence,
      ],
      more: moreOnRoles,
    },
    {
      title: 'Know when people are switched off',
      text: [
        'JumpCloud switches a person off here when they are suspended, leave the groups, or their ' +
          'password expires. A new password switches the same person on again.',
      ],
    },
    {
      title: 'Send attributes of your own',
      optional: true,
      path: ['your application', 'Identity Management', 'Attribute mapping'],
      text: [
        'Map an attribute to the URN of an extension, a colon, and its name. What arrives without being ' +
          'registered is listed here, one click from being stored.',
      ],
      more: moreOnCustomAttributes,
    },
  ];
}
