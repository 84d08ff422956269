/** An expected "no": what was not done, and why, in a sentence that people can be shown. */
export interface Refusal<Reason extends string = string> {
  ok: false;
  reason: Reason;
  message: string;
  /** The input field to mend, when there is one. */
  field?: string;
}

export function refuse<Reason extends string>(
  reason: Reason,
  message: string,
  field?: string,
): Refusal<Reason> {
  return field === undefined ? { ok: false, reason, message } : { ok: false, reason, message, field };
}
