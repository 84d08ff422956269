'use client';

import type { ReactNode } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';
import { Notice } from './notice';

export interface ConfirmProps {
  open: boolean;
  /** Verb and object: "Revoke credential". */
  title: string;
  /** The consequence, with counts. */
  children: ReactNode;
  /** Repeats the verb of the title. */
  confirmLabel: string;
  /** Says what stays: "Keep", "Stay", "Cancel". It has the first focus, so Enter never destroys. */
  cancelLabel?: string;
  tone?: 'danger' | 'primary';
  pending?: boolean;
  /** What went wrong with the last try; the dialog stays open. */
  error?: string;
  onConfirm: () => void;
  onCancel: () => void;
}

/** One question with its consequence, before something that cannot be taken back. */
export function Confirm(props: ConfirmProps) {
  const {
    open,
    title,
    children,
    confirmLabel,
    cancelLabel = 'Keep',
    tone = 'danger',
    pending,
    error,
    onConfirm,
    onCancel,
  } = props;
  return (
    <Dialog
      open={open}
      title={title}
      onClose={onCancel}
      footer={
        <>
          <Button data-autofocus onClick={onCancel}>
            {cancelLabel}
          </Button>
          <Button variant={tone} pending={pending} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 text-base text-ink-2">
        {children}
        {error ? <Notice tone="bad" title={error} live="alert" /> : null}
      </div>
    </Dialog>
  );
}
