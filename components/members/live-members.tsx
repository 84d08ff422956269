'use client';

import { createContext, useContext, useEffect, useRef, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { fetchJson } from '@/components/identity/fetch-json';
import { LiveProvider } from '@/components/identity/live-provider';
import { announce } from '@/components/ui/announce';
import type { MemberRoles } from '@/lib/members/find-member-roles';
import type { MemberChanges } from './member-changes';

export interface LiveMembersProps {
  /** The latest event the list on this page knows of. */
  since: string | null;
  /** Who is in the list. */
  memberIds: readonly string[];
  children: ReactNode;
}

/** While a sync runs, and while nothing happens. */
const POLL_MS = { syncing: 1500, quiet: 5000 };

interface LiveChanges {
  /** Undefined until the first answer. */
  changes: MemberChanges | undefined;
  roles: ReadonlyMap<string, MemberRoles>;
}

const ChangesContext = createContext<LiveChanges>({ changes: undefined, roles: new Map() });

/** What has happened since the list was read. */
export function useMemberChanges(): MemberChanges | undefined {
  return useContext(ChangesContext).changes;
}

/** The roles that a member of the list has now; undefined while the list's own are the latest. */
export function useLiveRoles(memberId: string): MemberRoles | undefined {
  return useContext(ChangesContext).roles.get(memberId);
}

/** Follows what happens to the people of a list while it is being read. */
export function LiveMembers(props: LiveMembersProps) {
  return (
    <LiveProvider>
      <Follow {...props} />
    </LiveProvider>
  );
}

function Follow({ since, memberIds, children }: LiveMembersProps) {
  const query = new URLSearchParams(memberIds.map((id) => ['member', id]));
  if (since !== null) query.set('since', since);
  const address = `/api/member-changes?${query}`;
  const { data } = useQuery({
    queryKey: ['member-changes', address],
    queryFn: ({ signal }) => fetchJson<MemberChanges>(address, signal),
    refetchInterval: ({ state }) => (state.data?.syncing ? POLL_MS.syncing : POLL_MS.quiet),
  });
  const roles = new Map(data?.roles.map((member) => [member.id, member]));
  useAnnouncedRoles(data?.roles);
  return <ChangesContext value={{ changes: data, roles }}>{children}</ChangesContext>;
}

/** Says that roles in the list have changed, once for each change. */
function useAnnouncedRoles(roles: readonly MemberRoles[] | undefined) {
  const said = useRef<string>(undefined);
  const now = roles?.length ? JSON.stringify(roles.map((member) => member.roles.map(({ key }) => key))) : undefined;
  useEffect(() => {
    const known = now !== undefined && said.current !== undefined;
    if (known && said.current !== now) announce('Roles in this list changed.');
    said.current = now ?? said.current;
  }, [now]);
}
