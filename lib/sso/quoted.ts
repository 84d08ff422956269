import { oneLine } from '@/lib/shared/one-line';

const LONGEST = 200;

/** Text of a stranger, fit for a sentence that an admin reads: one line, and not long. */
export function quoted(text: string): string {
  const line = oneLine(text.slice(0, LONGEST + 1));
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
