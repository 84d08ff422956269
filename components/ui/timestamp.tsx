'use client';

import { formatAbsolute, formatClock, formatIso, formatRelative, type TimePrecision } from './date-format';
import { useNow } from './clock';
import { useTimeZone } from './time-zone';

export interface TimestampProps {
  /** ISO 8601. */
  at: string;
  /**
   * `relative` becomes "3 min ago" in the browser when it is less than a week away; `clock` is the time of
   * day alone.
   */
  format?: 'relative' | 'absolute' | 'clock';
  precision?: TimePrecision;
}

function text({ at, format, precision }: TimestampProps, zone: string, now: number | null): string {
  if (format === 'clock') return formatClock(at, zone, precision === 'day' ? 'minute' : precision);
  const relative = format === 'absolute' || now === null ? null : formatRelative(at, now);
  return relative ?? formatAbsolute(at, zone, precision);
}

/** A time. The server writes it in full; the title always has it as ISO 8601 with its offset. */
export function Timestamp({ at, format = 'relative', precision }: TimestampProps) {
  const zone = useTimeZone();
  const now = useNow();
  return (
    <time dateTime={at} title={formatIso(at, zone)} className="whitespace-nowrap tabular-nums">
      {text({ at, format, precision }, zone, now)}
    </time>
  );
}
