'use client';

import { useState, useTransition } from 'react';
import { Confirm } from '@/components/ui/confirm';
import { useOutcome } from '@/components/ui/outcome';
import type { EditableMember } from './editable-member';
import type { RemoveMemberAction } from './member-actions';

export interface RemoveMemberProps {
  member: EditableMember;
  open: boolean;
  remove: RemoveMemberAction;
  onClose: () => void;
}

/** Asks before a person loses access. */
export function RemoveMember({ member, open, remove, onClose }: RemoveMemberProps) {
  const say = useOutcome();
  const [error, setError] = useState<string>();
  const [pending, startTransition] = useTransition();

  function confirm() {
    startTransition(async () => {
      const answer = await remove(member.id);
      if (!answer.ok) return setError(answer.message);
      onClose();
      say({
        title: `${member.displayName} removed`,
        detail: 'Their sessions have ended. Status: Deprovisioned lists them.',
      });
    });
  }

  return (
    <Confirm
      open={open}
      title={`Remove ${member.displayName}`}
      confirmLabel="Remove"
      pending={pending}
      error={error}
      onConfirm={confirm}
      onCancel={onClose}
    >
      <p>
        {member.displayName} ({member.email}) is signed out everywhere at once and cannot sign in again. Their
        history stays, and an invitation brings them back.
      </p>
    </Confirm>
  );
}
