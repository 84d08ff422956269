import fc from 'fast-check';
import type { JsonObject } from '@/lib/scim/json';
import {
  bulkRequestUrn, coreGroupUrn, coreUserUrn, enterpriseUserUrn, patchOpUrn, searchRequestUrn,
} from '@/lib/scim/urns';
import type { Dice } from '@/testing/dice';
import { hostileName, hostileText, hostileValue } from '@/testing/hostile-values';
import { printFilter, userFilter } from '@/testing/scim-arbitraries';
import { staffUrn, teamUrn } from '@/testing/staff-extension';

/** What a client could know: its own resources, and, by bad luck, the ids of another tenant. */
export interface Landscape {
  tenantId: string;
  users: string[];
  groups: string[];
  cursors: string[];
  foreignTenantId: string;
  foreignIds: string[];
}

const filters = fc.sample(userFilter, { seed: 7, numRuns: 400 }).map(printFilter);
const operators = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le', 'pr', 'EQ', 'like', 'in', ''];
const unknownId = '01900000-0000-7000-8000-000000000000';
const filterable = ['emails', 'members', 'groups', 'roles', 'meta', 'name', staffUrn];
const bareLiterals = ['true', 'false', 'null', '1', '-1.5', '1e999', 'bare', '01', '""', '[]', '{}'];

/** Filters at and beyond every limit. */
const oddFilters = [
  '('.repeat(500), `${'('.repeat(60)}id pr${')'.repeat(60)}`, `not ${'not '.repeat(300)}(id pr)`,
  Array(60).fill('id pr').join(' or '), `id eq "${'x'.repeat(5_000)}"`, 'emails['.repeat(100),
  'id eq "\\ud800"', 'id eq "\\u0000"', 'meta.created gt "2026-13-45"',
  'meta.created gt "99999-01-01T00:00:00Z"', 'id eq 1e999', `${staffUrn}:grade eq 1e400`,
  `${staffUrn}:grade gt ${'9'.repeat(400)}`, `${staffUrn}:rate eq -0`, '"', ')', 'id', '',
];

/** Of a resource of the tenant, of another tenant, or of none. */
export function anyId(dice: Dice, world: Landscape): string {
  const roll = dice.fraction();
  if (roll < 0.5 && world.users.length > 0) return dice.pick(world.users);
  if (roll < 0.85 && world.groups.length > 0) return dice.pick(world.groups);
  if (roll < 0.92) return dice.pick(world.foreignIds);
  return dice.pick([unknownId, hostileText(dice) || 'x', hostileName(dice) || 'x']);
}

/** A filter in the query language, or nearly. */
export function filter(dice: Dice, world: Landscape): string {
  const term = () => `${hostileName(dice)} ${dice.pick(operators)} ${literal(dice, world)}`;
  switch (dice.below(7)) {
    case 0:
    case 1:
      return dice.pick(filters);
    case 2:
      return term();
    case 3:
      return dice.several(2, 4, term).join(dice.pick([' and ', ' or ', ' not ']));
    case 4:
      return `${dice.pick(filterable)}[${term()}]${dice.pick(['', '.value', '.x'])}`;
    case 5:
      return dice.pick(oddFilters);
    default: {
      const text = dice.pick(filters);
      const at = dice.below(text.length);
      const inserted = dice.pick(['(', ')', '[', ']', '"', '\\', ' ', '\0', 'not']);
      return `${text.slice(0, at)}${inserted}${text.slice(at + dice.below(3))}`;
    }
  }
}

function literal(dice: Dice, world: Landscape): string {
  if (dice.chance(0.3)) return dice.pick(bareLiterals);
  return JSON.stringify(dice.chance(0.3) ? anyId(dice, world) : hostileText(dice));
}

function name(dice: Dice): string {
  return dice.pick(['ana', 'bo', 'çelik', 'dee', 'EVE', 'finance', 'sales']) + String(dice.below(400));
}

function user(dice: Dice, world: Landscape): JsonObject {
  return {
    schemas: [coreUserUrn, enterpriseUserUrn, staffUrn],
    userName: `${name(dice)}@acme.test`,
    name: { givenName: name(dice), familyName: 'Ruiz' },
    emails: [
      { value: `${name(dice)}@acme.test`, type: 'work', primary: true },
      { value: 'x@home.test', type: 'home' },
    ],
    active: dice.chance(0.8),
    externalId: name(dice),
    roles: [{ value: dice.pick(['admin', 'member', 'viewer', 'nobody']), primary: true }],
    [enterpriseUserUrn]: { department: 'Sales', manager: { value: anyId(dice, world) } },
    [staffUrn]: {
      grade: dice.below(9),
      tags: ['red', name(dice)],
      onSite: true,
      hiredAt: '2026-11-21T10:00:00Z',
      floors: [1],
    },
  };
}

function group(dice: Dice, world: Landscape): JsonObject {
  return {
    schemas: [coreGroupUrn, teamUrn],
    displayName: name(dice),
    externalId: name(dice),
    members: members(dice, world),
    [teamUrn]: { costCenter: 'x', aliases: ['a', 'b'] },
  };
}

function members(dice: Dice, world: Landscape): JsonObject[] {
  return dice.several(0, 3, () => ({
    value: anyId(dice, world),
    ...(dice.chance(0.3) && { type: dice.pick(['User', 'Group', 'x']) }),
  }));
}

/** A user or a group. */
export function resource(dice: Dice, world: Landscape): JsonObject {
  return dice.chance(0.6) ? user(dice, world) : group(dice, world);
}

export function patchMessage(dice: Dice, world: Landscape, path: string): JsonObject {
  const isGroup = path.startsWith('/Groups');
  const usual = () => usualOperation(dice, world, isGroup);
  const make = () => (dice.chance(0.7) ? usual() : strangeOperation(dice, world));
  return { schemas: [patchOpUrn], Operations: dice.several(1, 3, make) };
}

function usualOperation(dice: Dice, world: Landscape, isGroup: boolean): JsonObject {
  const op = dice.pick(['add', 'replace', 'Add', 'Replace']);
  const value = name(dice);
  if (isGroup) {
    return dice.pick<JsonObject>([
      { op, path: 'members', value: members(dice, world) },
      { op: 'remove', path: `members[value eq "${anyId(dice, world).replaceAll(/["\\]/g, '')}"]` },
      { op: 'remove', path: 'members', value: members(dice, world) },
      { op: 'replace', value: { displayName: value } },
      { op, path: `${teamUrn}:aliases`, value: [value] },
    ]);
  }
  const plainPaths = ['displayName', 'title', 'userName', 'name.givenName', `${enterpriseUserUrn}:manager`];
  const removable = ['title', 'emails[type eq "home"]', `${staffUrn}:tags`, staffUrn, 'roles', 'externalId'];
  const several = { 'name.familyName': value, [enterpriseUserUrn]: { department: value } };
  return dice.pick<JsonObject>([
    { op, path: dice.pick(plainPaths), value },
    { op, path: 'active', value: dice.pick([true, false, 'True', 'False']) },
    { op, path: 'emails[type eq "work"].value', value: `${value}@acme.test` },
    { op, value: { ...several, [`${staffUrn}:grade`]: dice.below(9) } },
    { op: 'remove', path: dice.pick(removable) },
    { op, path: `${staffUrn}:${dice.pick(['tags', 'floors', 'codes'])}`, value: [dice.below(9), value] },
    { op, path: 'roles', value: [{ value: dice.pick(['admin', 'viewer', 'owner']), primary: true }] },
  ]);
}

function strangeOperation(dice: Dice, world: Landscape): JsonObject {
  const op = dice.chance(0.02) ? 'move' : dice.pick(['add', 'replace', 'remove', 'Add', 'Replace', 'Remove']);
  switch (dice.below(3)) {
    case 0:
      return dice.chance(0.5)
        ? { op, value: resource(dice, world) }
        : { op, value: { [hostileName(dice)]: hostileValue(dice) } };
    case 1: {
      const list = dice.pick(['emails', 'roles', 'addresses', 'members']);
      const path = `${list}[${filter(dice, world)}]${dice.pick(['', '.value', '.type'])}`;
      return { op, path, value: hostileValue(dice) };
    }
    default:
      return { op, path: hostileName(dice), value: hostileValue(dice) };
  }
}

export function bulkMessage(dice: Dice, world: Landscape): JsonObject {
  const reference = () => ({ value: `bulkId:${dice.pick(['a', 'b', 'c', 'x', '__proto__'])}` });
  const entry = (): JsonObject => {
    const method = dice.pick(['POST', 'PUT', 'PATCH', 'DELETE', 'GET', 'post']);
    const posted = dice.pick(['/Users', '/Groups', '/Bulk', '/.search']);
    const path = method === 'POST' ? posted : `/${dice.pick(['Users', 'Groups'])}/${anyId(dice, world)}`;
    const data = method === 'PATCH' ? patchMessage(dice, world, path) : resource(dice, world);
    const bulkId = dice.pick(['a', 'b', 'c']);
    return { method, path, bulkId, data: dice.chance(0.3) ? { ...data, members: [reference()] } : data };
  };
  const Operations = dice.several(1, 4, entry);
  return { schemas: [bulkRequestUrn], failOnErrors: dice.pick([0, 1, 2, 9]), Operations };
}

export function searchMessage(dice: Dice, world: Landscape): JsonObject {
  return {
    schemas: [searchRequestUrn],
    filter: filter(dice, world),
    startIndex: dice.below(9),
    count: dice.below(9),
    ...(dice.chance(0.3) && { sortBy: hostileName(dice), sortOrder: 'descending' }),
    ...(dice.chance(0.3) && { attributes: dice.several(0, 3, () => hostileName(dice)) }),
    ...(dice.chance(0.1) && { cursor: world.cursors.at(0) ?? '' }),
  };
}
