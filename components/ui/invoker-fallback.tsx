'use client';

import { useEffect } from 'react';

function runCommand(event: MouseEvent) {
  const button =
    event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button[commandfor]') : null;
  const dialog = button && document.getElementById(button.getAttribute('commandfor') ?? '');
  if (!button || button.disabled || event.defaultPrevented || !(dialog instanceof HTMLDialogElement)) return;
  if (button.getAttribute('command') === 'show-modal') {
    if (!dialog.open) dialog.showModal();
  } else dialog.close();
}

/** Does what `commandfor` says in browsers that do not know it yet. Draws nothing. */
export function InvokerFallback() {
  useEffect(() => {
    if ('commandForElement' in HTMLButtonElement.prototype) return;
    document.addEventListener('click', runCommand);
    return () => document.removeEventListener('click', runCommand);
  }, []);
  return null;
}
