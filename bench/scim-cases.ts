import { GROUP_SIZES, USERS } from '@/bench/scim-population';

export const PAGE = 100;

/** What one operation of a case is. */
export type CaseWork =
  | { kind: 'lookup' }
  | { kind: 'get' }
  | { kind: 'page'; startIndex: number; count: number }
  | { kind: 'patch'; operations: number }
  | { kind: 'join'; size: number; count: number }
  | { kind: 'sync' };

export interface ScimCase {
  name: string;
  work: CaseWork;
  /** Operations of one round. */
  operations: number;
  /** The least share of the speed of bare `pg`; null when the case is held to something else. */
  goal: number | null;
}

const PATCHES = 1_000;

function page(place: string, startIndex: number): ScimCase {
  return {
    name: `page of ${PAGE}, ${place}`,
    work: { kind: 'page', startIndex, count: PAGE },
    operations: 150,
    goal: 0.6,
  };
}

function joins(count: number, operations: number): ScimCase[] {
  return GROUP_SIZES.map((size) => ({
    name: `add ${count} to a group of ${size.toLocaleString('en')}`,
    work: { kind: 'join', size, count },
    operations,
    goal: null,
  }));
}

/** Cases of one list take turns, so that what disturbs the machine disturbs them alike. */
export const scimCases: readonly (readonly ScimCase[])[] = [
  [
    { name: 'lookup', work: { kind: 'lookup' }, operations: 2_500, goal: 0.3 },
    { name: 'get', work: { kind: 'get' }, operations: 2_500, goal: 0.3 },
  ],
  [page('start', 1), page('middle', USERS / 2 + 1), page('end', USERS - PAGE + 1)],
  [{ name: 'PATCH active', work: { kind: 'patch', operations: PATCHES }, operations: PATCHES, goal: 0.2 }],
  joins(1, 400),
  joins(100, 40),
  [{ name: 'sync (lookup, create)', work: { kind: 'sync' }, operations: 500, goal: 0.25 }],
];
