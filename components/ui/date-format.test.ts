import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAbsolute, formatClock, formatIso, formatRelative, isTimeZone } from './date-format';

const at = '2026-11-21T17:14:07.212Z';

describe('formatAbsolute', () => {
  it('names UTC, and no zone that is the reader’s own', () => {
    expect(formatAbsolute(at, 'UTC')).toBe('21 Nov 2026, 17:14 UTC');
    expect(formatAbsolute(at, 'Europe/Berlin')).toBe('21 Nov 2026, 18:14');
  });

  it('moves to the day it is in the zone', () => {
    expect(formatAbsolute('2026-12-31T23:30:00Z', 'Asia/Kathmandu', 'day')).toBe('1 Jan 2027');
    expect(formatAbsolute('2027-01-01T02:00:00Z', 'America/New_York', 'day')).toBe('31 Dec 2026');
  });

  it('is as exact as asked', () => {
    expect(formatAbsolute(at, 'UTC', 'second')).toBe('21 Nov 2026, 17:14:07 UTC');
    expect(formatClock(at, 'Europe/Berlin')).toBe('18:14:07.212');
    expect(formatClock('2026-11-21T23:00:00Z', 'Europe/Berlin', 'minute')).toBe('00:00');
  });
});

describe('formatIso', () => {
  it('carries the offset of the zone at that instant', () => {
    expect(formatIso(at, 'Europe/Berlin')).toBe('2026-11-21T18:14:07.212+01:00');
    expect(formatIso('2026-07-01T12:00:00Z', 'Europe/Berlin')).toBe('2026-07-01T14:00:00.000+02:00');
    expect(formatIso(at, 'America/St_Johns')).toBe('2026-11-21T13:44:07.212-03:30');
    expect(formatIso(at, 'UTC')).toBe(at);
  });

  it('always names the same instant', () => {
    const instants = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    });
    const zones = fc.constantFrom('UTC', 'Europe/Lisbon', 'Asia/Kolkata', 'Pacific/Apia', 'America/Caracas');
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        expect(new Date(formatIso(instant.toISOString(), zone)).getTime()).toBe(instant.getTime());
      }),
    );
  });
});

describe('formatRelative', () => {
  const now = Date.parse(at);
  const before = (seconds: number) => formatRelative(new Date(now - seconds * 1000).toISOString(), now);

  it('counts in the largest unit that fits', () => {
    expect([0, 44, 45, 180, 3569, 3570, 84_599, 84_600, 5 * 86_400].map(before)).toEqual([
      'just now',
      'just now',
      '1 min ago',
      '3 min ago',
      '59 min ago',
      '1 h ago',
      '23 h ago',
      '1 day ago',
      '5 days ago',
    ]);
  });

  it('looks ahead too', () => {
    expect(before(-2 * 86_400)).toBe('in 2 days');
  });

  it('leaves a week and more to the date', () => {
    expect(before(7 * 86_400)).toBeNull();
    expect(before(-7 * 86_400)).toBeNull();
  });

  it('never counts a full next unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 * 86_400 - 1 }), (seconds) => {
        expect(before(seconds)).not.toMatch(/^(60 min|24 h)/);
      }),
    );
  });
});

describe('isTimeZone', () => {
  it('refuses what a cookie may hold instead of a zone', () => {
    expect(isTimeZone('Europe/Berlin')).toBe(true);
    expect(isTimeZone('<script>')).toBe(false);
  });
});
