import type { ZodError } from 'zod';
import type { Refusal } from '@/lib/shared/refusal';

/** An action that did nothing: what to mend in which field, or why not at all. */
export interface ActionFailure {
  ok: false;
  /** A domain's name for why, for callers that treat some refusals differently. */
  reason?: string;
  /** Shown beside the button that was pressed. */
  message?: string;
  /** By field name; each begins with the fix. */
  fieldErrors?: Record<string, string>;
}

/** What a server action answers to the form or button that called it. */
export type ActionResult<Data = undefined> = { ok: true; data: Data } | ActionFailure;

/** The first fault of each field. */
export function invalidInput(error: ZodError): ActionFailure {
  return firstFaults(error, ([field]) => field);
}

/** The first fault of each part of the input, for forms with lists of fields: `attributes.0.name`. */
export function invalidParts(error: ZodError): ActionFailure {
  return firstFaults(error, (path) => path.join('.'));
}

function firstFaults(
  { issues }: ZodError,
  nameOf: (path: readonly PropertyKey[]) => PropertyKey | undefined,
): ActionFailure {
  const fieldErrors: Record<string, string> = {};
  for (const { path, message } of issues) fieldErrors[String(nameOf(path) || 'form')] ??= message;
  return { ok: false, fieldErrors };
}

/** A domain's "no", at its field when it names one. */
export function failedWith({ reason, message, field }: Refusal): ActionFailure {
  if (field === undefined) return { ok: false, reason, message };
  return { ok: false, reason, fieldErrors: { [field]: message } };
}
