/** A field of an identity provider's console and what goes into it. */
export interface GuideField {
  /** As the console calls it. */
  name: string;
  value: string;
  /** Machine text, to be typed or pasted exactly. */
  exact?: boolean;
  /** Has a button that copies it. */
  copy?: boolean;
}

/** One step in an identity provider's console. */
export interface GuideStep {
  title: string;
  /** Where in the console: "Applications → your app → General". */
  path?: readonly string[];
  text?: readonly string[];
  fields?: readonly GuideField[];
  optional?: boolean;
  /** A page of ours that says more. */
  more?: { text: string; href: string };
}

/** What a guide says differs from tenant to tenant. */
export interface GuideValues {
  baseUrl: string;
  /** Name of the role of people for whom none is sent; null when they get none. */
  defaultRole: string | null;
}

/** Where a guide's step on attributes of one's own leads. */
export const moreOnCustomAttributes = {
  text: 'Register an extension',
  href: '/settings/identity/scim#custom-attributes',
};

/** Where a guide's steps on groups and roles lead. */
export const moreOnRoles = { text: 'Open role mapping', href: '/settings/identity/role-mapping' };

/** What becomes of the values that the guide's role step sends, and of everyone else. */
export function roleSentence({ defaultRole }: GuideValues): string {
  const others = defaultRole ? `get ${defaultRole}` : 'get no role, hence no access';
  return (
    'While roles come from this attribute, a value gives what a rule of the role mapping says, or else the role ' +
    `whose key it is. People whom nothing matches ${others}.`
  );
}

/** What becomes of the groups that a guide's step sends. */
export const groupSentence = 'Groups give roles once the role mapping says that roles come from them.';
