'use client';

import { useRef, useState, type ReactNode } from 'react';
import dynamic from 'next/dynamic';
import { Ellipsis } from 'lucide-react';
import { IconButton } from './icon-button';

export interface MenuItem {
  label: string;
  /** Goes somewhere. */
  href?: string;
  /** Does something. */
  onSelect?: () => void;
  tone?: 'danger';
  /** Draws a line above. */
  separated?: boolean;
}

export interface MenuProps {
  /** Name of the button and of the menu: "Actions for Okta production". */
  label: string;
  items: readonly MenuItem[];
  icon?: ReactNode;
  size?: 'md' | 'sm';
}

const loadPopup = () => import('./menu-popup').then((module) => module.MenuPopup);

const MenuPopup = dynamic(loadPopup, { ssr: false });

/**
 * Three or more actions behind one button; one or two are plain buttons. The button is the server's; what
 * opens is loaded when the pointer or the focus comes near it, because it weighs more than the rest of a
 * page.
 */
export function Menu({ label, items, icon = <Ellipsis />, size = 'sm' }: MenuProps) {
  const [open, setOpen] = useState(false);
  const [container, setContainer] = useState<HTMLElement | null>(null);
  const button = useRef<HTMLButtonElement>(null);

  function show() {
    // Inside the dialog it belongs to, or else it would open under it; inside `main`, so that it is in a
    // landmark.
    setContainer(button.current?.closest<HTMLElement>('dialog, main') ?? document.body);
    setOpen(true);
  }

  return (
    <>
      <IconButton
        ref={button}
        label={label}
        icon={icon}
        size={size}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerEnter={() => void loadPopup()}
        onFocus={() => void loadPopup()}
        onClick={show}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          show();
        }}
      />
      {container ? (
        <MenuPopup
          label={label}
          items={items}
          anchor={button}
          container={container}
          open={open}
          onOpenChange={setOpen}
        />
      ) : null}
    </>
  );
}
