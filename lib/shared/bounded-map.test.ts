import { expect, it } from 'vitest';
import { BoundedMap } from '@/lib/shared/bounded-map';

it('holds no more than its bound and forgets first what was set longest ago', () => {
  const map = new BoundedMap<string, number>(2);
  for (const [key, value] of [['a', 1], ['b', 2], ['a', 3], ['c', 4]] as const) map.set(key, value);
  expect([map.size, map.get('a'), map.get('b'), map.get('c')]).toEqual([2, 3, undefined, 4]);
});
