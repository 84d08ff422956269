import type { ReactNode } from 'react';
import { CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react';
import { classNames } from './class-names';

const tones = {
  ok: { icon: CircleCheck, look: 'border-ok-solid/40 bg-ok-soft', ink: 'text-ok' },
  warn: { icon: TriangleAlert, look: 'border-warn-solid/40 bg-warn-soft', ink: 'text-warn' },
  bad: { icon: CircleX, look: 'border-bad-solid/40 bg-bad-soft', ink: 'text-bad' },
  info: { icon: Info, look: 'border-line bg-info-soft', ink: 'text-info' },
} as const;

export interface NoticeProps {
  tone: keyof typeof tones;
  title: ReactNode;
  /** One sentence: why, and what to do. */
  children?: ReactNode;
  /** At most two. */
  actions?: ReactNode;
  /**
   * `alert` interrupts a screen reader, `status` waits for it; neither when the notice was there from the
   * start.
   */
  live?: 'status' | 'alert';
}

/** A message inside the page, at the place it is about. */
export function Notice({ tone, title, children, actions, live }: NoticeProps) {
  const { icon: Icon, look, ink } = tones[tone];
  return (
    <div role={live} className={classNames('flex gap-2.5 rounded-card border p-3 text-sm', look)}>
      <Icon className={classNames('mt-0.5', ink)} />
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 max-w-prose">
          <p className={classNames('font-semibold', ink)}>{title}</p>
          {children ? <div className="text-ink-2">{children}</div> : null}
        </div>
        {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}
