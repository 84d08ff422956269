import { Fragment } from 'react';

/** A sentence in which what stands between backticks is machine text. The writing direction is its own. */
export function Sentence({ children }: { children: string }) {
  return (
    <bdi className="wrap-anywhere">
      {children.split('`').map((part, index) =>
        index % 2 === 1 ? (
          <code key={index} className="mono-sm">
            {part}
          </code>
        ) : (
          <Fragment key={index}>{part}</Fragment>
        ),
      )}
    </bdi>
  );
}
