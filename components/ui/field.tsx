import type { ReactNode } from 'react';
import { CircleAlert } from 'lucide-react';

/** What a control takes over from its field. */
export interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

export interface FieldProps {
  /**
   * Id of the control; the help and error texts derive theirs from it, so they stay stable between renders.
   */
  id: string;
  label: ReactNode;
  help?: ReactNode;
  /** Begins with the fix: "Use https://: Okta refuses plain http." */
  error?: string;
  optional?: boolean;
  children: (control: FieldControl) => ReactNode;
}

/** A label, its control, what helps to fill it in, and what is wrong with it. */
export function Field({ id, label, help, error, optional, children }: FieldProps) {
  const helpId = `${id}-help`;
  const errorId = `${id}-error`;
  const describedBy = [error && errorId, help && helpId].filter(Boolean).join(' ') || undefined;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
        {optional ? <span className="font-normal text-ink-3"> (optional)</span> : null}
      </label>
      {children({ id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined })}
      {error ? (
        <p id={errorId} className="flex gap-1.5 text-sm text-bad">
          <CircleAlert className="mt-0.5" />
          <span>{error}</span>
        </p>
      ) : null}
      {help ? (
        <div id={helpId} className="max-w-prose text-sm text-ink-3">
          {help}
        </div>
      ) : null}
    </div>
  );
}
