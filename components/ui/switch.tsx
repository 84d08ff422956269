import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names';

export interface SwitchProps extends Omit<ComponentProps<'input'>, 'type' | 'role' | 'size'> {
  id: string;
  label: ReactNode;
  help?: ReactNode;
  /** `lg` sets the label as a section title, for the one switch a page is about. */
  size?: 'md' | 'lg';
}

/** A form field that is on or off. It never saves by itself; while it is disabled, `help` says why. */
export function Switch({ id, label, help, size = 'md', className, ...props }: SwitchProps) {
  const helpId = help ? `${id}-help` : undefined;
  return (
    <div className={classNames('flex gap-3', className)}>
      <input
        {...props}
        id={id}
        type="checkbox"
        role="switch"
        aria-describedby={helpId}
        className={classNames('switch tap-target', size === 'lg' && 'mt-px')}
      />
      <div className="min-w-0">
        <label htmlFor={id} className={size === 'lg' ? 'text-md' : 'text-base font-medium'}>
          {label}
        </label>
        {help ? (
          <div id={helpId} className="max-w-prose text-sm text-ink-2">
            {help}
          </div>
        ) : null}
      </div>
    </div>
  );
}
