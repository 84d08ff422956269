import {
  groupSentence,
  moreOnCustomAttributes,
  moreOnRoles,
  roleSentence,
  type GuideStep,
  type GuideValues,
} from './guide';

/** The Microsoft Entra admin center, for an app that is not in the gallery. */
export function entraGuide(values: GuideValues): GuideStep[] {
  return [
    {
      title: 'Create the app',
      path: ['Enterprise apps', 'New application', 'Create your own application'],
      text: [
        'Choose “Integrate any other application you don’t find in the gallery (Non-gallery)”, then Create.',
      ],
    },
    {
      title: 'Connect',
      path: ['your app', 'Provisioning', 'Connect your application'],
      fields: [
        { name: 'Tenant URL', value: values.baseUrl, exact: true },
        { name: 'Secret token', value: 'the token of the credential, without “Bearer”' },
      ],
      text: [
        'Press “Test connection”, then Create. Older consoles show the same fields under “Provisioning ' +
          'Mode: Automatic”.',
        'With ?aadOptscim062020 at the end of the Tenant URL, Entra speaks its newer dialect of PATCH, ' +
          'except in on-demand provisioning. Both are understood, also mixed.',
      ],
    },
    {
      title: 'Check how people are matched',
      path: ['Provisioning', 'Attribute mapping', 'Provision Microsoft Entra ID Users'],
      fields: [
        { name: 'userPrincipalName', value: 'userName', exact: true },
        { name: 'objectId', value: 'externalId', exact: true },
      ],
      text: [
        'The first is Entra’s default, with matching precedence 1. Change the source of the second ' +
          'before the first sync: the default, mailNickname, need not be unique.',
      ],
    },
    {
      title: 'Assign people',
      path: ['Users and groups', 'Add user/group'],
      text: [
        'Begin with one test person. Under Provisioning → Settings leave the scope at “Sync only ' +
          'assigned users and groups”.',
      ],
    },
    {
      title: 'Start',
      path: ['Provisioning', 'Provision on demand'],
      text: [
        'Provision the test person on demand; it takes effect at once. Then choose “Start provisioning” ' +
          'in the overview.',
        'The first cycle takes 20 minutes to several hours, later ones come about every 40 minutes.',
      ],
    },
    {
      title: 'Send groups',
      optional: true,
      path: ['Provisioning', 'Attribute mapping', 'Provision Microsoft Entra ID Groups'],
      fields: [
        { name: 'displayName', value: 'displayName', exact: true },
        { name: 'members', value: 'members', exact: true },
      ],
      text: [
        'Leave “Enabled” at Yes, and displayName as the matching attribute. The groups assigned under ' +
          '“Users and groups” are then created here with their direct members.',
        'Entra asks for groups with excludedAttributes=members, so a group of any size costs it little.',
        groupSentence,
      ],
      more: moreOnRoles,
    },
    {
      title: 'Send roles',
      optional: true,
      path: ['Provisioning', 'Attribute mapping', 'Add New Mapping'],
      fields: [
        { name: 'Mapping type', value: 'Expression' },
        { name: 'Expression', value: 'SingleAppRoleAssignment([appRoleAssignments])', exact: true },
        { name: 'Target attribute', value: 'roles[primary eq "True"].value', exact: true },
      ],
      text: [
        'The values come from App registrations → your app → App roles; give each person one of them ' +
          'with the assignment. For people with several roles, role mapping has another expression.',
        roleSentence(values),
      ],
      more: moreOnRoles,
    },
    {
      title: 'Send attributes of your own',
      optional: true,
      path: ['Provisioning', 'Attribute mapping', 'Show advanced options', 'Edit attribute list'],
      fields: [{ name: 'Name', value: 'the URN of the extension, a colon, and the name of the attribute' }],
      text: ['Register the extension here first, then add the attribute to the list in Entra and map it.'],
      more: moreOnCustomAttributes,
    },
  ];
}
