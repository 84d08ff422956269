'use client';

import { useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { Confirm } from '@/components/ui/confirm';
import { useOutcome } from '@/components/ui/outcome';
import { Timestamp } from '@/components/ui/timestamp';
import type { CredentialUse, RevokeCredentialAction } from './credential-action-types';
import { credentialWords, type CredentialKind } from './credential-kind';

export interface RevokeCredentialProps {
  kind: CredentialKind;
  credentialId: string;
  label: string;
  lastUse: CredentialUse | null;
  revoke: RevokeCredentialAction;
}

function Consequence({ label, lastUse }: Pick<RevokeCredentialProps, 'label' | 'lastUse'>) {
  if (!lastUse)
    return <p>“{label}” has never been used. Whatever tries it from now on is refused with 401.</p>;
  return (
    <p>
      “{label}” was last used <Timestamp at={lastUse.at} />
      {lastUse.agent ? ` by ${lastUse.agent}` : ''}
      {lastUse.from ? ` from ${lastUse.from}` : ''}. Whatever still uses it is refused with 401 at once.
      Members stay as they are.
    </p>
  );
}

/** Asks before a token stops working. */
export function RevokeCredential({ kind, credentialId, label, lastUse, revoke }: RevokeCredentialProps) {
  const { noun } = credentialWords[kind];
  const say = useOutcome();
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<string>();
  const [pending, startTransition] = useTransition();

  function confirm() {
    startTransition(async () => {
      const answer = await revoke(credentialId);
      if (!answer.ok) return setError(answer.message);
      setOpen(false);
      say({ title: `“${label}” revoked`, detail: 'It stays listed below, so that the log can be read.' });
    });
  }

  return (
    <>
      <Button size="sm" aria-label={`Revoke ${label}`} onClick={() => setOpen(true)}>
        Revoke…
      </Button>
      {/* The cell sets its text to the end of the line, which is not meant for the dialog. */}
      <div className="text-start">
        <Confirm
          open={open}
          title={`Revoke ${noun}`}
          confirmLabel={`Revoke ${noun}`}
          pending={pending}
          error={error}
          onConfirm={confirm}
          onCancel={() => setOpen(false)}
        >
          <Consequence label={label} lastUse={lastUse} />
        </Confirm>
      </div>
    </>
  );
}
