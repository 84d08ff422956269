import { describe, expect, it } from 'vitest';
import { nearMissFinder } from '@/lib/mapping/near-miss';

const groups = ['Agility-Admins', 'Finance', 'Finance EMEA', 'HR', 'Engineering', 'Zoë', 'Platform', '***'].map((name) => ({ name }));
const nearest = (name: string) => nearMissFinder(groups)(name)?.name ?? null;

describe('what a name probably meant', () => {
  it.each([
    ['agility-admins', 'Agility-Admins'],
    ['Agility Admins', 'Agility-Admins'],
    [' Finance ', 'Finance'],
    ['Fiance', 'Finance'],
    ['Finnance', 'Finance'],
    ['Fniance', 'Finance'],
    ['finance-emea', 'Finance EMEA'],
    ['Enginering', 'Engineering'],
    ['Enginereing', 'Engineering'],
    ['Engenering', 'Engineering'],
    ['zoe\u0308', 'Zoë'],
    ['Plattfrom', 'Platform'],
    ['PR', null],
    ['Sales', null],
    ['Marketing', null],
    ['Finance', null],
    ['', null],
    ['---', null],
    ['****', '***'],
  ])('%j is %j', (name, expected) => {
    expect(nearest(name)).toBe(expected);
  });

  it('prefers the name that differs in case alone to one that differs in a letter', () => {
    const find = nearMissFinder([{ name: 'Finances' }, { name: 'FINANCE' }]);
    expect(find('finance')?.name).toBe('FINANCE');
  });

  it('compares only so many names, however many groups and rules there are', () => {
    const all = Array.from({ length: 20_000 }, (_, number) => ({ name: `app-${String(number).padStart(5, '0')}-users` }));
    const find = nearMissFinder(all);
    const near = Array.from({ length: 1_000 }, (_, number) => find(`app-${String(number).padStart(5, '0')}-useers`));
    expect(near[0]?.name).toBe('app-00000-users');
    expect(near.at(-1)).toBeNull();
    expect(find('APP 00007 users')?.name).toBe('app-00007-users');
  });
});
