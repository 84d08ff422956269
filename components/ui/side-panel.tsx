'use client';

import { useEffect, useRef, type ReactNode } from 'react';
import { useRouter } from 'next/navigation';
import { ArrowLeft, X } from 'lucide-react';
import { LinkButton } from './link-button';

export interface SidePanelProps {
  title: ReactNode;
  /** Names the landmark: "Event details". */
  label: string;
  /** The list without the panel: the address decides whether it is open. */
  closeHref: string;
  /** Id of the row's link, which takes the focus when the panel closes. */
  returnFocusTo?: string;
  /** Buttons beside ✕, such as previous and next. */
  actions?: ReactNode;
  children: ReactNode;
}

/**
 * Details beside their list; on narrower screens in its place, with a way back. Esc closes it, and so does
 * Back. Stands in the `panel` of a `<Split>`. Give it `key={id}`, so that the next thing shown takes the
 * focus again.
 */
export function SidePanel({ title, label, closeHref, returnFocusTo, actions, children }: SidePanelProps) {
  const router = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    return () => {
      if (returnFocusTo) document.getElementById(returnFocusTo)?.focus({ preventScroll: true });
    };
  }, [returnFocusTo]);

  useEffect(() => {
    function handleKey(event: KeyboardEvent) {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog:modal')) return;
      router.push(closeHref, { scroll: false });
    }
    addEventListener('keydown', handleKey);
    return () => removeEventListener('keydown', handleKey);
  }, [router, closeHref]);

  return (
    <aside aria-label={label} className="min-w-0 rounded-card border border-line bg-surface">
      <header className="flex items-start justify-between gap-3 border-b border-line px-4 py-3">
        <h2 ref={heading} tabIndex={-1} className="min-w-0 rounded-badge text-md">
          {title}
        </h2>
        <div className="flex shrink-0 gap-1">
          {actions}
          <LinkButton
            href={closeHref}
            scroll={false}
            variant="quiet"
            size="sm"
            className="panel:w-7 panel:px-0"
          >
            <ArrowLeft className="panel:hidden" />
            <X className="hidden panel:block" />
            <span className="panel:sr-only">Back to the list</span>
          </LinkButton>
        </div>
      </header>
      <div className="p-4">{children}</div>
    </aside>
  );
}
