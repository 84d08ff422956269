'use client';

import { lazy, Suspense, useId, useState } from 'react';
import { ClipboardPaste } from 'lucide-react';
import { Button } from '../ui/button';
import type { PasteDialogProps } from './paste-dialog';

/** Loaded when it is wanted, with the reader of tables in it. */
const PasteDialog = lazy(async () => ({ default: (await import('./paste-dialog')).PasteDialog }));

/** The button that takes rules from a spreadsheet, and its dialog. */
export function PasteRules(props: Omit<PasteDialogProps, 'onClose'>) {
  const buttonId = useId();
  const [open, setOpen] = useState(false);
  function close() {
    setOpen(false);
    document.getElementById(buttonId)?.focus();
  }
  return (
    <>
      <Button id={buttonId} size="sm" onClick={() => setOpen(true)}>
        <ClipboardPaste />
        Paste a table…
      </Button>
      <Suspense>{open ? <PasteDialog {...props} onClose={close} /> : null}</Suspense>
    </>
  );
}
