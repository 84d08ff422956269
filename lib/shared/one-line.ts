import { z } from 'zod';

/**
 * Text that people type as one line. Control characters would break lines of logs and mails and act on
 * terminals, and NUL cannot be stored.
 */
export const oneLineSchema = z
  .string()
  .trim()
  .regex(/^\P{Cc}*$/u, 'Leave out line breaks and other control characters.');

/** Text from elsewhere, fit for one line of a log or a terminal. */
export function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, '\uFFFD');
}
