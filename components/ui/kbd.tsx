import type { ReactNode } from 'react';

/** A key or a chord, as printed on the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd
      className={
        'rounded-badge border border-line-2 bg-sunken px-1 ' + 'text-xs text-ink-2 [font-family:inherit]'
      }
    >
      {children}
    </kbd>
  );
}
