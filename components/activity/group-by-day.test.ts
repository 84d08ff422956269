import { describe, expect, it } from 'vitest';
import type { FeedEvent } from './feed-event';
import { dayHeading, groupByDay } from './group-by-day';

function at(iso: string): FeedEvent {
  return {
    id: iso,
    at: iso,
    type: 'scim_read',
    outcome: 'OK',
    status: 200,
    method: 'GET',
    path: '/Users',
    summary: '',
    subjectEmail: null,
  };
}

describe('groupByDay', () => {
  const events = [
    at('2026-11-21T00:30:00.000Z'),
    at('2026-11-20T23:30:00.000Z'),
    at('2026-11-19T12:00:00.000Z'),
  ];

  it('draws the line between days where midnight is in the reader’s zone', () => {
    expect(groupByDay(events, 'UTC').map((day) => [day.date, day.events.length])).toEqual([
      ['21 Nov 2026', 1],
      ['20 Nov 2026', 1],
      ['19 Nov 2026', 1],
    ]);
    expect(groupByDay(events, 'Europe/Madrid').map((day) => [day.date, day.events.length])).toEqual([
      ['21 Nov 2026', 2],
      ['19 Nov 2026', 1],
    ]);
  });

  it('has no days when there are no events', () => {
    expect(groupByDay([], 'UTC')).toEqual([]);
  });
});

describe('dayHeading', () => {
  const now = Date.UTC(2026, 10, 21, 1);

  it('names today and yesterday, and dates the rest', () => {
    expect(dayHeading('21 Nov 2026', 'UTC', now)).toBe('Today');
    expect(dayHeading('20 Nov 2026', 'UTC', now)).toBe('Yesterday');
    expect(dayHeading('19 Nov 2026', 'UTC', now)).toBe('19 Nov 2026');
  });

  it('follows the zone: at one in the morning in Lisbon it is still yesterday in New York', () => {
    expect(dayHeading('20 Nov 2026', 'America/New_York', now)).toBe('Today');
  });

  it('writes the date until the browser’s clock is known', () => {
    expect(dayHeading('21 Nov 2026', 'UTC', null)).toBe('21 Nov 2026');
  });
});
