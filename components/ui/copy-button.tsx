'use client';

import { useEffect, useId, useState } from 'react';
import { Check, Copy } from 'lucide-react';
import { announce } from './announce';
import { Button } from './button';
import type { ButtonSize, ButtonVariant } from './button-styles';
import { classNames } from './class-names';

export interface CopyButtonProps {
  text: string;
  /** What is copied, as the end of the accessible name: "base URL" makes "Copy base URL". */
  label: string;
  /** Visible words, when "Copy" alone would not tell this button from its neighbour: "Copy token". */
  children?: string;
  /** Id of the element that shows `text`; it is selected when the clipboard cannot be written. */
  target?: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  onCopied?: () => void;
}

type Outcome = 'idle' | 'copied' | 'refused';

function copyKeys(): string {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘C' : 'Ctrl+C';
}

async function writeClipboard(text: string): Promise<boolean> {
  try {
    // Undefined on plain http, whatever the types say; reading it then throws, which is the answer as well.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Selects the text to copy by hand, in the element that shows it or in the one made for it. */
function selectText(element: HTMLElement | null) {
  if (!element) return;
  if (element instanceof HTMLInputElement) {
    element.focus();
    element.select();
    return;
  }
  getSelection()?.selectAllChildren(element);
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** The clipboard's answer to the last press, and the press itself. */
function useCopy({ text, label, onCopied }: CopyButtonProps, target: string) {
  const [outcome, setOutcome] = useState<Outcome>('idle');
  useEffect(() => {
    if (outcome === 'refused') selectText(document.getElementById(target));
    if (outcome !== 'copied') return;
    const timer = setTimeout(() => setOutcome('idle'), 4000);
    return () => clearTimeout(timer);
  }, [outcome, target]);

  async function copy() {
    setOutcome('idle');
    const copied = await writeClipboard(text);
    const name = capitalised(label);
    setOutcome(copied ? 'copied' : 'refused');
    announce(copied ? `${name} copied` : `${name} not copied. It is selected: press ${copyKeys()}.`);
    if (copied) onCopied?.();
  }
  return { outcome, copy };
}

/**
 * Copies, and says what happened. The tick appears only after the clipboard has taken the text; when it is
 * missing or refuses, the text is selected and the button names the keys to press.
 */
export function CopyButton(props: CopyButtonProps) {
  const { text, label, children = 'Copy', target, variant, size } = props;
  const fallbackId = useId();
  const { outcome, copy } = useCopy(props, target ?? fallbackId);
  const words = outcome === 'copied' ? 'Copied' : outcome === 'refused' ? `Press ${copyKeys()}` : children;
  const restingName = children === 'Copy' ? `Copy ${label}` : children;
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      {outcome === 'refused' && !target ? (
        <input
          id={fallbackId}
          readOnly
          value={text}
          aria-label={capitalised(label)}
          className="mono-sm h-7 w-40 rounded-control border border-line-strong bg-sunken px-2"
        />
      ) : null}
      <Button
        variant={variant}
        size={size}
        onClick={() => void copy()}
        aria-label={outcome === 'idle' ? restingName : `${words}: ${label}`}
        className="min-w-24"
      >
        {outcome === 'copied' ? (
          <Check className={classNames('tick', variant !== 'primary' && 'text-ok')} />
        ) : (
          <Copy />
        )}
        {words}
      </Button>
    </span>
  );
}
