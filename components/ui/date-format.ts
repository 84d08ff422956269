/** How exact an absolute time is written. */
export type TimePrecision = 'day' | 'minute' | 'second' | 'millisecond';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Minutes east of UTC in a zone at an instant. */
function offsetMinutes(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((each) => each.type === type)?.value);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return Math.round((local - Math.floor(at.getTime() / 1000) * 1000) / 60_000);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

/** The instant moved so that its UTC fields read as the zone's wall clock. */
function wallClock(at: Date, zone: string): Date {
  return new Date(at.getTime() + offsetMinutes(at, zone) * 60_000);
}

/** True for a zone name this runtime knows. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/**
 * "21 Nov 2026, 18:14 UTC". Written from numbers and fixed month names, not by a locale's pattern, because
 * two releases of ICU word the same date differently, and then the server's text and the browser's disagree.
 * UTC is named; a zone of the reader's own is not.
 */
export function formatAbsolute(iso: string, zone: string, precision: TimePrecision = 'minute'): string {
  const at = new Date(iso);
  const local = wallClock(at, zone);
  const day = `${local.getUTCDate()} ${months[local.getUTCMonth()] ?? ''} ${local.getUTCFullYear()}`;
  if (precision === 'day') return day;
  return `${day}, ${formatClock(iso, zone, precision)}${zone === 'UTC' ? ' UTC' : ''}`;
}

/** "18:14:07.212": the time of day alone, for a list that has day headings. */
export function formatClock(
  iso: string,
  zone: string,
  precision: Exclude<TimePrecision, 'day'> = 'millisecond',
): string {
  const local = wallClock(new Date(iso), zone);
  const minute = `${twoDigits(local.getUTCHours())}:${twoDigits(local.getUTCMinutes())}`;
  if (precision === 'minute') return minute;
  const second = `${minute}:${twoDigits(local.getUTCSeconds())}`;
  return precision === 'second' ? second : `${second}.${String(local.getUTCMilliseconds()).padStart(3, '0')}`;
}

/** ISO 8601 with the zone's offset: what a title shows and what is worth copying. */
export function formatIso(iso: string, zone: string): string {
  const at = new Date(iso);
  const offset = offsetMinutes(at, zone);
  const local = new Date(at.getTime() + offset * 60_000).toISOString().slice(0, -1);
  return `${local}${offset === 0 ? 'Z' : offsetText(offset)}`;
}

const steps: readonly [unit: string, seconds: number, until: number][] = [
  ['min', 60, 3600],
  ['h', 3600, 86_400],
  ['day', 86_400, Infinity],
];

/** "just now", "3 min ago", "in 2 days"; `null` a week or more away, where a date says more. */
export function formatRelative(iso: string, now: number): string | null {
  const seconds = (now - new Date(iso).getTime()) / 1000;
  const distance = Math.abs(seconds);
  if (distance >= 7 * 86_400) return null;
  // The page's clock moves every half minute, so what has just happened may still lie ahead of it.
  if (distance < 45) return 'just now';
  const step = steps.find(([, size, until]) => distance < until - size / 2) ?? steps[2];
  const [unit, size] = step ?? ['day', 86_400];
  const count = Math.max(1, Math.round(distance / size));
  const words = `${count} ${unit}${unit === 'day' && count > 1 ? 's' : ''}`;
  return seconds >= 0 ? `${words} ago` : `in ${words}`;
}
