import type { ComponentProps } from 'react';
import { ChevronDown } from 'lucide-react';
import { classNames } from './class-names';
import { controlStyles } from './control-styles';

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
}

/**
 * A native select. It sets its own background, because Windows draws a white list under dark text otherwise.
 */
export function Select({
  options,
  className,
  ...props
}: ComponentProps<'select'> & { options: readonly SelectOption[] }) {
  return (
    <span className={classNames('relative inline-flex min-w-0', className ?? 'w-full')}>
      <select {...props} className={classNames(controlStyles, 'appearance-none bg-surface! pe-8')}>
        {options.map((option) => (
          <option
            key={option.value}
            value={option.value}
            disabled={option.disabled}
            className="bg-surface text-ink"
          >
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown className="pointer-events-none absolute end-2.5 top-1/2 -translate-y-1/2 text-ink-3" />
    </span>
  );
}
