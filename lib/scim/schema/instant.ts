/** xsd:dateTime with date and time, any number of fractional digits and any offset (RFC 7643 §2.3.5). */
const dateTime = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})?$/;

/**
 * The instant of a dateTime as `YYYY-MM-DDTHH:mm:ss.sssZ`, whose order as text is the order in time.
 * A dateTime without an offset is taken as UTC. Undefined when the text is not a dateTime.
 */
export function parseInstant(text: string): string | undefined {
  const upper = text.toUpperCase();
  const [, day = ''] = dateTime.exec(upper) ?? [];
  if (!isDay(day)) return undefined;
  const hasOffset = /(?:Z|[+-]\d{2}:\d{2})$/.test(upper);
  const date = new Date(hasOffset ? upper : `${upper}Z`);
  if (Number.isNaN(date.getTime())) return undefined;
  const instant = date.toISOString();
  // Years before 0 and after 9999 have another width, which would break the order as text, and the database
  // has no year 0.
  return instant.length === 24 && !instant.startsWith('0000') ? instant : undefined;
}

/** Whether the calendar has the day: JavaScript reads 31 February as 3 March. */
function isDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
