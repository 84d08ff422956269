import type { ReactNode } from 'react';
import { CircleCheck, CircleDashed, CircleX, Info, TriangleAlert } from 'lucide-react';
import { classNames } from './class-names';

export type StatusTone = 'ok' | 'warn' | 'bad' | 'info' | 'off';

const tones = {
  ok: { icon: CircleCheck, look: 'bg-ok-soft text-ok' },
  warn: { icon: TriangleAlert, look: 'bg-warn-soft text-warn' },
  bad: { icon: CircleX, look: 'bg-bad-soft text-bad' },
  info: { icon: Info, look: 'bg-info-soft text-info' },
  off: { icon: CircleDashed, look: 'bg-sunken text-ink-2' },
} as const;

/** A state as icon, word and colour together; never colour alone. */
export function Status({ tone, children }: { tone: StatusTone; children: ReactNode }) {
  const { icon: Icon, look } = tones[tone];
  return (
    <span
      className={classNames(
        'inline-flex min-h-5.5 max-w-full items-center gap-1.5 rounded-badge',
        'border border-transparent px-1.5 py-px text-xs font-medium',
        'tabular-nums',
        look,
      )}
    >
      <Icon className="size-3.5!" />
      <span className="min-w-0">{children}</span>
    </span>
  );
}
