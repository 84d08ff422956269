import type { ReactNode } from 'react';
import { ChevronRight } from 'lucide-react';

export interface DisclosureProps {
  summary: ReactNode;
  children: ReactNode;
  /** Disclosures of one name close each other. */
  name?: string;
  open?: boolean;
}

/** A section that opens: native, so it works before and without scripts, and find-in-page reaches into it. */
export function Disclosure({ summary, children, name, open }: DisclosureProps) {
  return (
    <details name={name} open={open} className="group/disclosure">
      <summary
        className={
          'tap-target -mx-1 flex min-h-7 list-none items-center ' +
          'gap-1.5 rounded-badge px-1 text-sm font-medium ' +
          'hover:text-accent-text [&::-webkit-details-marker]:hidden'
        }
      >
        <ChevronRight
          className={'text-ink-3 transition-transform duration-120 ' + 'group-open/disclosure:rotate-90'}
        />
        <span className="min-w-0">{summary}</span>
      </summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}
