import { describe, expect, it } from 'vitest';
import { daysUntil, expiryMoment } from './expiry';

const now = new Date('2026-11-21T12:00:00Z');

describe('the expiry of a credential', () => {
  it('is empty for never', () => {
    expect(expiryMoment('never', '', now)).toBe('');
  });

  it('is that many days ahead', () => {
    expect(daysUntil(new Date(expiryMoment('90', '', now)), now)).toBe(90);
    expect(daysUntil(new Date(expiryMoment('365', '', now)), now)).toBe(365);
  });

  it('is the end of the chosen day where the person is', () => {
    const moment = new Date(expiryMoment('date', '2027-01-31', now));
    expect([moment.getFullYear(), moment.getMonth(), moment.getDate(), moment.getHours()]).toEqual([
      2027, 0, 31, 23,
    ]);
  });

  it('hands on what is no date, so that the server says so instead of making it never', () => {
    expect(expiryMoment('date', '', now)).toBe('no date');
    expect(expiryMoment('date', '31/01/2027', now)).toBe('31/01/2027');
  });

  it('counts a started day as one, and the past as none', () => {
    expect(daysUntil(new Date('2026-11-22T11:00:00Z'), now)).toBe(1);
    expect(daysUntil(new Date('2026-11-20T12:00:00Z'), now)).toBe(-1);
  });
});
