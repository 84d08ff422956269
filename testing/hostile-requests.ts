import type { JsonObject, JsonValue } from '@/lib/scim/json';
import { bulkRequestUrn, coreGroupUrn, coreUserUrn, enterpriseUserUrn, patchOpUrn, searchRequestUrn } from '@/lib/scim/urns';
import { Dice } from '@/testing/dice';
import { hostileJson, hostileNames, hostileTexts, hostileValue, mutated } from '@/testing/hostile-values';
import { printFilter, userFilter } from '@/testing/scim-arbitraries';
import { staffUrn, teamUrn } from '@/testing/staff-extension';
import fc from 'fast-check';

/** What a client could know: its own resources, and, by bad luck, the ids of another tenant. */
export interface Landscape {
  tenantId: string;
  users: string[];
  groups: string[];
  cursors: string[];
  foreignTenantId: string;
  foreignIds: string[];
}

/** A request as an adapter hands it over, with its body as text. */
export interface HostileRequest {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body: string | null;
}

const filters = fc.sample(userFilter, { seed: 7, numRuns: 400 }).map(printFilter);
const operators = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le', 'pr', 'EQ', 'like', 'in', ''];
const unknownId = '01900000-0000-7000-8000-000000000000';

export function hostileRequest(dice: Dice, world: Landscape): HostileRequest {
  const roll = dice.fraction();
  if (roll < 0.3) return withBody(dice, world, 'PATCH', resourcePath(dice, world), patchMessage(dice, world));
  if (roll < 0.4) return withBody(dice, world, 'PUT', resourcePath(dice, world), resource(dice, world));
  if (roll < 0.5) return withBody(dice, world, 'POST', dice.pick(['/Users', '/Users', '/Groups']), resource(dice, world));
  if (roll < 0.55) return withBody(dice, world, 'POST', '/Bulk', bulkMessage(dice, world));
  if (roll < 0.65) return withBody(dice, world, 'POST', searchPath(dice), searchMessage(dice, world));
  if (roll < 0.9) return plain(dice, world, 'GET', dice.chance(0.6) ? listPath(dice) : resourcePath(dice, world));
  if (roll < 0.93) return plain(dice, world, 'DELETE', resourcePath(dice, world));
  return anything(dice, world);
}

function anything(dice: Dice, world: Landscape): HostileRequest {
  const method = dice.pick(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'get', 'PROPFIND', '']);
  const path = dice.pick([
    '', '/', '//', '/Me', '/Me/x', '/Bulk', '/Bulk/x', '/.search', '/Users/.search', '/Groups/.search', '/Users/', '/users',
    '/Users/%00', '/Users/%', '/Users/%E0%A4%A', '/Users/..', '/Users/../Groups', '/Users/a/b/c', '/nowhere', '/__proto__',
    '/constructor/x', '/Schemas', `/Schemas/${coreUserUrn}`, `/Schemas/${encodeURIComponent(staffUrn.toUpperCase())}`,
    '/Schemas/__proto__', '/ResourceTypes', '/ResourceTypes/User', '/ResourceTypes/toString', '/ServiceProviderConfig',
    `/${world.tenantId}`, `/${world.tenantId}/Users`, `/${world.foreignTenantId}`, `/${world.foreignTenantId}/Users`,
    `/${world.foreignTenantId}/Groups/${dice.pick(world.foreignIds)}`, `/${'x'.repeat(3_000)}/Users`, 'nothing', '/\ud800',
  ]);
  const request = plain(dice, world, method, path);
  return dice.chance(0.5) ? { ...request, body: hostileJson(dice, hostileValue(dice)) } : request;
}

function plain(dice: Dice, world: Landscape, method: string, path: string): HostileRequest {
  return { method, path, query: query(dice, world), headers: headers(dice), body: null };
}

function withBody(dice: Dice, world: Landscape, method: string, path: string, message: JsonValue): HostileRequest {
  let sent = message;
  for (let times = dice.pick([0, 1, 1, 1, 2, 4]); times > 0; times -= 1) sent = mutated(dice, sent);
  return {
    method,
    path,
    query: dice.chance(0.15) ? query(dice, world) : '',
    headers: headers(dice),
    body: hostileJson(dice, sent),
  };
}

function listPath(dice: Dice): string {
  return dice.pick(['/Users', '/Users', '/Groups', '', '/Users/', '/Schemas', '/ResourceTypes']);
}

function searchPath(dice: Dice): string {
  return dice.pick(['/.search', '/Users/.search', '/Groups/.search']);
}

function resourcePath(dice: Dice, world: Landscape): string {
  const id = anyId(dice, world);
  const type = world.groups.includes(id) ? 'Groups' : 'Users';
  return `/${dice.chance(0.95) ? type : 'Groups'}/${dice.chance(0.98) ? inUrl(id) : id}`;
}

/** Half a surrogate pair has no percent-encoding; UTF-8 makes a replacement character of it. */
function inUrl(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

function anyId(dice: Dice, world: Landscape): string {
  const roll = dice.fraction();
  if (roll < 0.5 && world.users.length > 0) return dice.pick(world.users);
  if (roll < 0.85 && world.groups.length > 0) return dice.pick(world.groups);
  if (roll < 0.92) return dice.pick(world.foreignIds);
  return dice.pick([unknownId, dice.pick(hostileTexts) || 'x', dice.pick(hostileNames) || 'x']);
}

function query(dice: Dice, world: Landscape): string {
  const parts = dice.several(0, 3, () => parameter(dice, world));
  return parts.join('&');
}

function parameter(dice: Dice, world: Landscape): string {
  const encoded = (text: string) => (dice.chance(0.97) ? inUrl(text) : text.replaceAll('"', '%22'));
  const number = () => dice.pick(['0', '1', '2', '5', '-1', '1.5', 'x', '', '999999999999999999999', '1e3', ' 3 ', '+4', '%00']);
  switch (dice.below(9)) {
    case 0:
    case 1:
    case 2:
      return `filter=${encoded(filter(dice, world))}`;
    case 3:
      return `sortBy=${encoded(dice.pick(hostileNames))}&sortOrder=${dice.pick(['ascending', 'descending', 'DESCENDING', 'x', ''])}`;
    case 4:
      return `startIndex=${number()}&count=${number()}`;
    case 5:
      return `cursor=${dice.chance(0.6) ? (world.cursors.at(dice.below(world.cursors.length)) ?? '') : encoded(dice.pick(hostileTexts))}`;
    case 6:
      return `attributes=${encoded(dice.several(1, 3, () => dice.pick(hostileNames)).join(','))}`;
    case 7:
      return `excludedAttributes=${encoded(dice.several(1, 3, () => dice.pick(hostileNames)).join(','))}`;
    default:
      return dice.pick(['%', '%zz=1', '%ff=%fe', '=', '&&', '__proto__=1', 'filter', 'filter=', `x=${'y'.repeat(20_000)}`]);
  }
}

function filter(dice: Dice, world: Landscape): string {
  const term = () => `${dice.pick(hostileNames)} ${dice.pick(operators)} ${literal(dice, world)}`;
  switch (dice.below(7)) {
    case 0:
    case 1:
      return dice.pick(filters);
    case 2:
      return term();
    case 3:
      return dice.several(2, 4, term).join(dice.pick([' and ', ' or ', ' not ']));
    case 4:
      return `${dice.pick(['emails', 'members', 'groups', 'roles', 'meta', 'name', staffUrn])}[${term()}]${dice.pick(['', '.value', '.x'])}`;
    case 5:
      return dice.pick([
        '('.repeat(500), `${'('.repeat(60)}id pr${')'.repeat(60)}`, `not ${'not '.repeat(300)}(id pr)`,
        Array(60).fill('id pr').join(' or '), `id eq "${'x'.repeat(5_000)}"`, 'emails['.repeat(100), 'id eq "\\ud800"',
        'id eq "\\u0000"', 'meta.created gt "2026-13-45"', 'meta.created gt "99999-01-01T00:00:00Z"', 'id eq 1e999',
        `${staffUrn}:grade eq 1e400`, `${staffUrn}:grade gt ${'9'.repeat(400)}`, `${staffUrn}:rate eq -0`, '"', ')', 'id', '',
      ]);
    default: {
      const text = dice.pick(filters);
      const at = dice.below(text.length);
      return `${text.slice(0, at)}${dice.pick(['(', ')', '[', ']', '"', '\\', ' ', '\0', 'not'])}${text.slice(at + dice.below(3))}`;
    }
  }
}

function literal(dice: Dice, world: Landscape): string {
  if (dice.chance(0.3)) return dice.pick(['true', 'false', 'null', '1', '-1.5', '1e999', 'bare', '01', '""', '[]', '{}']);
  return JSON.stringify(dice.chance(0.3) ? anyId(dice, world) : dice.pick(hostileTexts));
}

function headers(dice: Dice): Record<string, string> {
  const text = () => dice.pick(['*', 'W/"1"', '"1"', 'W/"1", W/"2"', 'W/', '', '"', ','.repeat(2_000), 'x'.repeat(8_000), 'W/"1e9"']);
  return {
    ...(dice.chance(0.03) && { 'if-match': text() }),
    ...(dice.chance(0.03) && { 'if-none-match': text() }),
    ...(dice.chance(0.05) && { accept: dice.pick(['application/json', 'text/html', ',,,;;', '*/*;q=0', 'x'.repeat(5_000)]) }),
    ...(dice.chance(0.05) && {
      'content-type': dice.pick(['application/json', 'text/plain', 'application/scim+json; charset=utf-16', '', ';;;', 'é']),
    }),
    ...(dice.chance(0.02) && { 'content-encoding': dice.pick(['gzip', 'identity', 'br, gzip']) }),
    ...(dice.chance(0.02) && { 'content-length': dice.pick(['99999999999', '-1', 'x', '1']) }),
    ...(dice.chance(0.05) && { 'user-agent': dice.pick(['Okta SCIM Client 1.0.0', '\0', 'x'.repeat(5_000), '']) }),
  };
}

function name(dice: Dice): string {
  return dice.pick(['ana', 'bo', 'çelik', 'dee', 'EVE', 'finance', 'sales']) + String(dice.below(400));
}

function user(dice: Dice, world: Landscape): JsonObject {
  return {
    schemas: [coreUserUrn, enterpriseUserUrn, staffUrn],
    userName: `${name(dice)}@acme.test`,
    name: { givenName: name(dice), familyName: 'Ruiz' },
    emails: [{ value: `${name(dice)}@acme.test`, type: 'work', primary: true }, { value: 'x@home.test', type: 'home' }],
    active: dice.chance(0.8),
    externalId: name(dice),
    roles: [{ value: dice.pick(['admin', 'member', 'viewer', 'nobody']), primary: true }],
    [enterpriseUserUrn]: { department: 'Sales', manager: { value: anyId(dice, world) } },
    [staffUrn]: { grade: dice.below(9), tags: ['red', name(dice)], onSite: true, hiredAt: '2026-11-21T10:00:00Z', floors: [1] },
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
  return dice.several(0, 3, () => ({ value: anyId(dice, world), ...(dice.chance(0.3) && { type: dice.pick(['User', 'Group', 'x']) }) }));
}

function resource(dice: Dice, world: Landscape): JsonObject {
  return dice.chance(0.6) ? user(dice, world) : group(dice, world);
}

function patchMessage(dice: Dice, world: Landscape): JsonObject {
  return { schemas: [patchOpUrn], Operations: dice.several(1, 3, () => operation(dice, world)) };
}

function operation(dice: Dice, world: Landscape): JsonObject {
  const op = dice.pick(['add', 'replace', 'remove', 'Add', 'Replace', 'Remove', 'move']);
  switch (dice.below(6)) {
    case 0:
      return { op, path: 'members', value: members(dice, world) };
    case 1:
      return { op, path: `members[value eq "${anyId(dice, world).replaceAll(/["\\]/g, '')}"]` };
    case 2:
      return { op, value: dice.chance(0.5) ? { [dice.pick(hostileNames)]: hostileValue(dice) } : resource(dice, world) };
    case 3:
      return { op, path: `${dice.pick(['emails', 'roles', 'addresses', 'members'])}[${filter(dice, world)}]${dice.pick(['', '.value', '.type'])}`, value: hostileValue(dice) };
    case 4:
      return { op, path: dice.pick(['displayName', 'active', 'title', 'userName', 'name.givenName']), value: dice.pick([name(dice), 'True', true]) };
    default:
      return { op, path: dice.pick(hostileNames), value: hostileValue(dice) };
  }
}

function bulkMessage(dice: Dice, world: Landscape): JsonObject {
  const reference = () => ({ value: `bulkId:${dice.pick(['a', 'b', 'c', 'x', '__proto__'])}` });
  const entry = (): JsonObject => {
    const method = dice.pick(['POST', 'PUT', 'PATCH', 'DELETE', 'GET', 'post']);
    const path = method === 'POST' ? dice.pick(['/Users', '/Groups', '/Bulk', '/.search']) : resourcePath(dice, world);
    const data = method === 'PATCH' ? patchMessage(dice, world) : resource(dice, world);
    return { method, path, bulkId: dice.pick(['a', 'b', 'c']), data: dice.chance(0.3) ? { ...data, members: [reference()] } : data };
  };
  return { schemas: [bulkRequestUrn], failOnErrors: dice.pick([0, 1, 2, 9]), Operations: dice.several(1, 4, entry) };
}

function searchMessage(dice: Dice, world: Landscape): JsonObject {
  return {
    schemas: [searchRequestUrn],
    filter: filter(dice, world),
    startIndex: dice.below(9),
    count: dice.below(9),
    ...(dice.chance(0.3) && { sortBy: dice.pick(hostileNames), sortOrder: 'descending' }),
    ...(dice.chance(0.3) && { attributes: dice.several(0, 3, () => dice.pick(hostileNames)) }),
    ...(dice.chance(0.1) && { cursor: world.cursors.at(0) ?? '' }),
  };
}
