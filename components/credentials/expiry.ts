/** How long a credential can be made to work. */
export const expiryOptions = [
  { value: 'never', label: 'Never' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In 1 year' },
  { value: 'date', label: 'On a date…' },
] as const;

/**
 * The moment a choice stands for, as ISO 8601; empty for never. A credential works to the end of the day
 * chosen, as the person who chose it counts days.
 * @param date "2027-01-31", for the choice "date"; whatever is no date goes through as it is, for the server
 * to name.
 */
export function expiryMoment(choice: string, date: string, now: Date): string {
  if (choice === 'date') {
    const end = new Date(`${date}T23:59:59`);
    return Number.isNaN(end.getTime()) ? date || 'no date' : end.toISOString();
  }
  const days = Number(choice);
  if (!Number.isInteger(days)) return '';
  const then = new Date(now);
  then.setDate(then.getDate() + days);
  return then.toISOString();
}

/** Whole days until a moment; negative when it is past. */
export function daysUntil(moment: Date, now: Date): number {
  return Math.ceil((moment.getTime() - now.getTime()) / 86_400_000);
}
