/** The person who looks at a page, as far as the page's frame needs to know. */
export interface Viewer {
  name: string;
  email: string;
  /** May change settings: an owner or an admin. */
  canManage: boolean;
}
