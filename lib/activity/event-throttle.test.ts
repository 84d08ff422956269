import { describe, expect, it } from 'vitest';
import { EventThrottle } from '@/lib/activity/event-throttle';

describe('the throttle of events', () => {
  it('admits one, counts those of the quiet time, and tells the count with the next', () => {
    const throttle = new EventThrottle({ quietMs: 1_000, mostKinds: 10 });
    const answers = [0, 1, 999, 1_000, 1_001, 2_000].map((now) => throttle.admit('a', now));
    expect(answers).toEqual([0, null, null, 2, null, 1]);
  });

  it('keeps kinds apart, and forgets the oldest instead of refusing a new one', () => {
    const throttle = new EventThrottle({ quietMs: 1_000, mostKinds: 2 });
    expect(['a', 'b', 'c', 'b', 'c', 'a'].map((kind) => throttle.admit(kind, 0))).toEqual([
      0, 0, 0, null, null, 0,
    ]);
  });

  it('does not wait for a clock that was set back', () => {
    const throttle = new EventThrottle({ quietMs: 1_000, mostKinds: 2 });
    throttle.admit('a', 3_600_000);
    expect(throttle.admit('a', 0)).toBe(0);
  });
});
