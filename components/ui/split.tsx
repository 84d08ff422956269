import type { ReactNode } from 'react';
import { classNames } from './class-names';

export interface SplitProps {
  /** A `<SidePanel>`, or nothing while it is closed. */
  panel: ReactNode;
  children: ReactNode;
}

/** A list and the panel beside it. Where there is no room for both, the open panel takes the list's place. */
export function Split({ panel, children }: SplitProps) {
  return (
    <div
      className={classNames(
        'grid items-start gap-4',
        Boolean(panel) && 'panel:grid-cols-[minmax(0,1fr)_minmax(0,32.5rem)]',
      )}
    >
      <div className={classNames('min-w-0', Boolean(panel) && 'max-panel:hidden')}>{children}</div>
      {panel ? (
        <div
          className={
            'min-w-0 panel:sticky panel:top-16 panel:max-h-[calc(100dvh-5rem)] panel:overflow-y-auto'
          }
        >
          {panel}
        </div>
      ) : null}
    </div>
  );
}
