import { describe, expect, it } from 'vitest';
import { countFailure, FailureThrottle } from '@/lib/credentials/failure-throttle';

const rule = { perMinute: 30, mostAddresses: 3 };
const minute = 60_000;

function countMany(throttle: FailureThrottle, times: number, address = '203.0.113.7', now = 0) {
  return Array.from({ length: times }, () => throttle.count(address, now));
}

describe('the throttle of failed authentication', () => {
  it('lets an address fail thirty times, then names the seconds until the next time', () => {
    const answers = countMany(new FailureThrottle(rule), 35);
    expect(answers).toEqual([...Array<null>(30).fill(null), 2, 2, 2, 2, 2]);
  });

  it('lets it fail again at the rate, however long it goes on', () => {
    const throttle = new FailureThrottle(rule);
    const hour = Array.from({ length: 3_600 }, (_, second) => throttle.count('a', second * 1_000));
    const allowed = hour.filter((answer) => answer === null).length;
    expect(allowed).toBeGreaterThanOrEqual(60 * 30);
    expect(allowed).toBeLessThanOrEqual(60 * 30 + 30);
  });

  it('never notices one failure every two seconds', () => {
    const throttle = new FailureThrottle(rule);
    const answers = Array.from({ length: 1_000 }, (_, index) => throttle.count('a', index * 2_000));
    expect(answers.every((answer) => answer === null)).toBe(true);
  });

  it('forgives all of it after a minute, and no more than that after a year', () => {
    const throttle = new FailureThrottle(rule);
    countMany(throttle, 40);
    expect(countMany(throttle, 31, undefined, minute).filter((answer) => answer !== null)).toEqual([2]);
    const later = countMany(throttle, 40, undefined, 365 * 24 * 60 * minute);
    expect(later.filter((answer) => answer === null)).toHaveLength(30);
  });

  it('keeps addresses apart, but not those of one IPv6 network', () => {
    const throttle = new FailureThrottle(rule);
    countMany(throttle, 40, '2001:db8:1:2::1');
    expect(throttle.count('2001:db8:1:2:ffff::9', 0)).toBe(2);
    expect(throttle.count('2001:db8:1:3::1', 0)).toBeNull();
    expect(throttle.count('203.0.113.7', 0)).toBeNull();
  });

  it('forgives nothing to a clock that is set back, and does not wait for it', () => {
    const throttle = new FailureThrottle(rule);
    countMany(throttle, 40, 'a', minute);
    expect(throttle.count('a', 0)).toBe(2);
    expect(throttle.count('a', 2_000)).toBeNull();
  });

  it('remembers no more addresses than its bound', () => {
    const throttle = new FailureThrottle(rule);
    countMany(throttle, 40, 'first');
    for (const address of ['second', 'third', 'fourth']) throttle.count(address, 0);
    expect(throttle.count('first', 0)).toBeNull();
  });

  it('holds nothing against clients whose address nobody knows', () => {
    const answers = Array.from({ length: 100 }, () => countFailure('unknown', new Date()));
    expect(answers.every((answer) => answer === null)).toBe(true);
  });
});
