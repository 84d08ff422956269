import { CircleX } from 'lucide-react';

export interface FieldError {
  /** Id of the control the message is about. */
  fieldId: string;
  message: string;
}

/**
 * What is wrong with a form, as links to its fields. One error needs no summary: the focus is already there.
 */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  if (errors.length < 2) return null;
  return (
    <div role="alert" className="flex gap-2.5 rounded-card border border-bad bg-bad-soft p-3 text-sm">
      <CircleX className="mt-0.5 text-bad" />
      <div className="min-w-0">
        <p className="font-semibold text-bad">{errors.length} fields need another look</p>
        <ul className="mt-1 space-y-1">
          {errors.map((error) => (
            <li key={error.fieldId}>
              <a href={`#${error.fieldId}`} className="underline underline-offset-3">
                {error.message}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
