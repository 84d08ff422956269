/** What the dialogs need to know of a member. */
export interface EditableMember {
  id: string;
  displayName: string;
  email: string;
  roleKeys: readonly string[];
}
