import { expect, it } from 'vitest';
import { minutesInWords } from '@/lib/shared/minutes-in-words';

it.each([
  [1, '1 minute'],
  [15, '15 minutes'],
  [60, '1 hour'],
  [90, '90 minutes'],
  [720, '12 hours'],
  [1440, '1 day'],
  [1500, '25 hours'],
  [43_200, '30 days'],
])('says %i minutes as %s', (minutes, words) => {
  expect(minutesInWords(minutes)).toBe(words);
});
