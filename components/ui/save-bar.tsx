'use client';

import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useRouter } from 'next/navigation';
import { announce } from './announce';
import { Button } from './button';
import { Confirm } from './confirm';
import { Dialog } from './dialog';
import { DiffList, type DiffItem } from './diff-list';
import { Notice } from './notice';
import { useLeaveGuard } from './use-leave-guard';

export interface SaveBarProps {
  /** What differs from the saved values, in the reader's words: `SCIM`, `off`, `on`. Empty hides the bar. */
  changes: readonly DiffItem[];
  /** What saving will do, to how many, and what it will not. Given, the button reads "Review and save". */
  consequences?: ReactNode;
  pending: boolean;
  /** Why the last save did not happen. The changes are still there. */
  error?: string;
  /** Asked before the review opens; false keeps it closed, as when a field has to be mended first. */
  ready?: () => boolean;
  onSave: () => void;
  onDiscard: () => void;
  onUndoDiscard: () => void;
}

function countOf(changes: number): string {
  return changes === 1 ? '1 change' : `${changes.toLocaleString('en')} changes`;
}

/** As many changes the bar names, and as many the review lists; of the others it says how many there are. */
const MOST_NAMED = 3;
const MOST_LISTED = 50;

function summary(changes: readonly DiffItem[]): string {
  const named = changes
    .slice(0, MOST_NAMED)
    .map((change) => `${change.label} ${change.before ?? 'none'} → ${change.after ?? 'none'}`);
  const more = changes.length - named.length;
  return [...named, ...(more > 0 ? [`${more.toLocaleString('en')} more`] : [])].join(' · ');
}

function isSaveKey(event: KeyboardEvent): boolean {
  const modified = (event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey;
  return modified && event.key.toLowerCase() === 's';
}

/** Calls `save` on ⌘S and Ctrl+S, in place of the browser's own "save page". */
function useSaveKey(active: boolean, save: () => void) {
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useEffect(() => {
    if (!active) return;
    function handleKey(event: KeyboardEvent) {
      if (!isSaveKey(event)) return;
      event.preventDefault();
      latest.current();
    }
    addEventListener('keydown', handleKey);
    return () => removeEventListener('keydown', handleKey);
  }, [active]);
}

function LeaveQuestion({ changes }: { changes: number }) {
  const router = useRouter();
  const { leavingTo, stay } = useLeaveGuard(changes > 0);
  return (
    <Confirm
      open={leavingTo !== null}
      title="Leave without saving?"
      confirmLabel="Leave"
      cancelLabel="Stay"
      onCancel={stay}
      onConfirm={() => {
        stay();
        if (leavingTo) router.push(leavingTo);
      }}
    >
      <p>{countOf(changes)} on this page will be lost.</p>
    </Confirm>
  );
}

function Bar({ children }: { children: ReactNode }) {
  return (
    <div
      role="region"
      aria-label="Unsaved changes"
      data-screen-only
      className={
        'sticky bottom-4 z-10 mt-4 flex flex-wrap items-center gap-x-4 gap-y-2.5 ' +
        'rounded-card border border-line bg-surface px-4 py-2.5 text-sm shadow-float ' +
        'max-tablet:bottom-[max(1rem,env(safe-area-inset-bottom))]'
      }
    >
      {children}
    </div>
  );
}

interface UnsavedProps {
  changes: readonly DiffItem[];
  saveLabel: string;
  pending: boolean;
  error?: string;
  onDiscard: () => void;
  onSave: () => void;
}

function Unsaved({ changes, saveLabel, pending, error, onDiscard, onSave }: UnsavedProps) {
  return (
    <Bar>
      <p className="min-w-0 flex-1 basis-60 text-ink-2">
        <strong className="font-semibold text-ink">{countOf(changes.length)}</strong> {summary(changes)}
      </p>
      <div className="flex gap-2 max-tablet:grid max-tablet:w-full max-tablet:grid-cols-2">
        <Button onClick={onDiscard} disabled={pending}>
          Discard
        </Button>
        <Button variant="primary" pending={pending} onClick={onSave} aria-keyshortcuts="Control+S Meta+S">
          {saveLabel}
        </Button>
      </div>
      {error ? (
        <div className="basis-full">
          <Notice tone="bad" title={error} live="alert" />
        </div>
      ) : null}
    </Bar>
  );
}

function Discarded({ onUndo, onDismiss }: { onUndo: () => void; onDismiss: () => void }) {
  return (
    <Bar>
      <p className="min-w-0 flex-1 text-ink-2">Changes discarded.</p>
      <Button size="sm" onClick={onUndo}>
        Undo
      </Button>
      <Button size="sm" variant="quiet" onClick={onDismiss}>
        Dismiss
      </Button>
    </Bar>
  );
}

interface ReviewDialogProps {
  open: boolean;
  changes: readonly DiffItem[];
  pending: boolean;
  error?: string;
  onClose: () => void;
  onSave: () => void;
  children: ReactNode;
}

function ReviewDialog({ open, changes, pending, error, onClose, onSave, children }: ReviewDialogProps) {
  return (
    <Dialog
      open={open}
      title={`Save ${countOf(changes.length)}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" pending={pending} onClick={onSave}>
            Save
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <DiffList items={changes.slice(0, MOST_LISTED)} />
        {changes.length > MOST_LISTED ? (
          <p className="text-sm text-ink-2">
            And {(changes.length - MOST_LISTED).toLocaleString('en')} more changes.
          </p>
        ) : null}
        <div className="text-base text-ink-2">{children}</div>
        {error ? <Notice tone="bad" title={error} live="alert" /> : null}
      </div>
    </Dialog>
  );
}

/** The bar of what has not been saved yet: what it is, Discard, and Save or Review and save. */
export function SaveBar(props: SaveBarProps) {
  const { changes, consequences, pending, error, ready, onSave, onDiscard, onUndoDiscard } = props;
  const [reviewing, setReviewing] = useState(false);
  const [discarded, setDiscarded] = useState(false);
  const dirty = changes.length > 0;
  const save = () => {
    if (pending) return;
    if (!consequences || reviewing) onSave();
    else if (!ready || ready()) setReviewing(true);
  };
  useSaveKey(dirty, save);

  // A save that went through leaves nothing to review, and a new edit nothing to undo.
  if (reviewing && !dirty) setReviewing(false);
  if (discarded && dirty) setDiscarded(false);

  const discard = () => {
    onDiscard();
    setDiscarded(true);
    announce('Changes discarded');
  };
  return (
    <>
      {dirty ? (
        <Unsaved
          changes={changes}
          saveLabel={consequences ? 'Review and save' : 'Save'}
          pending={pending}
          error={reviewing ? undefined : error}
          onDiscard={discard}
          onSave={save}
        />
      ) : null}
      {discarded ? <Discarded onUndo={onUndoDiscard} onDismiss={() => setDiscarded(false)} /> : null}
      <ReviewDialog
        open={reviewing}
        changes={changes}
        pending={pending}
        error={error}
        onClose={() => setReviewing(false)}
        onSave={onSave}
      >
        {consequences}
      </ReviewDialog>
      <LeaveQuestion changes={changes.length} />
    </>
  );
}
