const units = [
  { minutes: 24 * 60, one: 'day', many: 'days' },
  { minutes: 60, one: 'hour', many: 'hours' },
  { minutes: 1, one: 'minute', many: 'minutes' },
] as const;

/** In the largest unit that needs no fraction: "12 hours", "90 minutes", "1 day". */
export function minutesInWords(minutes: number): string {
  const unit = units.find((each) => minutes % each.minutes === 0) ?? units[2];
  const count = minutes / unit.minutes;
  return `${count.toLocaleString('en')} ${count === 1 ? unit.one : unit.many}`;
}
