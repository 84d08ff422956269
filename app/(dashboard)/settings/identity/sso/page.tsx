import type { Metadata } from 'next';
import { SessionSettings } from '@/components/identity/session-settings';
import { IdentityTabs } from '@/components/shell/identity-tabs';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { ssoGuides } from '@/components/sso/guides/sso-guides';
import { SsoForm } from '@/components/sso/sso-form';
import { SsoValues } from '@/components/sso/sso-values';
import { may } from '@/lib/roles/permission';
import { requireViewer } from '@/lib/sign-in/viewer';
import { findConnectionView } from '@/lib/sso/admin/connection-view';
import { getIdentitySettings } from '@/lib/tenants/identity-settings';
import { saveSettings } from '../actions';
import { editableSettings } from '../editable-settings';
import * as ssoActions from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const { tenantName } = await requireViewer();
  return { title: `SSO · Identity · ${tenantName}` };
}

/** How people sign in through the tenant's identity provider, from the first field to the switch. */
export default async function SsoPage() {
  const viewer = await requireViewer();
  const { tenantId } = viewer;
  const [view, settings] = await Promise.all([findConnectionView(tenantId), getIdentitySettings(tenantId)]);
  const canManage = may(viewer, 'manageIdentity');
  const sessions = (
    <SessionSettings settings={editableSettings(settings)} save={saveSettings} readOnly={!canManage} />
  );
  return (
    <PageBody width="wide">
      <PageHeader title="Identity">
        <IdentityTabs current="sso" />
      </PageHeader>
      {canManage ? (
        <SsoForm
          view={view}
          actions={ssoActions}
          tenantId={tenantId}
          guides={ssoGuides(view.addresses)}
          scimEnabled={settings.scimEnabled}
          providerDecidesRoles={viewer.settings.roleSource !== 'PORTAL'}
          mayMarkBreakGlass={may(viewer, 'manageOwners')}
          mayTrust={may(viewer, 'trustIdentityProvider')}
        >
          {sessions}
        </SsoForm>
      ) : (
        <>
          <SsoValues view={view} />
          {sessions}
        </>
      )}
    </PageBody>
  );
}
