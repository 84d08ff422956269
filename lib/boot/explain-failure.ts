import { OperatorError } from '@/lib/shared/operator-error';

/** What to print when something ended a process: one sentence for a fault that can be mended, else all that is known. */
export function explainFailure(error: unknown): string {
  if (error instanceof OperatorError) return error.message;
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `Rollcall met a fault it does not know, please report it:\n${details}`;
}
