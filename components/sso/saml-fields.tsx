import { Checkbox } from '../ui/checkbox';
import { CertificatesField } from './certificates-field';
import { MetadataImport } from './metadata-import';
import type { SsoActions } from './sso-action-types';
import { TextField } from './text-field';
import type { ConnectionForm } from './use-connection-form';

export interface SamlFieldsProps {
  form: ConnectionForm;
  importMetadata: SsoActions['importMetadata'];
  readCertificates: SsoActions['readCertificates'];
}

/** What SAML needs to know of the identity provider: by its metadata, or field by field. */
export function SamlFields({ form, importMetadata, readCertificates }: SamlFieldsProps) {
  return (
    <>
      <MetadataImport form={form} importMetadata={importMetadata} />
      <TextField form={form} name="idpSsoUrl" type="url" help="Where people are sent to sign in, by redirect." />
      <TextField form={form} name="idpEntityId" help="What the identity provider calls itself: its Issuer." />
      <TextField
        form={form}
        name="idpSloUrl"
        type="url"
        optional
        help="Where people are sent on when they sign out here. Without it, the session at the identity provider stays."
      />
      <CertificatesField form={form} read={readCertificates} />
      <Checkbox
        name="allowIdpInitiated"
        checked={form.values.allowIdpInitiated}
        onChange={(event) => form.set('allowIdpInitiated', event.currentTarget.checked)}
        label={<span className="font-medium">Allow sign-ins that begin at the identity provider</span>}
        help={
          'For tiles that send a response without having been asked. Nothing then ties it to the browser it ' +
          'arrives in, so the person is asked first whether they are who it says. Tiles that open the sign-in ' +
          'address work without it.'
        }
      />
    </>
  );
}
