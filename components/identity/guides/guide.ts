/** A field of an identity provider's console and what goes into it. */
export interface GuideField {
  /** As the console calls it. */
  name: string;
  value: string;
  /** Machine text, to be typed or pasted exactly. */
  exact?: boolean;
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

/** The values that the guide's role step offers, and who gets which. */
export function roleSentence({ defaultRole }: GuideValues): string {
  const others = defaultRole
    ? `Everyone else gets ${defaultRole}.`
    : 'Everyone else gets no role, hence no access.';
  return `A value of owner, admin, member or viewer gives that role. ${others}`;
}
