/** What an identity provider does that one may not expect, and what comes of it here. */
export interface ClientNotes {
  /** Its address on the page. */
  id: string;
  name: string;
  notes: readonly { sends: string; answered: string }[];
}

export const clientNotes: readonly ClientNotes[] = [
  {
    id: 'okta',
    name: 'Okta',
    notes: [
      {
        sends: 'Looks a person up by `userName eq` before creating them.',
        answered: 'Nobody found is `200` with an empty list.',
      },
      {
        sends:
          'Switches people on and off by a PATCH without a path, or by PUT from an app of the App ' +
          'Integration Wizard.',
        answered: 'Both work. A person who was switched off keeps their id.',
      },
      {
        sends: 'Updates profiles by PUT with what it got from GET, `id`, `meta` and `groups` included.',
        answered:
          'What only the server changes is ignored; what is left out of roles and extensions is kept.',
      },
      { sends: 'Always sends a `password`.', answered: 'Accepted and discarded.' },
      {
        sends: 'Repeats a group’s `id` and `displayName` with every change of its members.',
        answered: 'Its own id is accepted, another one is `mutability`.',
      },
      {
        sends: 'Imports by pages of 100, and goes on by 100 whatever it got.',
        answered: 'Pages of 100 are full until the end.',
      },
      {
        sends: 'Sends a token exactly as it was pasted, from “Header Auth” apps.',
        answered: 'A token of ours is taken with `Bearer` before it, without, and with it twice.',
      },
      {
        sends: 'With Identity Governance, discovers roles by `/ResourceTypes`, `/Schemas` and `/Roles`.',
        answered: 'The catalogue is there as it looks for it; what it assigns arrives in `roles[].value`.',
      },
      { sends: 'Never deletes people.', answered: 'Deactivation ends their access at once.' },
    ],
  },
  {
    id: 'entra',
    name: 'Microsoft Entra ID',
    notes: [
      {
        sends: 'Tests the connection by looking for a person who does not exist.',
        answered: '`200` with an empty list.',
      },
      {
        sends:
          'Speaks two dialects of PATCH: one operation for each attribute with `"False"` as text, or, with ' +
          '`?aadOptscim062020` after the Tenant URL, one object with paths for keys. On-demand ' +
          'provisioning uses the first in any case.',
        answered: 'Both work, also mixed.',
      },
      {
        sends:
          'Asks for `emails[type eq "work"].value eq "…"`, and changes the same path of people who have no ' +
          'such address yet.',
        answered: 'Found by index; the element that the path describes is made.',
      },
      {
        sends: 'Sends a manager as a bare id, an object, an array, or an empty text to clear it.',
        answered: 'All come to the same. A manager who is not here yet is resolved when they come.',
      },
      {
        sends: 'Sends roles as `roles[primary eq "True"].value`, or as JSON inside a text.',
        answered: 'Both end as one element. A value that no role knows grants nothing and is flagged.',
      },
      {
        sends: 'With `AppRoleAssignmentsComplex`, adds roles and never takes one away.',
        answered:
          'The person keeps them. Map `AssertiveAppRoleAssignmentsComplex` to `roles` instead: it sends ' +
          'the whole list, and whatever is missing from it goes.',
      },
      {
        sends:
          'Creates groups without members, asks for them with `excludedAttributes=members`, and removes ' +
          'members by filter or by value.',
        answered: 'Members are not read when they are excluded; both removals work; PATCH is answered `204`.',
      },
      { sends: 'Clears attributes with an empty text or `null`.', answered: 'Both unassign.' },
      {
        sends: 'Maps `mailNickname` to `externalId`, which need not be unique.',
        answered: '`externalId` may repeat; a filter by it gives all who have it. Map `objectId` instead.',
      },
    ],
  },
  {
    id: 'jumpcloud',
    name: 'JumpCloud',
    notes: [
      {
        sends: 'Tests the connection by creating a person and a group, and deleting both.',
        answered: 'Each is gone afterwards, and the name is free for the next test.',
      },
      {
        sends: 'Removes members by `path: "members"` with a `value`.',
        answered: 'Only those named are removed; without a value the group is emptied.',
      },
      {
        sends: 'Switches a person off when their password expires.',
        answered: 'Switching on again brings back the same person.',
      },
    ],
  },
  {
    id: 'others',
    name: 'Others',
    notes: [
      {
        sends: 'OneLogin asks for `application/json`.',
        answered: 'It is answered in that type; everybody else in `application/scim+json`.',
      },
      {
        sends: 'PingFederate updates people by PUT alone, and finds groups by listing them all.',
        answered: 'Both work.',
      },
      {
        sends:
          'Authentik replaces a whole group by a PATCH without a path, then adds and removes members one ' +
          'by one.',
        answered: '`members` is always answered, as `[]` when there are none.',
      },
      {
        sends: 'Keycloak’s extensions read `/ServiceProviderConfig`, `/ResourceTypes` and `/Schemas` first.',
        answered: 'Discovery names what is served, no more.',
      },
    ],
  },
];
