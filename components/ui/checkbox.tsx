'use client';

import { useEffect, useRef, type ComponentProps, type ReactNode } from 'react';
import { classNames } from './class-names';

export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'ref'> {
  label: ReactNode;
  /** Keeps the label for screen readers only, as in a table's selection column. */
  labelHidden?: boolean;
  help?: ReactNode;
  /** Some, but not all, of what this box stands for is ticked. */
  indeterminate?: boolean;
}

/** A native checkbox with its label. */
export function Checkbox({
  label,
  labelHidden,
  help,
  indeterminate = false,
  className,
  ...props
}: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return (
    <label
      className={classNames(
        'flex items-start gap-2.5 text-sm pointer-coarse:min-h-11 pointer-coarse:py-3',
        className,
      )}
    >
      <input {...props} ref={box} type="checkbox" className="checkbox tap-target mt-0.5" />
      <span className={labelHidden ? 'sr-only' : 'min-w-0'}>
        {label}
        {help ? <span className="block text-ink-2">{help}</span> : null}
      </span>
    </label>
  );
}
