'use client';

import { useEffect, useState } from 'react';
import { useRouter } from 'next/navigation';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { providerName } from '@/lib/activity/provider-name';
import type { MemberChanges } from './member-changes';
import type { NamedProvider } from './sole-provider';

export interface SyncStripProps {
  /** The latest event the list on this page knows of. */
  since: string | null;
  provider: NamedProvider | null;
}

/** While a sync runs, and while nothing happens. */
const POLL_MS = { syncing: 1500, quiet: 5000 };

async function fetchChanges(since: string | null, signal: AbortSignal): Promise<MemberChanges> {
  const query = since === null ? '' : `?since=${encodeURIComponent(since)}`;
  const response = await fetch(`/api/member-changes${query}`, { signal });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return (await response.json()) as MemberChanges;
}

function Strip({ since, provider }: SyncStripProps) {
  const router = useRouter();
  const { data } = useQuery({
    queryKey: ['member-changes', since],
    queryFn: ({ signal }) => fetchChanges(since, signal),
    refetchInterval: ({ state }) => (state.data?.syncing ? POLL_MS.syncing : POLL_MS.quiet),
  });
  const stale = data !== undefined && data.people !== null;
  const syncing = data?.syncing ?? false;
  useEffect(() => {
    if (stale) announce('There are changes to show in this list.');
  }, [stale]);
  if (!stale) return null;
  const people = data.people ?? 0;
  const count = `${people.toLocaleString('en')} ${people === 1 ? 'person' : 'people'}`;
  return (
    <Notice
      tone="info"
      title={
        syncing
          ? `Syncing from ${providerName(provider)}: ${count} so far`
          : `The list has changed: ${count} now`
      }
      actions={
        <Button size="sm" onClick={() => router.refresh()}>
          Show new
        </Button>
      }
    />
  );
}

/**
 * Says that people come and go while the list is being read. The rows stay where they are until someone asks
 * for the new ones.
 */
export function SyncStrip(props: SyncStripProps) {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <Strip {...props} />
    </QueryClientProvider>
  );
}
