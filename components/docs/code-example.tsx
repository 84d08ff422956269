import { useId } from 'react';
import { CopyButton } from '../ui/copy-button';

export interface CodeExampleProps {
  /** What the example does. It also ends the name of the copy button, so it is unique on the page. */
  title: string;
  /** Copied exactly as it is shown. */
  text: string;
}

/** Something to send, with its button to copy it. Long lines wrap, so that nothing has to be scrolled sideways. */
export function CodeExample({ title, text }: CodeExampleProps) {
  const id = useId();
  return (
    <figure className="min-w-0 overflow-hidden rounded-control border border-line">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-3 py-1.5">
        <figcaption className="min-w-0 text-sm text-ink-2">{title}</figcaption>
        <span data-screen-only>
          <CopyButton text={text} label={title} target={id} size="sm" />
        </span>
      </div>
      <pre id={id} className="mono-sm bg-sunken px-3 py-2 whitespace-pre-wrap wrap-anywhere">
        {text}
      </pre>
    </figure>
  );
}
