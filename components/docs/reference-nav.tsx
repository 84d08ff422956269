import { Disclosure } from '../ui/disclosure';
import type { ReferenceEntry } from './reference-contents';

export interface ReferenceNavProps {
  contents: readonly ReferenceEntry[];
}

const linkStyles =
  'tap-target flex min-h-8 items-center rounded-control px-2.5 py-1 text-sm text-ink-2 no-underline ' +
  'hover:bg-hover hover:text-ink pointer-coarse:min-h-11';

function Links({ contents }: ReferenceNavProps) {
  return (
    <ol className="flex flex-col">
      {contents.map(({ id, title }) => (
        <li key={id}>
          <a href={`#${id}`} className={linkStyles}>
            {title}
          </a>
        </li>
      ))}
    </ol>
  );
}

/** The contents beside the text, where there is room. */
export function ReferenceRail({ contents }: ReferenceNavProps) {
  return (
    <nav
      aria-label="On this page"
      data-screen-only
      className="hidden border-e border-line p-3 pt-5 desktop:block"
    >
      <div className="sticky top-17 max-h-[calc(100dvh-5rem)] overflow-y-auto">
        <p className="mb-2 px-2.5 text-xs font-semibold text-ink-3">On this page</p>
        <Links contents={contents} />
      </div>
    </nav>
  );
}

/** The same contents above the text, folded, where there is not. */
export function ReferenceFold({ contents }: ReferenceNavProps) {
  return (
    <nav
      aria-label="Contents"
      data-screen-only
      className="rounded-card border border-line bg-surface px-4 py-2 desktop:hidden"
    >
      <Disclosure summary="On this page">
        <Links contents={contents} />
      </Disclosure>
    </nav>
  );
}
