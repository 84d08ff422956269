'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from './button';

export interface StatePagerProps {
  /** Name of the group: "Pages of rules". */
  label: string;
  /** "1–50 of 5,000". */
  summary: string;
  page: number;
  pages: number;
  onPage: (page: number) => void;
}

/** Pages of a list that has no address of its own, as in a form or a dialog. One page needs no pager. */
export function StatePager({ label, summary, page, pages, onPage }: StatePagerProps) {
  return (
    <div
      role="group"
      aria-label={label}
      className="flex flex-wrap items-center justify-between gap-3 text-sm text-ink-2"
    >
      <p className="tabular-nums">{summary}</p>
      {pages > 1 ? (
        <div className="flex gap-2">
          <Button
            size="sm"
            disabled={page <= 1}
            aria-label={`Previous, ${label.toLowerCase()}`}
            onClick={() => onPage(page - 1)}
          >
            <ChevronLeft />
            Previous
          </Button>
          <Button
            size="sm"
            disabled={page >= pages}
            aria-label={`Next, ${label.toLowerCase()}`}
            onClick={() => onPage(page + 1)}
          >
            Next
            <ChevronRight />
          </Button>
        </div>
      ) : null}
    </div>
  );
}
