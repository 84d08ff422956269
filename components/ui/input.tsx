import type { ComponentProps } from 'react';
import { classNames } from './class-names';
import { controlStyles } from './control-styles';

/** A native text input. Machine text (ids, URLs, codes) sets `mono`. */
export function Input({ mono, className, ...props }: ComponentProps<'input'> & { mono?: boolean }) {
  return <input {...props} className={classNames(controlStyles, mono && 'font-mono', className)} />;
}
