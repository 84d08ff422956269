import { useId, type ReactNode } from 'react';
import { classNames } from './class-names';

export interface RadioCardOption {
  value: string;
  label: ReactNode;
  help?: ReactNode;
}

export interface RadioCardsProps {
  legend: ReactNode;
  /** Keeps the legend for screen readers only, where a heading beside it says the same. */
  legendHidden?: boolean;
  name: string;
  options: readonly RadioCardOption[];
  /** With `onValueChange` the group is controlled; otherwise `defaultValue` is where it starts. */
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  columns?: 1 | 2 | 3 | 4 | 5;
  /** While the group is disabled, says why. */
  help?: ReactNode;
  disabled?: boolean;
}

const columnClasses = {
  1: 'grid-cols-1',
  2: 'grid-cols-2',
  3: 'grid-cols-1 tablet:grid-cols-3',
  4: 'grid-cols-2 tablet:grid-cols-4',
  5: 'grid-cols-2 tablet:grid-cols-3 desktop:grid-cols-5',
} as const;

const cardClasses = classNames(
  'flex gap-2.5 rounded-control border border-line-2 bg-surface p-3 text-sm transition-colors duration-120',
  'hover:bg-hover has-checked:border-accent has-checked:bg-selected has-focus-visible:outline-2',
  'has-focus-visible:outline-offset-2 has-focus-visible:outline-ring pointer-coarse:min-h-11',
  'has-disabled:text-ink-2',
);

/** A choice of one among few. Each whole card is the label, and the arrow keys are the browser's own. */
export function RadioCards(props: RadioCardsProps) {
  const {
    legend,
    legendHidden,
    name,
    options,
    value,
    defaultValue,
    onValueChange,
    columns = 2,
    help,
    disabled,
  } = props;
  const helpId = useId();
  return (
    <fieldset disabled={disabled} aria-describedby={help ? helpId : undefined} className="min-w-0">
      <legend className={legendHidden ? 'sr-only' : 'mb-1.5 text-sm font-medium'}>{legend}</legend>
      <div className={classNames('grid gap-2', columnClasses[columns])}>
        {options.map((option) => (
          <label key={option.value} className={cardClasses}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === undefined ? undefined : value === option.value}
              defaultChecked={value === undefined ? defaultValue === option.value : undefined}
              onChange={onValueChange ? () => onValueChange(option.value) : undefined}
              className="radio mt-0.5 outline-none!"
            />
            <span className="min-w-0">
              <span className="font-medium">{option.label}</span>
              {option.help ? <span className="block text-ink-2">{option.help}</span> : null}
            </span>
          </label>
        ))}
      </div>
      {help ? (
        <div id={helpId} className="mt-1.5 max-w-prose text-sm text-ink-2">
          {help}
        </div>
      ) : null}
    </fieldset>
  );
}
