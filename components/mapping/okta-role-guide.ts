import type { GuideStep } from '../identity/guides/guide';
import type { RoleGuideValues } from './role-guide-values';

/** Okta: group push. */
export function oktaGroupGuide({ baseUrl }: RoleGuideValues): GuideStep[] {
  return [
    {
      title: 'Let Okta push groups',
      path: ['Applications', 'your app', 'Provisioning', 'Integration', 'Edit'],
      fields: [
        { name: 'SCIM connector base URL', value: baseUrl, exact: true },
        { name: 'Supported provisioning actions', value: 'Push Groups' },
      ],
    },
    {
      title: 'Push the groups',
      path: ['Push Groups', 'Find groups by name'],
      text: [
        'Choose each group, leave “Push group memberships immediately” on, then Save. Only members who are assigned ' +
          'to the app are sent, so assign people first, best by another group.',
        'Then choose the groups in the rules above. A group that has not arrived yet can be typed in by its exact name. ' +
          'Renaming it in Okta later keeps the rule working.',
      ],
    },
  ];
}

/** Okta: an attribute of the app's profile, or roles assigned by Identity Governance. */
export function oktaAttributeGuide({ baseUrl, roleKeys }: RoleGuideValues): GuideStep[] {
  return [
    {
      title: 'Add the attribute',
      path: ['Directory', 'Profile Editor', 'your app', 'Add Attribute'],
      fields: [
        { name: 'Data type', value: 'string' },
        { name: 'Variable name', value: 'role', exact: true },
        { name: 'External name', value: 'roles.^[primary==true].value', exact: true },
        { name: 'External namespace', value: 'urn:ietf:params:scim:schemas:core:2.0:User', exact: true },
        { name: 'Attribute path here', value: 'roles[primary eq true].value', exact: true },
      ],
    },
    {
      title: 'Map a value to it',
      path: ['Applications', 'your app', 'Provisioning', 'To App', 'Attribute Mappings'],
      fields: [
        { name: 'SCIM connector base URL', value: baseUrl, exact: true },
        { name: 'Values', value: roleKeys.join(', '), exact: true },
      ],
      text: [
        'Give role the same value for everyone, an attribute of the Okta profile, or an expression; apply it on ' +
          'create and update. Other values than these work as well, with a rule above for each.',
      ],
    },
    {
      title: 'With Okta Identity Governance',
      optional: true,
      path: ['Applications', 'your app', 'Governance', 'Entitlements'],
      fields: [
        { name: 'Read by Okta', value: `${baseUrl}/Roles`, exact: true },
        { name: 'Attribute path here', value: 'roles', exact: true },
      ],
      text: [
        'Okta finds the roles of this organisation by itself and offers them as entitlements. What is assigned ' +
          'arrives in roles, with the key of the role as its value.',
      ],
    },
  ];
}
