import type { JsonValue } from '@/lib/scim/json';
import { coreUserUrn } from '@/lib/scim/urns';
import type { Dice } from '@/testing/dice';
import {
  anyId, bulkMessage, filter, patchMessage, resource, searchMessage, type Landscape,
} from '@/testing/hostile-messages';
import { hostileJson, hostileName, hostileText, hostileValue, mutated } from '@/testing/hostile-values';
import { staffUrn } from '@/testing/staff-extension';

/** A request as an adapter hands it over, with its body as text. */
export interface HostileRequest {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body: string | null;
}

const methods = [
  'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'get', 'PROPFIND', '',
];
const numbers = [
  '0', '1', '2', '5', '-1', '1.5', 'x', '', '999999999999999999999', '1e3', ' 3 ', '+4', '%00',
];
const tags = [
  '*', 'W/"1"', '"1"', 'W/"1", W/"2"', 'W/', '', '"', ','.repeat(2_000), 'x'.repeat(8_000), 'W/"1e9"',
];
const accepted = ['application/json', 'text/html', ',,,;;', '*/*;q=0', 'x'.repeat(5_000)];
const contentTypes = [
  'application/json', 'text/plain', 'application/scim+json; charset=utf-16', '', ';;;', 'é',
];
const userAgents = ['Okta SCIM Client 1.0.0', '\0', 'x'.repeat(5_000)];
const oddParameters = [
  '%', '%zz=1', '%ff=%fe', '=', '&&', '__proto__=1', 'filter', 'filter=', `x=${'y'.repeat(20_000)}`,
];

/** One request, of any kind, from the throws of `dice`. */
export function hostileRequest(dice: Dice, world: Landscape): HostileRequest {
  const roll = dice.fraction();
  if (roll < 0.3) {
    const path = resourcePath(dice, world);
    return withBody(dice, world, 'PATCH', path, patchMessage(dice, world, path));
  }
  if (roll < 0.4) return withBody(dice, world, 'PUT', resourcePath(dice, world), resource(dice, world));
  if (roll < 0.5) {
    return withBody(dice, world, 'POST', dice.pick(['/Users', '/Users', '/Groups']), resource(dice, world));
  }
  if (roll < 0.55) return withBody(dice, world, 'POST', '/Bulk', bulkMessage(dice, world));
  if (roll < 0.65) return withBody(dice, world, 'POST', searchPath(dice), searchMessage(dice, world));
  if (roll < 0.8) return shortened(dice, plain(dice, world, 'GET', listPath(dice)));
  if (roll < 0.9) return plain(dice, world, 'GET', resourcePath(dice, world));
  if (roll < 0.93) return plain(dice, world, 'DELETE', resourcePath(dice, world));
  return anything(dice, world);
}

function anything(dice: Dice, world: Landscape): HostileRequest {
  const path = dice.pick([
    '', '/', '//', '/Me', '/Me/x', '/Bulk', '/Bulk/x', '/.search', '/Users/.search', '/Groups/.search',
    '/Roles/.search', '/Roles/admin', '/Roles/ADMIN', '/Roles/__proto__', '/Roles/%00',
    '/Users/', '/users', '/Users/%00', '/Users/%', '/Users/%E0%A4%A', '/Users/..', '/Users/../Groups',
    '/Users/a/b/c', '/nowhere', '/__proto__', '/constructor/x', '/Schemas', `/Schemas/${coreUserUrn}`,
    `/Schemas/${encodeURIComponent(staffUrn.toUpperCase())}`, '/Schemas/__proto__', '/ResourceTypes',
    '/ResourceTypes/User', '/ResourceTypes/toString', '/ServiceProviderConfig', `/${world.tenantId}`,
    `/${world.tenantId}/Users`, `/${world.foreignTenantId}`, `/${world.foreignTenantId}/Users`,
    `/${world.foreignTenantId}/Groups/${dice.pick(world.foreignIds)}`, `/${'x'.repeat(3_000)}/Users`,
    'nothing', '/\ud800',
  ]);
  const request = plain(dice, world, dice.pick(methods), path);
  return dice.chance(0.5) ? { ...request, body: hostileJson(dice, hostileValue(dice)) } : request;
}

/** Whole pages are read by other tests; here they would take most of the time. */
function shortened(dice: Dice, request: HostileRequest): HostileRequest {
  if (request.query.includes('count=') || dice.chance(0.1)) return request;
  return { ...request, query: `${request.query}&count=${dice.below(4)}` };
}

function plain(dice: Dice, world: Landscape, method: string, path: string): HostileRequest {
  return { method, path, query: query(dice, world), headers: headers(dice), body: null };
}

function withBody(
  dice: Dice,
  world: Landscape,
  method: string,
  path: string,
  message: JsonValue,
): HostileRequest {
  let sent = message;
  for (let times = dice.pick([0, 0, 0, 1, 1, 2]); times > 0; times -= 1) sent = mutated(dice, sent);
  return {
    method,
    path,
    query: dice.chance(0.15) ? query(dice, world) : '',
    headers: headers(dice),
    body: hostileJson(dice, sent),
  };
}

function listPath(dice: Dice): string {
  return dice.pick(['/Users', '/Users', '/Groups', '/Roles', '', '/Users/', '/Schemas', '/ResourceTypes']);
}

function searchPath(dice: Dice): string {
  return dice.pick(['/.search', '/Users/.search', '/Groups/.search', '/Roles/.search']);
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

function query(dice: Dice, world: Landscape): string {
  const parts = dice.several(0, 2, () => parameter(dice, world));
  return parts.join('&');
}

function parameter(dice: Dice, world: Landscape): string {
  const encoded = (text: string) => (dice.chance(0.97) ? inUrl(text) : text.replaceAll('"', '%22'));
  const names = () => encoded(dice.several(1, 3, () => hostileName(dice)).join(','));
  const cursor = () => (dice.chance(0.6) ? dice.pick(['', ...world.cursors]) : encoded(hostileText(dice)));
  const order = () => dice.pick(['ascending', 'descending', 'DESCENDING', 'x', '']);
  switch (dice.below(9)) {
    case 0:
    case 1:
    case 2:
      return `filter=${encoded(filter(dice, world))}`;
    case 3:
      return `sortBy=${encoded(hostileName(dice))}&sortOrder=${order()}`;
    case 4:
      return `startIndex=${dice.pick(numbers)}&count=${dice.pick(numbers)}`;
    case 5:
      return `cursor=${cursor()}`;
    case 6:
      return `attributes=${names()}`;
    case 7:
      return `excludedAttributes=${names()}`;
    default:
      return dice.pick(oddParameters);
  }
}

function headers(dice: Dice): Record<string, string> {
  return {
    ...(dice.chance(0.03) && { 'if-match': dice.pick(tags) }),
    ...(dice.chance(0.03) && { 'if-none-match': dice.pick(tags) }),
    ...(dice.chance(0.05) && { accept: dice.pick(accepted) }),
    ...(dice.chance(0.03) && { 'content-type': dice.pick(contentTypes) }),
    ...(dice.chance(0.02) && { 'content-encoding': dice.pick(['gzip', 'identity', 'br, gzip']) }),
    ...(dice.chance(0.02) && { 'content-length': dice.pick(['99999999999', '-1', 'x', '1']) }),
    ...(dice.chance(0.05) && { 'user-agent': dice.pick(userAgents) }),
  };
}
