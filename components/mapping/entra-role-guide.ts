import type { GuideStep } from '../identity/guides/guide';
import type { RoleGuideValues } from './role-guide-values';

/** Microsoft Entra: groups that are assigned to the app, with their members. */
export function entraGroupGuide({ baseUrl }: RoleGuideValues): GuideStep[] {
  return [
    {
      title: 'Send groups',
      path: ['Enterprise apps', 'your app', 'Provisioning', 'Attribute mapping', 'Provision Microsoft Entra ID Groups'],
      fields: [
        { name: 'Tenant URL', value: baseUrl, exact: true },
        { name: 'displayName', value: 'displayName', exact: true },
        { name: 'members', value: 'members', exact: true },
      ],
      text: ['Leave “Enabled” at Yes.'],
    },
    {
      title: 'Assign the groups',
      path: ['Users and groups', 'Add user/group'],
      text: [
        'Each group that is assigned arrives with its direct members. Members of groups inside it are sent only ' +
          'when those groups are assigned too.',
        'Then choose the groups in the rules above. A group that has not arrived yet can be typed in by its exact name.',
      ],
    },
  ];
}

/** Microsoft Entra: app roles, by one of its three expressions. */
export function entraAttributeGuide({ baseUrl, roleKeys }: RoleGuideValues): GuideStep[] {
  return [
    {
      title: 'Create the app roles',
      path: ['App registrations', 'your app', 'App roles', 'Create app role'],
      fields: [
        { name: 'Allowed member types', value: 'Users/Groups' },
        { name: 'Value', value: roleKeys.join(', '), exact: true },
      ],
      text: [
        'One app role for each value. Other values work as well, with a rule above for each. Then give people a role ' +
          'with the assignment, under Enterprise apps → your app → Users and groups.',
      ],
    },
    {
      title: 'One role for each person',
      optional: true,
      path: ['Enterprise apps', 'your app', 'Provisioning', 'Attribute mapping', 'Add New Mapping'],
      fields: [
        { name: 'Tenant URL', value: baseUrl, exact: true },
        { name: 'Mapping type', value: 'Expression' },
        { name: 'Expression', value: 'SingleAppRoleAssignment([appRoleAssignments])', exact: true },
        { name: 'Target attribute', value: 'roles[primary eq "True"].value', exact: true },
        { name: 'Attribute path here', value: 'roles[primary eq true].value', exact: true },
      ],
      text: ['For people with several app roles, Entra does not say which of them it sends.'],
    },
    {
      title: 'Several roles for each person',
      optional: true,
      path: ['Enterprise apps', 'your app', 'Provisioning', 'Attribute mapping', 'Add New Mapping'],
      fields: [
        { name: 'Tenant URL', value: baseUrl, exact: true },
        { name: 'Mapping type', value: 'Expression' },
        { name: 'Expression', value: 'AssertiveAppRoleAssignmentsComplex([appRoleAssignments])', exact: true },
        { name: 'Target attribute', value: 'roles', exact: true },
        { name: 'Attribute path here', value: 'roles', exact: true },
      ],
      text: ['Entra sends the whole list each time, so a role that is taken away there is taken away here.'],
    },
  ];
}
