/** The two views of the one table: credentials for an identity provider, and keys for anything. */
export type CredentialKind = 'scim' | 'api-key';

export interface KindWords {
  /** Title of the section. */
  title: string;
  /** "credential": what a row is called in a sentence. */
  noun: string;
  /** "token": what the secret is called. */
  secret: 'token' | 'key';
  /** What the label of a new one is called, and an example. */
  label: string;
  example: string;
  empty: { title: string; text: string };
}

export const credentialWords: Record<CredentialKind, KindWords> = {
  scim: {
    title: 'Credentials',
    noun: 'credential',
    secret: 'token',
    label: 'Label',
    example: 'Okta production',
    empty: {
      title: 'No credentials yet.',
      text:
        'A credential is the password your identity provider uses to call the endpoint. ' +
        'Create one, copy its token, and paste it there.',
    },
  },
  'api-key': {
    title: 'Keys',
    noun: 'key',
    secret: 'key',
    label: 'Name',
    example: 'Nightly import',
    empty: { title: 'No keys.', text: 'Create one for a script or for your identity provider.' },
  },
};
