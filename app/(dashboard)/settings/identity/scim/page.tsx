import type { Metadata } from 'next';
import { EndpointCard } from '@/components/identity/endpoint-card';
import { ExtensionsCard } from '@/components/identity/extensions/extensions-card';
import { ScimForm } from '@/components/identity/scim-form';
import { IdentityTabs } from '@/components/shell/identity-tabs';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { listCredentials } from '@/lib/credentials/list-credentials';
import type { CredentialView } from '@/lib/credentials/list-credentials';
import { may } from '@/lib/roles/permission';
import { listExtensions } from '@/lib/schemas/list-extensions';
import { listUnregistered } from '@/lib/schemas/list-unregistered';
import type { UnregisteredView } from '@/lib/schemas/list-unregistered';
import { requireViewer } from '@/lib/sign-in/viewer';
import { getIdentitySettings } from '@/lib/tenants/identity-settings';
import { settingsConsequences } from '@/lib/tenants/settings-consequences';
import { TenantCredentials } from '../../tenant-credentials';
import { saveSettings } from '../actions';
import { editableSettings } from '../editable-settings';
import { scimEndpoint } from '../scim-endpoint';
import * as extensionActions from './extension-actions';

export async function generateMetadata(): Promise<Metadata> {
  const { tenantName } = await requireViewer();
  return { title: `SCIM · Identity · ${tenantName}` };
}

/** Whether SCIM is on, where it is reached, and with which credentials. */
export default async function ScimPage() {
  const viewer = await requireViewer();
  const { tenantId } = viewer;
  const [settings, credentials, counts, extensions, unregistered] = await Promise.all([
    getIdentitySettings(tenantId),
    listCredentials(tenantId, { scope: 'scim' }),
    settingsConsequences(tenantId),
    listExtensions(tenantId),
    listUnregistered(tenantId),
  ]);
  return (
    <PageBody width="wide">
      <PageHeader title="Identity">
        <IdentityTabs current="scim" />
      </PageHeader>
      <ScimForm
        settings={editableSettings(settings)}
        counts={counts}
        provider={onlyProvider(credentials)}
        lastCallAt={lastCall(credentials)?.toISOString() ?? null}
        providerDecidesRoles={viewer.settings.roleSource !== 'PORTAL'}
        canManage={may(viewer, 'manageIdentity')}
        save={saveSettings}
      >
        <EndpointCard endpoint={scimEndpoint(tenantId)} />
        <TenantCredentials kind="scim" viewer={viewer} credentials={credentials} />
        <ExtensionsCard
          tenantId={tenantId}
          extensions={extensions}
          unregistered={may(viewer, 'readPayloads') ? unregistered : unregistered.map(withoutExample)}
          actions={may(viewer, 'manageIdentity') ? extensionActions : undefined}
        />
      </ScimForm>
    </PageBody>
  );
}

function lastCall(credentials: readonly CredentialView[]): Date | null {
  const times = credentials.flatMap(({ lastUsedAt }) => (lastUsedAt ? [lastUsedAt.getTime()] : []));
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}

/** What people's attributes hold is for those who may see what was sent. */
function withoutExample(attribute: UnregisteredView): UnregisteredView {
  return { ...attribute, example: '' };
}

/** The provider that all active credentials are for, when it is one. */
function onlyProvider(credentials: readonly CredentialView[]): string | null {
  const providers = new Set(
    credentials.filter(({ state }) => state === 'active').map(({ provider }) => provider),
  );
  const [provider = null] = providers;
  return providers.size === 1 ? provider : null;
}
