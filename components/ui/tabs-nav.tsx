import type { ReactNode } from 'react';
import Link from 'next/link';

export interface TabLink {
  href: string;
  label: string;
  /** A short mark after the label, such as a count. */
  mark?: ReactNode;
}

export interface TabsNavProps {
  /** Name of the navigation landmark. */
  label: string;
  tabs: readonly TabLink[];
  /** `href` of the tab that is open. */
  current: string;
}

/** Tabs that are pages of their own: links, not `role="tablist"`. On a phone the row scrolls sideways. */
export function TabsNav({ label, tabs, current }: TabsNavProps) {
  return (
    <nav aria-label={label} className="border-b border-line">
      <ul className="-mb-px flex gap-5 overflow-x-auto [scrollbar-width:none]">
        {tabs.map((tab) => (
          <li key={tab.href} className="shrink-0">
            <Link
              href={tab.href}
              aria-current={tab.href === current ? 'page' : undefined}
              className={
                'flex h-10 items-center gap-1.5 rounded-badge border-b-2 ' +
                'border-transparent text-sm text-ink-2 no-underline ' +
                '-outline-offset-2! hover:text-ink aria-[current=page]:rounded-b-none ' +
                'aria-[current=page]:border-accent ' +
                'aria-[current=page]:font-semibold ' +
                'aria-[current=page]:text-ink'
              }
            >
              {tab.label}
              {tab.mark}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
