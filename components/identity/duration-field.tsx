'use client';

import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { Select } from '../ui/select';

/** A time as it is typed. */
export interface TypedDuration {
  amount: string;
  unit: DurationUnit;
}

const minutesOf = { minutes: 1, hours: 60, days: 24 * 60 } as const;

type DurationUnit = keyof typeof minutesOf;

const units = Object.keys(minutesOf) as DurationUnit[];

/** In the largest unit that needs no fraction. */
export function typedDuration(minutes: number): TypedDuration {
  const unit = units.findLast((each) => minutes % minutesOf[each] === 0) ?? 'minutes';
  return { amount: String(minutes / minutesOf[unit]), unit };
}

/** NaN for what is no number. */
export function minutesTyped({ amount, unit }: TypedDuration): number {
  return amount.trim() === '' ? NaN : Number(amount) * minutesOf[unit];
}

export interface DurationFieldProps {
  id: string;
  label: string;
  help: string;
  error?: string;
  value: TypedDuration;
  onChange: (value: TypedDuration) => void;
}

/** A time as a number and its unit. */
export function DurationField({ id, label, help, error, value, onChange }: DurationFieldProps) {
  return (
    <Field id={id} label={label} help={help} error={error}>
      {(control) => (
        <div className="flex gap-2">
          <Input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            className="w-24!"
            value={value.amount}
            onChange={(event) => onChange({ ...value, amount: event.currentTarget.value })}
          />
          <Select
            aria-label={`Unit: ${label}`}
            className="w-32"
            value={value.unit}
            options={units.map((unit) => ({ value: unit, label: unit }))}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              onChange({ ...value, unit: units.find((unit) => unit === chosen) ?? value.unit });
            }}
          />
        </div>
      )}
    </Field>
  );
}
