import type { ReactNode } from 'react';
import { protocolNames, ssoProviders, type SsoProtocol } from '@/lib/sso/sso-providers';
import { Card } from '../ui/card';
import { Notice } from '../ui/notice';
import { RadioCards } from '../ui/radio-cards';
import { ClaimNameFields } from './claim-name-fields';
import { fieldLabels } from './connection-facts';
import type { FieldName } from './connection-fields';
import { OidcFields } from './oidc-fields';
import { SamlFields } from './saml-fields';
import type { SsoPartProps } from './sso-action-types';
import type { ConnectionForm } from './use-connection-form';

const protocols: readonly { value: SsoProtocol; label: string; help: string }[] = [
  { value: 'OIDC', label: protocolNames.OIDC, help: 'An issuer, a client ID and a secret. The simpler one to set up.' },
  { value: 'SAML', label: protocolNames.SAML, help: 'Metadata on both sides, and certificates that run out.' },
];

export interface ConnectionCardProps extends SsoPartProps {
  form: ConnectionForm;
  /** Whether the viewer decides which identity provider signs people in. */
  mayTrust: boolean;
  /** How the last save went, in sight of the fields. */
  children: ReactNode;
}

/** Who the identity provider is, and how it is spoken to. */
export function ConnectionCard({ view, actions, form, mayTrust, children }: ConnectionCardProps) {
  const locked = view.enabled && !mayTrust;
  const { provider, protocol } = form.values;
  return (
    <Card title="Connection" id="connection">
      <div ref={form.place} className="flex flex-col gap-5">
        {locked ? (
          <Notice tone="info" title="Only owners change the connection while it is on">
            Whoever holds the identity provider can sign in as anybody, owners too. Ask one of them.
          </Notice>
        ) : null}
        <fieldset disabled={locked} className="flex min-w-0 flex-col gap-5">
          <legend className="sr-only">Connection</legend>
          <RadioCards
            legend="Identity provider"
            name="provider"
            columns={5}
            options={ssoProviders}
            value={provider}
            onValueChange={(value) =>
              form.set('provider', ssoProviders.find((each) => each.value === value)?.value ?? provider)
            }
          />
          <RadioCards
            legend="Protocol"
            name="protocol"
            options={protocols}
            value={protocol}
            disabled={view.enabled}
            help={view.enabled ? 'Locked while people sign in with it. Turn single sign-on off to change it.' : undefined}
            onValueChange={(value) => form.set('protocol', value === 'SAML' ? 'SAML' : 'OIDC')}
          />
          {protocol === 'OIDC' ? (
            <OidcFields form={form} secret={view.oidc.secret} checkIssuer={actions.checkIssuer} />
          ) : (
            <SamlFields
              form={form}
              importMetadata={actions.importMetadata}
              readCertificates={actions.readCertificates}
            />
          )}
          <ClaimNameFields form={form} />
        </fieldset>
        <HiddenErrors form={form} />
        {children}
      </div>
    </Card>
  );
}

const fieldsOfProtocol: Readonly<Record<SsoProtocol, readonly FieldName[]>> = {
  OIDC: ['issuer', 'clientId', 'clientSecret', 'scopes'],
  SAML: ['idpMetadataUrl', 'idpSsoUrl', 'idpEntityId', 'idpSloUrl', 'certificates'],
};

/** What is wrong where no field shows it: with the choices above, and with what the other protocol keeps. */
function HiddenErrors({ form }: { form: ConnectionForm }) {
  const other = form.values.protocol === 'OIDC' ? 'SAML' : 'OIDC';
  const hidden: readonly FieldName[] = ['provider', 'protocol', 'allowIdpInitiated', ...fieldsOfProtocol[other]];
  const found = hidden.filter((name) => form.errors[name]);
  if (found.length === 0) return null;
  return (
    <Notice tone="bad" live="alert" title="Nothing was saved">
      {found.map((name) => (
        <p key={name}>
          {fieldLabels[name]}: {form.errors[name]}
        </p>
      ))}
    </Notice>
  );
}
