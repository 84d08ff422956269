'use client';

import { Status } from '@/components/ui/status';
import type { MemberRow } from '@/lib/members/member-rows';
import { useLiveRoles } from './live-members';
import { RoleLock } from './role-lock';
import type { NamedProvider } from './sole-provider';

export interface MemberRolesCellProps {
  member: Pick<MemberRow, 'id' | 'displayName' | 'roles' | 'rolesLocked'>;
  provider: NamedProvider | null;
  /** The person's own page; null for those who may not see it. */
  whyHref: string | null;
}

/** A person's roles. They follow the directory while one looks, and the row stays where it is. */
export function MemberRolesCell({ member, provider, whyHref }: MemberRolesCellProps) {
  const { roles, rolesLocked } = useLiveRoles(member.id) ?? member;
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      {roles.length > 0 ? (
        roles.map(({ name }) => name).join(', ')
      ) : (
        <Status tone="warn">No role, no access</Status>
      )}
      {rolesLocked ? <RoleLock member={{ ...member, roles }} provider={provider} whyHref={whyHref} /> : null}
    </span>
  );
}
