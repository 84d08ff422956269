import type { PermissionLevel } from '@/lib/db/generated/kysely/enums';

export type { PermissionLevel };

/** From the most powerful to the least. */
export const permissionLevels = [
  'OWNER',
  'ADMIN',
  'MEMBER',
  'VIEWER',
] as const satisfies readonly PermissionLevel[];

export interface BuiltInRole {
  key: string;
  name: string;
  description: string;
  level: PermissionLevel;
}

/** Every tenant has these four; roles of its own borrow one of their levels. */
export const BUILT_IN_ROLES = [
  { key: 'owner', name: 'Owner', description: 'Everything, and who else is an owner.', level: 'OWNER' },
  { key: 'admin', name: 'Admin', description: 'Members, identity settings and keys.', level: 'ADMIN' },
  {
    key: 'member',
    name: 'Member',
    description: 'Uses the application and looks at settings.',
    level: 'MEMBER',
  },
  { key: 'viewer', name: 'Viewer', description: 'Looks, and changes nothing.', level: 'VIEWER' },
] as const satisfies readonly BuiltInRole[];

/** A member may hold several roles; the highest level decides. No role, no level, no access. */
export function highestLevel(levels: Iterable<PermissionLevel>): PermissionLevel | null {
  const held = new Set(levels);
  return permissionLevels.find((level) => held.has(level)) ?? null;
}
