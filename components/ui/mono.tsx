import { BreakableText } from './breakable-text';
import { classNames } from './class-names';

/** Machine text: ids, URLs, addresses, tokens. */
export function Mono({ children, className }: { children: string; className?: string }) {
  return (
    <code className={classNames('mono-sm wrap-anywhere', className)}>
      <BreakableText>{children}</BreakableText>
    </code>
  );
}
