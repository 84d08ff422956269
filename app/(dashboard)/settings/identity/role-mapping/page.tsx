import type { Metadata } from 'next';
import { MappingForm } from '@/components/mapping/mapping-form';
import { MappingNav } from '@/components/mapping/mapping-nav';
import { MappingValues } from '@/components/mapping/mapping-values';
import { RoleGuide } from '@/components/mapping/role-guide';
import { sentMapping } from '@/components/mapping/sent-mapping';
import { soleProvider } from '@/components/members/sole-provider';
import { IdentityTabs } from '@/components/shell/identity-tabs';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { listCredentials } from '@/lib/credentials/list-credentials';
import { arrivedValues } from '@/lib/mapping/arrived-values';
import { findMappingView } from '@/lib/mapping/mapping-view';
import { suggestAttributes } from '@/lib/mapping/suggest-attributes';
import { may } from '@/lib/roles/permission';
import { requireViewer } from '@/lib/sign-in/viewer';
import { scimEndpoint } from '../scim-endpoint';
import { saveRoleMapping } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const { tenantName } = await requireViewer();
  return { title: `Role mapping · Identity · ${tenantName}` };
}

/** How the directory becomes roles, and what a change of that would do. */
export default async function RoleMappingPage() {
  const viewer = await requireViewer();
  const { tenantId } = viewer;
  const [view, credentials] = await Promise.all([
    findMappingView(tenantId),
    listCredentials(tenantId, { scope: 'scim' }),
  ]);
  const mapping = { ...sentMapping(view), provider: soleProvider(credentials) };
  return (
    <PageBody width="wide">
      <PageHeader title="Identity">
        <IdentityTabs current="role-mapping" />
      </PageHeader>
      <MappingNav current="mapping" />
      {may(viewer, 'manageIdentity') ? (
        <EditableMapping tenantId={tenantId} mapping={mapping} />
      ) : (
        <MappingValues {...mapping} />
      )}
    </PageBody>
  );
}

type Mapping = ReturnType<typeof sentMapping> & { provider: string | null };

/** The form, with what has arrived: what people's attributes hold is for those who manage them. */
async function EditableMapping({ tenantId, mapping }: { tenantId: string; mapping: Mapping }) {
  const [attributes, arrived] = await Promise.all([
    suggestAttributes(tenantId),
    arrivedValues(tenantId, mapping.draft.attribute),
  ]);
  const values = { baseUrl: scimEndpoint(tenantId).baseUrl, roleKeys: mapping.roles.map(({ key }) => key) };
  return (
    <MappingForm {...mapping} attributes={attributes} arrived={arrived} save={saveRoleMapping}>
      <RoleGuide values={values} />
    </MappingForm>
  );
}
