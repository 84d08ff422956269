import { Card } from '../ui/card';
import { CopyField } from '../ui/copy-field';
import { Notice } from '../ui/notice';
import { TextLink } from '../ui/text-link';
import { isLoopback } from './is-loopback';
import { providerChoices } from './provider-choice';

/** The addresses of a tenant's SCIM endpoint. */
export interface Endpoint {
  /** With the tenant: what the set-up guides use. */
  baseUrl: string;
  /** Without it; the credential says which tenant is meant. */
  sharedBaseUrl: string;
}

/** What to paste into the identity provider, and what it is called there. */
export function EndpointCard({ endpoint }: { endpoint: Endpoint }) {
  return (
    <Card title="Endpoint" id="endpoint">
      <div className="flex flex-col gap-3">
        <CopyField label="Base URL" copyLabel="base URL" value={endpoint.baseUrl} />
        <CopyField
          label="Without tenant"
          copyLabel="base URL without tenant"
          value={endpoint.sharedBaseUrl}
          help="Works as well: the credential says which organisation is meant."
        />
        <CopyField
          label="Configuration"
          copyLabel="ServiceProviderConfig URL"
          value={`${endpoint.baseUrl}/ServiceProviderConfig`}
        />
        <CopyField label="Unique field" copyLabel="unique field" value="userName" />
        <div className="flex flex-col gap-1 text-sm text-ink-2 tablet:ps-[10.25rem]">
          <p>Paste as: Okta “SCIM connector base URL” · Entra “Tenant URL” · JumpCloud “Base URL”.</p>
          <p className="flex flex-wrap gap-x-3 gap-y-1">
            Step by step:
            {providerChoices.map(({ slug, label }) => (
              <TextLink key={slug} href={`/settings/identity/setup?idp=${slug}`}>
                {label}
              </TextLink>
            ))}
          </p>
          <p>
            What it understands and answers:{' '}
            <TextLink href="/docs/scim" prefetch={false}>
              SCIM reference
            </TextLink>
          </p>
        </div>
        {isLoopback(endpoint.baseUrl) ? <LoopbackNotice /> : null}
      </div>
    </Card>
  );
}

function LoopbackNotice() {
  return (
    <Notice tone="info" title="Only this computer can reach this address">
      An identity provider in the cloud needs a public https address. Whoever runs this server sets it as
      ROLLCALL_URL.
    </Notice>
  );
}
