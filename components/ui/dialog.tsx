'use client';

import { useEffect, useId, useRef, type ReactNode, type RefObject } from 'react';
import { X } from 'lucide-react';
import { Announcer } from './announcer';
import { classNames } from './class-names';
import { IconButton } from './icon-button';

export interface DialogProps {
  /** What `<Button opens="…">` refers to; such a button works before and without hydration. */
  id?: string;
  title: ReactNode;
  /** One sentence under the title, read with it when the dialog opens. */
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the safe one first. */
  footer?: ReactNode;
  size?: 'md' | 'wide';
  /** `closerequest`: Esc and ✕. `any`: the backdrop too. `none`: only what stands inside the dialog. */
  dismiss?: 'any' | 'closerequest' | 'none';
  /** Given, the dialog is controlled by it, and `onClose` must set it to false. */
  open?: boolean;
  /** Id of what takes the focus after closing, when the opener may be gone by then. */
  returnFocusTo?: string;
  onOpen?: () => void;
  onClose?: () => void;
}

/** Opens and closes the element when the caller holds the state. */
function useControlledOpen(dialog: RefObject<HTMLDialogElement | null>, open: boolean | undefined) {
  useEffect(() => {
    const element = dialog.current;
    if (!element || open === undefined || element.open === open) return;
    if (open) element.showModal();
    else element.close();
  }, [dialog, open]);
}

/**
 * Calls `opened` whenever the element opens, whoever opened it. React hears a hydrated dialog's toggle event
 * not at all.
 */
function useOpened(
  dialog: RefObject<HTMLDialogElement | null>,
  opened: (element: HTMLDialogElement) => void,
) {
  const latest = useRef(opened);
  useEffect(() => {
    latest.current = opened;
  });
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    const handleToggle = (event: ToggleEvent) => {
      if (event.target === element && event.newState === 'open') latest.current(element);
    };
    element.addEventListener('toggle', handleToggle);
    return () => element.removeEventListener('toggle', handleToggle);
  }, [dialog]);
}

const titleId = (dialogId: string) => `${dialogId}-title`;
const descriptionId = (dialogId: string) => `${dialogId}-description`;

type DialogHeaderProps = Pick<DialogProps, 'title' | 'description'> & { id: string; closable: boolean };

function DialogHeader({ id, title, description, closable }: DialogHeaderProps) {
  return (
    <header className="flex items-start justify-between gap-4 px-5 pt-5">
      <div className="min-w-0">
        <h2 id={titleId(id)} tabIndex={-1} className="rounded-badge text-md">
          {title}
        </h2>
        {description ? (
          <p id={descriptionId(id)} className="mt-1 text-base text-ink-2">
            {description}
          </p>
        ) : null}
      </div>
      {closable ? (
        <IconButton
          label="Close"
          icon={<X />}
          size="sm"
          closes={id}
          className="-me-1.5 -mt-0.5 pointer-coarse:-my-2"
        />
      ) : null}
    </header>
  );
}

/**
 * A native modal dialog: top layer, inert page, Esc and the return of focus are the browser's.
 * The first focus goes to the element with `data-autofocus`, else to the title.
 */
export function Dialog(props: DialogProps) {
  const { id, title, description, children, footer, size = 'md', dismiss = 'closerequest', open } = props;
  const { returnFocusTo, onOpen, onClose } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const generatedId = useId();
  const ownId = id ?? generatedId;
  useOpened(dialog, (element) => {
    const first = element.querySelector<HTMLElement>('[data-autofocus]');
    (first ?? document.getElementById(titleId(ownId)))?.focus();
    onOpen?.();
  });
  useControlledOpen(dialog, open);

  return (
    <dialog
      ref={dialog}
      id={ownId}
      closedby={dismiss}
      aria-labelledby={titleId(ownId)}
      aria-describedby={description ? descriptionId(ownId) : undefined}
      onCancel={(event) => {
        if (dismiss === 'none' && event.target === event.currentTarget) event.preventDefault();
      }}
      onClose={(event) => {
        if (event.target !== event.currentTarget) return;
        if (returnFocusTo) document.getElementById(returnFocusTo)?.focus();
        onClose?.();
      }}
      className={classNames(
        'overlay m-auto max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)]',
        'flex-col overflow-hidden rounded-dialog border',
        'border-line bg-surface text-ink shadow-float open:flex',
        size === 'md' ? 'max-w-dialog' : 'max-w-dialog-wide',
      )}
    >
      <DialogHeader id={ownId} title={title} description={description} closable={dismiss !== 'none'} />
      <div className="min-h-0 overflow-y-auto p-5 pt-4">{children}</div>
      {footer ? (
        <footer className="flex flex-wrap justify-end gap-2 border-t border-line bg-bg px-5 py-3">
          {footer}
        </footer>
      ) : null}
      <Announcer />
    </dialog>
  );
}
