import { describe, expect, it } from 'vitest';
import { confirmationOf, isConfirmed } from '@/lib/mapping/confirmation';

const nobody = { losesAccess: 0, newAdmins: 0, newOwners: 0 };

describe('the confirmation of a mapping', () => {
  it.each([
    [{ ...nobody, losesAccess: 10 }, null],
    [{ ...nobody, losesAccess: 11 }, 'remove 11'],
    [{ ...nobody, losesAccess: 2140 }, 'remove 2140'],
    [{ ...nobody, newAdmins: 1 }, 'grant 1'],
    [{ ...nobody, newOwners: 2 }, 'grant 2'],
    [{ losesAccess: 214, newAdmins: 2, newOwners: 1 }, 'remove 214 grant 3'],
  ])('for %j is %j', (counts, phrase) => {
    expect(confirmationOf(counts)?.phrase ?? null).toBe(phrase);
  });

  it('says why, in numbers of people', () => {
    expect(confirmationOf({ losesAccess: 2140, newAdmins: 1, newOwners: 2 })?.why).toEqual([
      '2,140 people would have no role, hence no access',
      '2 people would become owner',
      '1 person would become admin',
    ]);
  });

  it.each([
    ['remove 11', true],
    [' Remove  11 ', true],
    ['remove 12', false],
    ['remove', false],
    ['', false],
    [null, false],
  ])('for 11 people is given by %j: %j', (typed, given) => {
    expect(isConfirmed({ phrase: 'remove 11', why: [] }, typed)).toBe(given);
  });
});
