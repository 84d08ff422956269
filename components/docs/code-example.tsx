import { useId } from 'react';
import { classNames } from '../ui/class-names';
import { CopyButton } from '../ui/copy-button';

export interface CodeExampleProps {
  /** What the example does. It also ends the name of the copy button, so it is unique on the page. */
  title: string;
  /** Copied exactly as it is shown. */
  text: string;
}

const captionStyles =
  'flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-3 py-1.5';

/** Where what does not fit on a line goes on: two characters behind where the line began. */
const hangs = [
  'ps-[2ch] -indent-[2ch]',
  'ps-[4ch] -indent-[2ch]',
  'ps-[6ch] -indent-[2ch]',
  'ps-[8ch] -indent-[2ch]',
  'ps-[10ch] -indent-[2ch]',
  'ps-[12ch] -indent-[2ch]',
] as const;

function Line({ text }: { text: string }) {
  const begun = text.trimStart();
  const depth = (text.length - begun.length) / 2;
  return <span className={classNames('block', hangs[Math.min(depth, hangs.length - 1)])}>{begun}</span>;
}

/**
 * Something to send, with its button to copy it. Long lines wrap, so that nothing has to be scrolled
 * sideways.
 */
export function CodeExample({ title, text }: CodeExampleProps) {
  const id = useId();
  return (
    <figure
      aria-labelledby={`${id}-title`}
      className="min-w-0 overflow-hidden rounded-control border border-line"
    >
      <figcaption className={captionStyles}>
        <span id={`${id}-title`} className="min-w-0 text-sm text-ink-2">
          {title}
        </span>
        <span data-screen-only>
          <CopyButton text={text} label={title} target={id} size="sm" />
        </span>
      </figcaption>
      <pre id={id} className="mono-sm bg-sunken px-3 py-2 whitespace-pre-wrap wrap-anywhere">
        {text.split('\n').map((line, index) => (
          <Line key={index} text={line} />
        ))}
      </pre>
    </figure>
  );
}
