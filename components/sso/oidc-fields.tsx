import type { ConnectionView } from '@/lib/sso/admin/connection-shape';
import { IssuerField } from './issuer-field';
import { SecretField } from './secret-field';
import type { SsoActions } from './sso-action-types';
import { TextField } from './text-field';
import type { ConnectionForm } from './use-connection-form';

export interface OidcFieldsProps {
  form: ConnectionForm;
  secret: ConnectionView['oidc']['secret'];
  checkIssuer: SsoActions['checkIssuer'];
}

/** What OpenID Connect needs to know of the identity provider. */
export function OidcFields({ form, secret, checkIssuer }: OidcFieldsProps) {
  return (
    <>
      <IssuerField form={form} check={checkIssuer} />
      <TextField form={form} name="clientId" />
      <SecretField form={form} secret={secret} />
      <TextField
        form={form}
        name="scopes"
        placeholder="openid email profile"
        help="Separated by blanks. Some identity providers send groups only when the scope groups is asked for."
      />
    </>
  );
}
