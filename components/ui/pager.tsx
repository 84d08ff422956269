import { ChevronLeft, ChevronRight } from 'lucide-react';
import { LinkButton } from './link-button';

export interface PagerProps {
  /** Name of the navigation landmark: "Members pages". */
  label: string;
  /** "1–50 of 100,214". */
  summary: string;
  previousHref?: string;
  nextHref?: string;
  /** A log says "Newer" and "Older". */
  previousLabel?: string;
  nextLabel?: string;
}

/** Pages by key, as links. An end that has no further page has no link. */
export function Pager(props: PagerProps) {
  const { label, summary, previousHref, nextHref, previousLabel = 'Previous', nextLabel = 'Next' } = props;
  return (
    <nav aria-label={label} className="flex flex-wrap items-center justify-between gap-3 text-sm text-ink-2">
      <p className="tabular-nums">{summary}</p>
      <div className="flex gap-2">
        {previousHref ? (
          <LinkButton href={previousHref} size="sm" rel="prev" prefetch={false}>
            <ChevronLeft />
            {previousLabel}
          </LinkButton>
        ) : null}
        {nextHref ? (
          <LinkButton href={nextHref} size="sm" rel="next" prefetch={false}>
            {nextLabel}
            <ChevronRight />
          </LinkButton>
        ) : null}
      </div>
    </nav>
  );
}
