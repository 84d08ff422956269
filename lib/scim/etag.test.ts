import { describe, expect, it } from 'vitest';
import { ifMatch, ifNoneMatch, versionTag } from './etag';

describe('entity tags', () => {
  it('are weak and name the version of the row', () => {
    expect(versionTag(12)).toBe('W/"12"');
  });

  it.each<[string | undefined, boolean, boolean]>([
    // header, may go on with If-Match, is unchanged with If-None-Match (version 3)
    [undefined, true, false],
    ['W/"3"', true, true],
    ['"3"', true, true],
    ['*', true, true],
    ['W/"2"', false, false],
    ['W/"1", W/"3"', true, true],
    ['W/"30"', false, false],
    ['', false, false],
  ])('%j', (header, passes, unchanged) => {
    expect(ifMatch(header, 3)).toBe(passes);
    expect(ifNoneMatch(header, 3)).toBe(unchanged);
  });
});
