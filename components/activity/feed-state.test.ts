import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedEvent } from './feed-event';
import { newestKnown, reduceFeed, startFeed, type FeedState } from './feed-state';

function event(moment: number): FeedEvent {
  const id = `0192${String(moment).padStart(8, '0')}`;
  return {
    id,
    at: '2026-11-21T18:00:00.000Z',
    type: 'scim_provision',
    outcome: 'OK',
    status: 201,
    method: 'POST',
    path: '/Users',
    summary: `event ${moment}`,
    subjectEmail: null,
  };
}

function page(moments: readonly number[], older: number | null = null) {
  return {
    events: [...moments].sort((a, b) => b - a).map(event),
    older: older === null ? null : event(older).id,
  };
}

function numbers(events: readonly FeedEvent[]): number[] {
  return events.map(({ id }) => Number(id.slice(4)));
}

function arrive(
  state: FeedState,
  moments: readonly number[],
  { hold = false, older = null as number | null } = {},
) {
  return reduceFeed(state, { type: 'arrived', page: page(moments, older), hold });
}

describe('reduceFeed', () => {
  it('puts what arrives on top and says what is new', () => {
    const state = arrive(startFeed(page([1, 2])), [3, 4]);
    expect(numbers(state.shown)).toEqual([4, 3, 2, 1]);
    expect([...state.fresh]).toEqual(page([3, 4]).events.map(({ id }) => id));
  });

  it('keeps the list as it is while the reader reads, and counts what waits', () => {
    const before = startFeed(page([1, 2]));
    const held = arrive(before, [3, 4], { hold: true });
    expect(held.shown).toBe(before.shown);
    expect(numbers(held.waiting)).toEqual([4, 3]);
    expect(numbers(reduceFeed(held, { type: 'show' }).shown)).toEqual([4, 3, 2, 1]);
  });

  it('lets in what waited together with the first event after the reading', () => {
    const held = arrive(startFeed(page([1])), [2], { hold: true });
    expect(numbers(arrive(held, [3]).shown)).toEqual([3, 2, 1]);
    expect(numbers(arrive(held, [2]).shown)).toEqual([2, 1]);
  });

  it('puts an event that was committed late where it belongs', () => {
    expect(numbers(arrive(startFeed(page([1, 4])), [2, 4, 5]).shown)).toEqual([5, 4, 2, 1]);
  });

  it('is the same state when nothing new arrived', () => {
    const state = startFeed(page([1, 2]));
    expect(arrive(state, [1, 2])).toBe(state);
  });

  it('begins anew when more arrived than a page holds, so that no event is missing in between', () => {
    const state = arrive(startFeed(page([1, 2], 1)), [8, 9], { older: 8 });
    expect(numbers(state.shown)).toEqual([9, 8]);
    expect(state.older).toBe(event(8).id);
  });

  it('does not take the overlap of a poll for a gap', () => {
    expect(numbers(arrive(startFeed(page([1, 2, 3])), [2, 3, 4], { older: 2 }).shown)).toEqual([4, 3, 2, 1]);
  });

  it('keeps at most 400 rows and moves the older page down to the last of them', () => {
    const state = arrive(startFeed(page(Array.from({ length: 400 }, (_, index) => index))), [400, 401]);
    expect(state.shown).toHaveLength(400);
    expect(state.older).toBe(event(2).id);
  });

  it('knows the newest event whether it is shown or waits', () => {
    expect(newestKnown(startFeed(page([])))).toBeNull();
    expect(newestKnown(arrive(startFeed(page([1])), [5], { hold: true }))).toBe(event(5).id);
  });

  it('shows every event once and in order, whatever arrives in whichever order', () => {
    const arrivals = fc.array(
      fc.record({ moments: fc.uniqueArray(fc.nat(60), { maxLength: 12 }), hold: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(60)), arrivals, (first, polls) => {
        const end = polls.reduce(
          (state, { moments, hold }) => arrive(state, moments, { hold }),
          startFeed(page(first)),
        );
        const shown = numbers(reduceFeed(end, { type: 'show' }).shown);
        const all = new Set([...first, ...polls.flatMap(({ moments }) => moments)]);
        expect(shown).toEqual([...all].sort((a, b) => b - a));
      }),
    );
  });
});
