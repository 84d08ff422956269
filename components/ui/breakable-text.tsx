import { Fragment } from 'react';

/**
 * Text that may wrap after `/`, `:`, `@`, `?`, `&` and `=`, but not inside `https://`, and copies without the
 * breaks.
 */
export function BreakableText({ children }: { children: string }) {
  return children.split(/(?<=[/:@?&=])(?<!\/\/)(?![/:])/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 ? <wbr /> : null}
      {part}
    </Fragment>
  ));
}
