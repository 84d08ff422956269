'use client';

import { useState, useTransition } from 'react';
import { Button } from '../ui/button';
import { Confirm } from '../ui/confirm';
import { useOutcome } from '../ui/outcome';
import type { ForgetIdentityAction } from './person-actions';

export interface ForgetIdentityProps {
  person: { id: string; displayName: string };
  forget: ForgetIdentityAction;
}

/** Lets somebody sign in as another user of the identity provider. */
export function ForgetIdentity({ person: { id, displayName }, forget }: ForgetIdentityProps) {
  const say = useOutcome();
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<string>();
  const [pending, startTransition] = useTransition();

  function close() {
    setError(undefined);
    setOpen(false);
  }

  function confirm() {
    startTransition(async () => {
      const answer = await forget(id);
      if (!answer.ok) return setError(answer.message);
      close();
      say({ title: 'Forgotten', detail: 'Their sessions go on.' });
    });
  }

  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Forget how they sign in…
      </Button>
      <Confirm
        open={open}
        title={`Forget how ${displayName} signs in`}
        confirmLabel="Forget"
        pending={pending}
        error={error}
        onConfirm={confirm}
        onCancel={close}
      >
        <p>
          Whoever signs in through the identity provider with their address next is <bdi>{displayName}</bdi> from then
          on. Do this when the same person has a new account there. Their roles and history stay, and so do their
          sessions: end those too, if somebody else was signed in.
        </p>
      </Confirm>
    </>
  );
}
