import type { ReactNode } from 'react';
import { sectionTitle, type SectionId } from './reference-contents';

const headingLink = 'rounded-badge no-underline hover:underline hover:underline-offset-3';

/**
 * A section of the reference. Its heading is a link to itself, so that the address can be sent to a
 * colleague.
 */
export function ReferenceSection({ id, children }: { id: SectionId; children: ReactNode }) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="flex min-w-0 scroll-mt-12 flex-col gap-4 border-t border-line pt-6"
    >
      <h2 id={`${id}-title`} className="text-md">
        <a href={`#${id}`} className={headingLink}>
          {sectionTitle(id)}
        </a>
      </h2>
      {children}
    </section>
  );
}

/** A part of a section, with an address of its own. */
export function ReferencePart({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="flex min-w-0 scroll-mt-16 flex-col gap-3 not-first:mt-2"
    >
      <h3 id={`${id}-title`} className="text-base font-semibold">
        <a href={`#${id}`} className={headingLink}>
          {title}
        </a>
      </h3>
      {children}
    </section>
  );
}
