import { describe, expect, it } from 'vitest';
import { parseInstant } from './instant';

describe('parseInstant', () => {
  it.each([
    ['2026-11-21T10:00:00Z', '2026-11-21T10:00:00.000Z'],
    ['2026-11-21T12:00:00+02:00', '2026-11-21T10:00:00.000Z'],
    ['2026-11-21t10:00:00.5z', '2026-11-21T10:00:00.500Z'],
    ['2026-11-21T10:00:00.123456789Z', '2026-11-21T10:00:00.123Z'],
    ['2026-11-21T10:00:00', '2026-11-21T10:00:00.000Z'],
  ])('%s is %s', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  it.each(['', '2026-11-21', '10:00:00Z', '2026-13-01T00:00:00Z', 'yesterday', '2026-11-21T10:00Z',
    '12026-11-21T10:00:00Z', '9999-12-31T23:00:00-02:00', '0000-12-31T00:00:00Z'])('%j is no dateTime', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});
