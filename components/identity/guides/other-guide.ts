import { moreOnCustomAttributes, moreOnRoles, roleSentence, type GuideStep, type GuideValues } from './guide';

/** Any other SCIM 2.0 client. */
export function otherGuide(values: GuideValues): GuideStep[] {
  return [
    {
      title: 'Connect',
      fields: [
        { name: 'SCIM version', value: '2.0' },
        { name: 'Base URL', value: values.baseUrl, exact: true },
        { name: 'Authentication', value: 'Bearer token, in the Authorization header' },
        { name: 'Matching attribute', value: 'userName', exact: true },
      ],
      text: [
        'Enable creating, updating and deactivating people, and groups with their members. Both PUT and ' +
          'PATCH work, and deleting does too.',
      ],
      more: { text: 'SCIM reference', href: '/docs/scim' },
    },
    {
      title: 'Try it from a terminal',
      optional: true,
      fields: [
        {
          name: 'Command',
          value: `curl -H "Authorization: Bearer $TOKEN" '${values.baseUrl}/Users?count=1'`,
          exact: true,
        },
      ],
      text: ['It answers 200 and a list. An answer of 401 means that the token is not valid.'],
    },
    {
      title: 'Send roles',
      optional: true,
      fields: [{ name: 'Attribute', value: 'roles[primary eq true].value', exact: true }],
      text: [roleSentence(values)],
      more: moreOnRoles,
    },
    {
      title: 'Send attributes of your own',
      optional: true,
      text: [
        'Send them in an object under the URN of an extension. What is not registered is not stored, but ' +
          'listed here, one click from being registered.',
      ],
      more: moreOnCustomAttributes,
    },
  ];
}
