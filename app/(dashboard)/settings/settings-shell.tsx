import type { ReactNode } from 'react';
import { signOut } from '@/app/sign-out';
import { AppShell } from '@/components/shell/app-shell';
import type { SettingsArea } from '@/components/shell/nav-list';
import { NeedsScript } from '@/components/shell/needs-script';
import { listAdministrators } from '@/lib/members/list-administrators';
import { may } from '@/lib/roles/permission';
import { requireViewer } from '@/lib/sign-in/viewer';

/**
 * The frame round the pages of one area. Each area has its own, so that the frame follows when the area
 * changes. A frame stays while pages change inside it; therefore every page asks for its viewer itself.
 */
export async function SettingsShell({ current, children }: { current: SettingsArea; children: ReactNode }) {
  const viewer = await requireViewer();
  const canManage = may(viewer, 'manageMembers');
  const managers = canManage ? [] : await listAdministrators(viewer.tenantId);
  return (
    <AppShell
      viewer={{ name: viewer.name, email: viewer.email, canManage }}
      tenant={{ name: viewer.tenantName }}
      current={current}
      managers={managers.map(({ name }) => name)}
      signOut={signOut}
    >
      <NeedsScript>
        You can read everything here. To change something, turn it on for this site and reload the page.
      </NeedsScript>
      {children}
    </AppShell>
  );
}
