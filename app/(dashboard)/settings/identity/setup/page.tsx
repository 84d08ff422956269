import type { Metadata } from 'next';
import { CreateCredential } from '@/components/credentials/create-credential';
import { parseProviderChoice, providerChoices } from '@/components/identity/provider-choice';
import { ProviderLinks } from '@/components/identity/provider-links';
import { SetupChecklist } from '@/components/identity/setup-checklist';
import { SetupGuide } from '@/components/identity/setup-guide';
import { SetupValues } from '@/components/identity/setup-values';
import { IdentityTabs } from '@/components/shell/identity-tabs';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { findSetupProgress } from '@/lib/activity/setup-progress';
import { listCredentials } from '@/lib/credentials/list-credentials';
import { may } from '@/lib/roles/permission';
import { findTenantMapping } from '@/lib/roles/tenant-mapping';
import { requireViewer } from '@/lib/sign-in/viewer';
import { getIdentitySettings } from '@/lib/tenants/identity-settings';
import { createCredential, findCredentialUse } from '../../credential-actions';
import { scimEndpoint } from '../scim-endpoint';

export async function generateMetadata(): Promise<Metadata> {
  const { tenantName } = await requireViewer();
  return { title: `Set-up · Identity · ${tenantName}` };
}

interface SetupPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The way from an empty tenant to the first person an identity provider switched off again. */
export default async function SetupPage({ searchParams }: SetupPageProps) {
  const viewer = await requireViewer();
  const { tenantId } = viewer;
  const { idp } = await searchParams;
  const [settings, credentials, { defaultRoleKey, roles }] = await Promise.all([
    getIdentitySettings(tenantId),
    listCredentials(tenantId, { scope: 'scim' }),
    findTenantMapping(tenantId),
  ]);
  const choice =
    parseProviderChoice([idp].flat()[0]) ??
    providerChoices.find(({ provider }) => provider === credentials[0]?.provider) ??
    providerChoices[0];
  const endpoint = scimEndpoint(tenantId);
  const defaultRole = roles.find(({ key }) => key === defaultRoleKey)?.name ?? null;
  return (
    <PageBody width="wide">
      <PageHeader title="Identity">
        <IdentityTabs current="setup" />
      </PageHeader>
      <ProviderLinks current={choice} />
      {settings.scimEnabled ? null : <ScimOffNotice />}
      <div className="grid items-start gap-4 panel:grid-cols-[minmax(0,1fr)_22rem]">
        <Card title="Progress" id="progress">
          <SetupChecklist
            key={choice.slug}
            choice={choice}
            progress={await findSetupProgress(viewer, choice.provider)}
          />
        </Card>
        <SetupValues
          endpoint={endpoint}
          createCredential={
            may(viewer, 'manageCredentials') ? (
              <CreateCredential
                key={choice.slug}
                kind="scim"
                provider={choice.provider}
                create={createCredential}
                findUse={findCredentialUse}
              />
            ) : null
          }
        />
        <SetupGuide choice={choice} values={{ baseUrl: endpoint.baseUrl, defaultRole }} />
      </div>
    </PageBody>
  );
}

function ScimOffNotice() {
  return (
    <Notice
      tone="warn"
      title="SCIM provisioning is off"
      actions={
        <LinkButton size="sm" href="/settings/identity/scim">
          Turn it on
        </LinkButton>
      }
    >
      Until it is on, every call is answered 503 and the steps below cannot succeed.
    </Notice>
  );
}
