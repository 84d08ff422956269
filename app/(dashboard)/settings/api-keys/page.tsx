import type { Metadata } from 'next';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { TextLink } from '@/components/ui/text-link';
import { listCredentials } from '@/lib/credentials/list-credentials';
import { requireViewer } from '@/lib/sign-in/viewer';
import { TenantCredentials } from '../tenant-credentials';

export async function generateMetadata(): Promise<Metadata> {
  const { tenantName } = await requireViewer();
  return { title: `API keys · ${tenantName}` };
}

export default async function ApiKeysPage() {
  const viewer = await requireViewer();
  const credentials = await listCredentials(viewer.tenantId);
  return (
    <PageBody width="wide">
      <PageHeader
        title="API keys"
        description={
          <>
            Keys act for the whole tenant. Use one per integration, so that you can revoke one without
            stopping the others. A key with the scope SCIM provisioning also works as a{' '}
            <TextLink href="/settings/identity/scim">SCIM token</TextLink>.
          </>
        }
      />
      <TenantCredentials kind="api-key" viewer={viewer} credentials={credentials} />
    </PageBody>
  );
}
