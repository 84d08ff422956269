/** Where roles come from. */
export type RoleSource = 'PORTAL' | 'IDP_GROUPS' | 'IDP_ATTRIBUTE';

export const sourceNames: Readonly<Record<RoleSource, string>> = {
  PORTAL: 'Portal-managed',
  IDP_GROUPS: 'From IdP groups',
  IDP_ATTRIBUTE: 'From IdP attribute',
};
