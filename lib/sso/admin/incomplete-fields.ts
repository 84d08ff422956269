import type { ConnectionFields } from '@/lib/sso/admin/connection-fields';

type Completeness = Pick<
  ConnectionFields,
  'protocol' | 'issuer' | 'clientId' | 'idpEntityId' | 'idpSsoUrl' | 'idpCertificates'
>;

/** What nobody can sign in without and is not there, by the field of the page; empty when all is. */
export function incompleteFields(connection: Completeness, hasSecret: boolean): Record<string, string> {
  const { protocol, issuer, clientId, idpEntityId, idpSsoUrl, idpCertificates } = connection;
  const wanted =
    protocol === 'OIDC'
      ? [
          ['oidc.issuer', issuer !== '', 'Enter the issuer URL.'],
          ['oidc.clientId', clientId !== '', 'Enter the client ID.'],
          ['oidc.clientSecret', hasSecret, 'Enter the client secret.'],
        ]
      : [
          ['saml.idpEntityId', idpEntityId !== '', 'Enter the entity ID of the identity provider.'],
          ['saml.idpSsoUrl', idpSsoUrl !== '', 'Enter the SSO URL of the identity provider.'],
          ['saml.certificates', idpCertificates.length > 0, 'Add the certificate of the identity provider.'],
        ];
  return Object.fromEntries(wanted.flatMap(([field, there, words]) => (there ? [] : [[field, words]])));
}
