'use client';

import { useEffect, useState } from 'react';
import { announce } from '@/components/ui/announce';
import { Status } from '@/components/ui/status';
import { Timestamp } from '@/components/ui/timestamp';
import { providerName } from '@/lib/activity/provider-name';
import type { CredentialUse, FindCredentialUseAction, NewCredential } from './credential-action-types';

export interface FirstCallProps {
  credentialId: string;
  provider: NewCredential['provider'];
  findUse: FindCredentialUseAction;
}

const POLL_MS = 2000;

/** Asks until the first call has come, one question at a time. */
function useFirstCall(credentialId: string, findUse: FindCredentialUseAction): CredentialUse | null {
  const [use, setUse] = useState<CredentialUse | null>(null);
  useEffect(() => {
    if (use) return;
    let timer: ReturnType<typeof setTimeout>;
    async function ask() {
      // A question that got no answer is asked again; whether anybody called is not known until then.
      const answer = await findUse(credentialId).catch(() => null);
      if (answer?.ok && answer.data) setUse(answer.data);
      else timer = setTimeout(() => void ask(), POLL_MS);
    }
    timer = setTimeout(() => void ask(), POLL_MS);
    return () => clearTimeout(timer);
  }, [credentialId, findUse, use]);
  return use;
}

/** Waits for the first call with a new credential, and says when it has come. */
export function FirstCall({ credentialId, provider, findUse }: FirstCallProps) {
  const use = useFirstCall(credentialId, findUse);
  const caller = provider === null || provider === 'OTHER' ? 'A client' : providerName(provider, 'start');
  useEffect(() => {
    if (use) announce(`${caller} called with it.`);
  }, [use, caller]);
  return (
    <p className="mt-2">
      {use ? (
        <Status tone="ok">
          {caller} called, <Timestamp at={use.at} format="clock" precision="second" />
          {use.from ? ` from ${use.from}` : ''}
        </Status>
      ) : (
        <Status tone="off">Waiting for the first call with it</Status>
      )}
    </p>
  );
}
