import type { ComponentProps } from 'react';
import Link from 'next/link';
import { classNames } from './class-names';

/** A link in running text or in a cell. */
export function TextLink({ className, ...props }: ComponentProps<typeof Link>) {
  const styles =
    'rounded-badge text-accent-text underline ' +
    'decoration-line-strong underline-offset-3 ' +
    'hover:decoration-current';
  return <Link {...props} className={classNames(styles, className)} />;
}
