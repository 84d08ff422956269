/** What an identity provider says of whoever signs in there. */
export interface IdpPerson {
  /** What they type as their login. */
  login: string;
  /** The provider's own name for them, which stays when everything else changes; the login unless given. */
  subject?: string;
  email: string;
  givenName: string;
  familyName: string;
  groups?: readonly string[];
  roles?: readonly string[];
}

/** A person whose address, login and subject are one text. */
export function idpPerson(email: string, said: Partial<IdpPerson> = {}): IdpPerson {
  return { login: email, email, givenName: 'Ana', familyName: 'Ruiz', ...said };
}
