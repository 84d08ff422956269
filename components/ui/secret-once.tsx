'use client';

import { Fragment, useId, useState, type ReactNode } from 'react';
import { Button } from './button';
import { Checkbox } from './checkbox';
import { CopyButton } from './copy-button';
import { Dialog } from './dialog';

export interface SecretOnceProps {
  /** Held by the caller in React state and nowhere else; `null` while there is none to show. */
  secret: string | null;
  /** "token" or "key": ends up in the title, the buttons and the names. */
  noun: string;
  /** Where to paste it, and what is being waited for. */
  children?: ReactNode;
  /** Id of the button that takes the focus afterwards, such as the one that creates the next. */
  returnFocusTo?: string;
  /** Must set the caller's state back to `null`. */
  onDone: () => void;
}

/** The prefix by itself, then groups of four: what a person compares and a screen reader spells. */
function groups(secret: string): string[] {
  const prefix = /^(?:[a-z]+_)*/.exec(secret)?.[0] ?? '';
  return [prefix, ...(secret.slice(prefix.length).match(/.{1,4}/gu) ?? [])].filter(Boolean);
}

function SecretText({ id, secret, noun }: { id: string; secret: string; noun: string }) {
  return (
    <div
      id={id}
      data-autofocus
      data-1p-ignore
      tabIndex={0}
      role="group"
      aria-label={`${noun.charAt(0).toUpperCase()}${noun.slice(1)}, ${secret.length} characters`}
      className={
        'w-full rounded-control border border-line-strong bg-sunken px-3 py-2 font-mono ' +
        'text-base wrap-anywhere select-all'
      }
    >
      {groups(secret).map((group, index) => (
        <Fragment key={index}>
          {index > 0 ? <wbr /> : null}
          <span className="me-[0.6ch]">{group}</span>
        </Fragment>
      ))}
    </div>
  );
}

function SecretDialog(props: Omit<SecretOnceProps, 'secret'> & { secret: string }) {
  const { secret, noun, children, returnFocusTo, onDone } = props;
  const [stored, setStored] = useState(false);
  const [copied, setCopied] = useState(false);
  const id = useId();
  const safe = stored || copied;
  return (
    <Dialog
      open
      id={`${id}-dialog`}
      returnFocusTo={returnFocusTo}
      dismiss={safe ? 'any' : 'none'}
      title={`Copy this ${noun} now`}
      description="You will not see it again: only a fingerprint is stored."
      onClose={onDone}
      footer={
        <div className="flex flex-1 flex-wrap items-center justify-between gap-3">
          <Checkbox
            label={`I have stored this ${noun}`}
            checked={stored}
            onChange={(event) => setStored(event.target.checked)}
            autoComplete="off"
          />
          <Button variant="primary" disabled={!safe} closes={`${id}-dialog`}>
            Done
          </Button>
        </div>
      }
    >
      <div className="flex flex-col items-start gap-3">
        <SecretText id={id} secret={secret} noun={noun} />
        <CopyButton text={secret} label={noun} target={id} variant="primary" onCopied={() => setCopied(true)}>
          {`Copy ${noun}`}
        </CopyButton>
        {children ? <div className="text-sm text-ink-2">{children}</div> : null}
      </div>
    </Dialog>
  );
}

/**
 * Shows a secret once. Esc and the backdrop do nothing until it has been copied or the box is ticked. It is
 * never put into the URL, storage, a query cache or a hidden input, and leaves the page with the dialog.
 */
export function SecretOnce({ secret, ...props }: SecretOnceProps) {
  return secret === null ? null : <SecretDialog {...props} secret={secret} />;
}
