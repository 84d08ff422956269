/** What a key may be used for. Every scope listed here opens something. */
export const credentialScopes = [
  {
    value: 'scim',
    label: 'SCIM provisioning',
    description: 'Reads, creates, changes and deactivates people under /scim/v2.',
  },
] as const;

export type CredentialScope = (typeof credentialScopes)[number]['value'];
