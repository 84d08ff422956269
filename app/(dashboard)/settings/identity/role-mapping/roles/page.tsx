import type { Metadata } from 'next';
import { MappingNav } from '@/components/mapping/mapping-nav';
import { PermissionsCard } from '@/components/roles/permissions-card';
import { RolesCard } from '@/components/roles/roles-card';
import { IdentityTabs } from '@/components/shell/identity-tabs';
import { PageBody } from '@/components/shell/page-body';
import { PageHeader } from '@/components/shell/page-header';
import { listCatalogueRoles } from '@/lib/mapping/catalogue/list-catalogue-roles';
import { listPermissions, may } from '@/lib/roles/permission';
import { permissionLevels } from '@/lib/roles/role';
import { requireViewer } from '@/lib/sign-in/viewer';
import * as roleActions from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const { tenantName } = await requireViewer();
  return { title: `Roles · Role mapping · Identity · ${tenantName}` };
}

/** The organisation's roles, and what their levels may do. */
export default async function RolesPage() {
  const viewer = await requireViewer();
  const roles = await listCatalogueRoles(viewer.tenantId);
  const levels = permissionLevels.filter((level) => level !== 'OWNER' || may(viewer, 'manageOwners'));
  return (
    <PageBody width="wide">
      <PageHeader title="Identity">
        <IdentityTabs current="role-mapping" />
      </PageHeader>
      <MappingNav current="roles" />
      <RolesCard
        roles={roles}
        levels={levels}
        actions={may(viewer, 'manageIdentity') ? roleActions : undefined}
      />
      <PermissionsCard permissions={listPermissions()} />
    </PageBody>
  );
}
