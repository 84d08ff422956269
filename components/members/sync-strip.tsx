'use client';

import { useEffect } from 'react';
import { useRouter } from 'next/navigation';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { providerName } from '@/lib/activity/provider-name';
import { useMemberChanges } from './live-members';
import type { NamedProvider } from './sole-provider';

export interface SyncStripProps {
  provider: NamedProvider | null;
}

/**
 * Says that people come and go while the list is being read. The rows stay where they are until someone asks
 * for the new ones. Stands in a `<LiveMembers>`.
 */
export function SyncStrip({ provider }: SyncStripProps) {
  const router = useRouter();
  const changes = useMemberChanges();
  const people = changes?.people ?? null;
  const stale = people !== null;
  useEffect(() => {
    if (stale) announce('There are changes to show in this list.');
  }, [stale]);
  if (!stale) return null;
  const count = `${people.toLocaleString('en')} ${people === 1 ? 'person' : 'people'}`;
  return (
    <Notice
      tone="info"
      title={
        changes?.syncing
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
