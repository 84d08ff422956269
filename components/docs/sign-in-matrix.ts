/** What a sign-in by an identity provider leads to, for somebody of a kind. */
export interface MatrixRow {
  who: string;
  scimOff: string;
  scimOn: string;
}

export const signInMatrix: readonly MatrixRow[] = [
  {
    who: 'Somebody new',
    scimOff: 'Becomes a member, with the roles that the role mapping gives.',
    scimOn: 'Is refused: `scim_required_user_not_provisioned`.',
  },
  {
    who: 'A member',
    scimOff:
      'Gets the roles that the role mapping gives now. Under Portal-managed the roles stay as they are.',
    scimOn: 'Keeps the roles that SCIM gave. Groups and roles of the sign-in are not looked at.',
  },
  {
    who: 'Somebody whom SCIM switched off',
    scimOff: 'Is refused: `sso_user_removed`.',
    scimOn: 'Is refused: `scim_user_deactivated`.',
  },
  {
    who: 'Somebody whom an admin removed',
    scimOff: 'Is refused: `sso_user_removed`.',
    scimOn: 'Is refused: `scim_user_deactivated`.',
  },
  {
    who: 'A member whom nothing gives a role',
    scimOff: 'Is signed in, sees that there is no access, and whom to ask.',
    scimOn: 'Is signed in, sees that there is no access, and whom to ask.',
  },
];
