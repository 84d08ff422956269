import { Fragment } from 'react';
import { classNames } from './class-names';

/** Splits after the characters at which an address or a URN may break over two lines. */
function breakable(text: string): string[] {
  return text.split(/(?<=[/:@?&=])(?![/:])/);
}

/** Machine text: ids, URLs, addresses, tokens. It may wrap after `/`, `:` and `@`, and copies without the breaks. */
export function Mono({ children, className }: { children: string; className?: string }) {
  return (
    <code className={classNames('mono-sm wrap-anywhere', className)}>
      {breakable(children).map((part, index) => (
        <Fragment key={index}>
          {index > 0 ? <wbr /> : null}
          {part}
        </Fragment>
      ))}
    </code>
  );
}
