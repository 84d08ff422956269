'use client';

import { useState } from 'react';
import { redeemTicket } from '@/lib/sign-in/redeem-ticket';

/** An account of a ticket. */
export interface EntryAccount {
  tenantId: string;
  memberId: string;
}

export interface Entry<Chosen extends EntryAccount> {
  /** The account that is being opened. */
  entering: Chosen | null;
  /** Why it was not opened. */
  error: string | null;
  enter: (ticket: string, account: Chosen) => Promise<void>;
}

/**
 * Signs in to an account and opens `path` as a new document, so that nothing of the visit before remains in
 * memory.
 */
export function useEntry<Chosen extends EntryAccount>(path: string): Entry<Chosen> {
  const [entering, setEntering] = useState<Chosen | null>(null);
  const [error, setError] = useState<string | null>(null);

  async function enter(ticket: string, account: Chosen) {
    setEntering(account);
    setError(null);
    const { tenantId, memberId } = account;
    if (await redeemTicket({ ticket, tenantId, memberId })) return location.assign(path);
    setEntering(null);
    setError('You were not signed in, because this attempt is too old. Start again.');
  }

  return { entering, error, enter };
}
