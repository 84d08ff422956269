import type { Person } from '@/bench/scim-population';
import { GROUPS_PER_SIZE, groupId } from '@/bench/scim-population';

/** The pieces of work that are measured: the `n`-th is the same for both sides of the comparison. */

/** Spreads consecutive numbers over everybody, so that no two pieces of work near each other meet. */
const STRIDE = 7_919;

export function personAt(people: readonly Person[], n: number): Person {
  return people[(n * STRIDE) % people.length] ?? { id: '', userName: '' };
}

/** The seeding makes every fiftieth person inactive; these are the others that can be switched off. */
const INACTIVE_EVERY = 50;

/**
 * Who is deactivated or reactivated by the `n`-th of `count` changes: the first half of a round switches
 * people off, the second half switches the same people on again.
 */
export function switchAt(people: readonly Person[], n: number, count: number): { person: Person; active: boolean } {
  const half = count / 2;
  const round = Math.floor(n / count);
  const step = round * half + (n % half);
  const place = (step * INACTIVE_EVERY * 3 + 1) % people.length;
  return { person: people[place] ?? { id: '', userName: '' }, active: n % count >= half };
}

export interface Joining {
  groupId: string;
  userIds: string[];
}

/** The `n`-th addition of `count` people to a group of `size`: people who are not in it, other ones each time. */
export function joiningAt(people: readonly Person[], size: number, count: number, n: number): Joining {
  const number = n % GROUPS_PER_SIZE;
  const first = size * number + size + ((n * count) % (people.length - size - count));
  const joiners = Array.from({ length: count }, (_, place) => people[(first + place) % people.length]?.id ?? '');
  return { groupId: groupId(size, number), userIds: joiners };
}

/** A person as Okta creates one. `name` tells the people of one side from those of the other. */
export function newPerson(name: string, n: number) {
  const userName = `${name}.${n}@bench.example`;
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName,
    externalId: `okta-${name}-${n}`,
    displayName: `Nora Number${n}`,
    name: { givenName: 'Nora', familyName: `Number${n}` },
    emails: [{ value: userName, type: 'work', primary: true }],
    active: true,
  };
}
