import { useId, type ReactNode } from 'react';
import { CopyButton } from './copy-button';
import { Mono } from './mono';

export interface CopyFieldProps {
  label: string;
  value: string;
  /** The name inside the button's, when the label does not read well after "Copy": "base URL". */
  copyLabel?: string;
  help?: ReactNode;
}

/** A value that belongs elsewhere: its name, the whole of it, and a button that copies it. */
export function CopyField({ label, value, copyLabel, help }: CopyFieldProps) {
  const id = useId();
  return (
    <div
      className={
        'grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1.5 ' +
        'tablet:grid-cols-[9.5rem_minmax(0,1fr)_auto]'
      }
    >
      <span className="col-span-2 text-sm text-ink-2 tablet:col-span-1">{label}</span>
      <div id={id} className="min-w-0 rounded-control border border-line bg-sunken px-2.5 py-1">
        <Mono>{value}</Mono>
      </div>
      <CopyButton text={value} label={copyLabel ?? label} target={id} />
      {help ? <p className="col-span-2 max-w-prose text-sm text-ink-3 tablet:col-start-2">{help}</p> : null}
    </div>
  );
}
