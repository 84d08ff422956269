import type { PermissionLevel } from '@/lib/roles/role';

/** What the permission levels are called, and what each of them is for. */
export const levelNames: Record<PermissionLevel, { label: string; help: string }> = {
  OWNER: { label: 'Owner', help: 'Everything, and who else is an owner.' },
  ADMIN: { label: 'Admin', help: 'Members, credentials and identity settings.' },
  MEMBER: { label: 'Member', help: 'Looks at settings, changes nothing.' },
  VIEWER: { label: 'Viewer', help: 'In Rollcall, the same as a member.' },
};
