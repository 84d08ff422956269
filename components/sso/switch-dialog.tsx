'use client';

import { useState, useTransition } from 'react';
import type { ActionResult } from '@/lib/shared/action-result';
import type { ConnectionView } from '@/lib/sso/admin/connection-shape';
import { Confirm } from '../ui/confirm';
import { useOutcome } from '../ui/outcome';
import type { SsoActions, SwitchInput } from './sso-action-types';
import { switchWords, type SwitchSurroundings, type SwitchTask } from './switch-words';

export interface SwitchDialogProps extends SwitchSurroundings {
  task: SwitchTask;
  open: boolean;
  view: ConnectionView;
  switchSso: SsoActions['switchSso'];
  onClose: () => void;
}

const moves: Readonly<Record<SwitchTask, Omit<SwitchInput, 'revision'>>> = {
  'turn-on': { enabled: true },
  'turn-off': { enabled: false },
  require: { required: true },
  'stop-requiring': { required: false },
};

const unanswered = 'The server did not answer, so it may have happened. Reload the page.';

/** The question before a switch moves. */
export function SwitchDialog({ task, open, view, switchSso, onClose, ...around }: SwitchDialogProps) {
  const say = useOutcome();
  // What was asked about stays as it was asked, although the page around moves on once it is done.
  const [words] = useState(() => switchWords(task, view, around));
  const [error, setError] = useState<string>();
  const [pending, startTransition] = useTransition();

  function confirm() {
    startTransition(async () => {
      const answer = await switchSso({ revision: view.revision, ...moves[task] }).catch((): ActionResult => {
        return { ok: false, message: unanswered };
      });
      if (!answer.ok) return setError(answer.message ?? Object.values(answer.fieldErrors ?? {})[0]);
      onClose();
      say(words.done);
    });
  }
  return (
    <Confirm
      open={open}
      title={words.title}
      confirmLabel={words.confirmLabel}
      cancelLabel={words.cancelLabel}
      tone={words.tone}
      pending={pending}
      error={error}
      onConfirm={confirm}
      onCancel={onClose}
    >
      {words.consequences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Confirm>
  );
}
