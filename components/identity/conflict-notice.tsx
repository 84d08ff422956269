'use client';

import { useEffect, useRef, type ReactNode } from 'react';
import { Notice } from '../ui/notice';
import { Timestamp } from '../ui/timestamp';
import type { EditableSettings } from './save-result';
import { settingNames } from './setting-names';
import type { MetConflict } from './use-save-settings';

const settings = Object.keys(settingNames) as (keyof EditableSettings)[];

function Cell({ children }: { children: ReactNode }) {
  return <td className="py-0.5 ps-4 text-start">{children}</td>;
}

function word(value: boolean | undefined): string {
  return value === undefined ? '–' : value ? 'on' : 'off';
}

export interface ConflictNoticeProps {
  conflict: MetConflict;
  /** The fields of this form. */
  yours: Partial<EditableSettings>;
}

/** Two admins at one page: what both want, side by side. Saving again is then a choice, not an accident. */
export function ConflictNotice({ conflict: { before, theirs }, yours }: ConflictNoticeProps) {
  const place = useRef<HTMLDivElement>(null);
  const touched = settings.filter((name) => before[name] !== theirs[name] || name in yours);
  // The review closes when a conflict is met; what it was closed for takes the focus.
  useEffect(() => place.current?.focus(), [theirs.updatedAt]);
  return (
    <div ref={place} tabIndex={-1} className="rounded-card">
      <Notice
        tone="warn"
        live="alert"
        title={
          <>
            {theirs.updatedByName ?? 'Someone'} saved these settings at{' '}
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
            {touched.map((setting) => (
              <tr key={setting}>
                <th scope="row" className="py-0.5 text-start font-normal">
                  {settingNames[setting]}
                </th>
                <Cell>{word(before[setting])}</Cell>
                <Cell>{word(theirs[setting])}</Cell>
                <Cell>{word(yours[setting])}</Cell>
              </tr>
            ))}
          </tbody>
        </table>
      </Notice>
    </div>
  );
}
