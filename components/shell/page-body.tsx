import type { ReactNode } from 'react';
import { classNames } from '../ui/class-names';

/**
 * The column of a page: `settings` is 760 px wide, `wide` 1,120 for tables and logs. It stays beside the
 * navigation.
 */
export function PageBody({ width, children }: { width: 'settings' | 'wide'; children: ReactNode }) {
  return (
    <div
      className={classNames(
        'flex min-w-0 flex-col gap-4',
        width === 'settings' ? 'max-w-settings' : 'max-w-wide',
      )}
    >
      {children}
    </div>
  );
}
