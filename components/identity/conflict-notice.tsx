'use client';

import { useEffect, useRef, type ReactNode } from 'react';
import { Notice } from '../ui/notice';
import { Timestamp } from '../ui/timestamp';
import type { SavedBy } from './save-result';

/** One thing that two admins can disagree about, in words; null where it is not there. */
export interface ComparedValue {
  label: string;
  before: string | null;
  theirs: string | null;
  yours: string | null;
}

function Cell({ children }: { children: ReactNode }) {
  return <td className="py-0.5 ps-4 text-start wrap-anywhere">{children}</td>;
}

export interface ConflictNoticeProps {
  theirs: SavedBy<object>;
  /** What they saved: "these settings". */
  what: string;
  rows: readonly ComparedValue[];
}

/** More than this many differences are counted, not listed. */
const MOST_ROWS = 20;

const none = '–';

/** Two admins at one page: what both want, side by side. Saving again is then a choice, not an accident. */
export function ConflictNotice({ theirs, what, rows }: ConflictNoticeProps) {
  const place = useRef<HTMLDivElement>(null);
  // The review closes when a conflict is met; what it was closed for takes the focus.
  useEffect(() => place.current?.focus(), [theirs.updatedAt]);
  return (
    <div ref={place} tabIndex={-1} className="rounded-card">
      <Notice
        tone="warn"
        live="alert"
        title={
          <>
            {theirs.updatedByName ?? 'Someone'} saved {what} at{' '}
            <Timestamp at={theirs.updatedAt} format="clock" precision="second" />
          </>
        }
      >
        <p>Nothing was overwritten, and your edit is still here. Save again to apply it to theirs.</p>
        <table className="mt-2">
          <thead>
            <tr>
              <th scope="col" className="text-start text-xs font-medium">
                Setting
              </th>
              {['Before', 'Theirs', 'Yours'].map((heading) => (
                <th key={heading} scope="col" className="ps-4 text-start text-xs font-medium">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_ROWS).map(({ label, before, theirs: their, yours }) => (
              <tr key={label} className="align-top">
                <th scope="row" className="py-0.5 text-start font-normal wrap-anywhere">
                  {label}
                </th>
                <Cell>{before ?? none}</Cell>
                <Cell>{their ?? none}</Cell>
                <Cell>{yours ?? none}</Cell>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length > MOST_ROWS ? (
          <p className="mt-1">And {(rows.length - MOST_ROWS).toLocaleString('en')} more differences.</p>
        ) : null}
      </Notice>
    </div>
  );
}
