'use client';

import { Fragment, useRef, type RefObject } from 'react';
import Link from 'next/link';
import { Menu as BaseMenu } from '@base-ui/react/menu';
import { classNames } from './class-names';
import type { MenuItem } from './menu';

export interface MenuPopupProps {
  label: string;
  items: readonly MenuItem[];
  anchor: RefObject<HTMLElement | null>;
  /** Where in the document the menu is put. */
  container: HTMLElement;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

function itemStyles(tone: MenuItem['tone']): string {
  return classNames(
    'flex min-h-8 items-center rounded-badge px-2.5 text-sm',
    'no-underline outline-none pointer-coarse:min-h-11',
    'data-highlighted:bg-hover',
    tone === 'danger' ? 'text-bad' : 'text-ink',
  );
}

/** The opened part of a `Menu`: arrow keys, type-ahead, Esc and the return of focus are Base UI's. */
export function MenuPopup({ label, items, anchor, container, open, onOpenChange }: MenuPopupProps) {
  const chosen = useRef<MenuItem>(undefined);

  // An action waits for the menu to be gone. The button has the focus by then, so that a dialog which opens
  // now remembers it as the place to return to.
  function finish(nowOpen: boolean) {
    const item = chosen.current;
    chosen.current = undefined;
    if (nowOpen || !item) return;
    anchor.current?.focus();
    item.onSelect?.();
  }

  return (
    <BaseMenu.Root open={open} onOpenChange={(next) => onOpenChange(next)} onOpenChangeComplete={finish}>
      <BaseMenu.Portal container={container}>
        <BaseMenu.Positioner anchor={anchor} align="end" sideOffset={4} className="z-20 outline-none">
          <BaseMenu.Popup
            aria-label={label}
            finalFocus={anchor}
            className={classNames(
              'min-w-44 rounded-card border border-line bg-surface p-1',
              'shadow-float outline-none transition-opacity duration-120',
              'data-ending-style:opacity-0 data-starting-style:opacity-0',
            )}
          >
            {items.map((item) => (
              <Fragment key={item.label}>
                {item.separated ? <BaseMenu.Separator className="-mx-1 my-1 h-px bg-line" /> : null}
                {item.href ? (
                  <BaseMenu.LinkItem
                    render={<Link href={item.href} />}
                    closeOnClick
                    className={itemStyles(item.tone)}
                  >
                    {item.label}
                  </BaseMenu.LinkItem>
                ) : (
                  <BaseMenu.Item onClick={() => (chosen.current = item)} className={itemStyles(item.tone)}>
                    {item.label}
                  </BaseMenu.Item>
                )}
              </Fragment>
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
