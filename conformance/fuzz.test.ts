import { createHash } from 'node:crypto';
import { beforeAll, expect, inject, it } from 'vitest';
import { createTestCredential, createTestTenant } from '@/conformance/support/test-tenant';
import type { TestTenant } from '@/conformance/support/test-tenant';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import { registerExtension, registerExtensionSchema } from '@/lib/schemas/register-extension';
import { handleScim } from '@/lib/scim-http/handle-scim';
import type { ScimResponse } from '@/lib/scim-http/handle-scim';
import type { JsonObject } from '@/lib/scim/json';
import { coreGroupUrn, coreUserUrn, errorUrn } from '@/lib/scim/urns';
import { Dice } from '@/testing/dice';
import type { Landscape } from '@/testing/hostile-messages';
import { hostileRequest } from '@/testing/hostile-requests';
import type { HostileRequest } from '@/testing/hostile-requests';
import { staffExtension, teamType } from '@/testing/staff-extension';

/** FUZZ_SEED repeats a run, FUZZ_REQUESTS makes it longer. */
const seed = Number(process.env.FUZZ_SEED ?? 20_261_121);
const requests = Number(process.env.FUZZ_REQUESTS ?? ('url' in inject('database') ? 50_000 : 5_000));

/** Sent at once; identity providers send in parallel too. */
const batch = 40;

/** A batch takes a fraction of a second; this is for machines that do much else, and far below for ever. */
const hangMs = 60_000;

/** What another tenant's data have in every text, and no request has. */
const marker = 'Zq7xForeignMarker';

const served = [200, 201, 204, 304, 400, 403, 404, 405, 409, 412, 413, 415];

let own: TestTenant;
let foreign: TestTenant;
let tokens: string[];
let world: Landscape;

beforeAll(async () => {
  own = await createTestTenant();
  foreign = await createTestTenant();
  const strict = await createTestCredential(own.tenantId, { mode: 'STRICT', label: 'Strict' });
  tokens = [own.token, own.token, strict.token];
  await registerExtensions(own);
  const foreignIds = await fillForeign();
  world = {
    tenantId: own.tenantId,
    users: [],
    groups: [],
    cursors: [],
    foreignTenantId: foreign.tenantId,
    foreignIds,
  };
  for (let index = 0; index < 20; index += 1) {
    const { id } = await post(own.token, '/Users', { userName: `person${index}@acme.test`, active: true });
    world.users.push(String(id));
  }
  for (let index = 0; index < 8; index += 1) {
    const members = world.users.slice(index, 2 * index).map((value) => ({ value }));
    const { id } = await post(own.token, '/Groups', { displayName: `Team ${index}`, members });
    world.groups.push(String(id));
  }
});

const guarantee = `answers ${requests} generated requests without a fault, a hang or a leak (seed ${seed})`;

it(guarantee, async () => {
  const before = await fingerprint();
  for (let first = 0; first < requests; first += batch) {
    const sent = Array.from({ length: Math.min(batch, requests - first) }, (_, index) => {
      return hostileRequest(new Dice(seed + first + index), world);
    });
    const answers = Promise.all(sent.map((request, index) => send(request, first + index)));
    const responses = await withinLimit(answers, first);
    responses.forEach((response, index) => inspect(sent[index] as HostileRequest, response, first + index));
    await settleDeferredWrites();
  }
  expect(await fingerprint()).toBe(before);
  await readEverything();
}, requests * 30);

async function registerExtensions({ tenantId, ownerId }: TestTenant): Promise<void> {
  const actor = { tenantId, memberId: ownerId, name: 'Olga Owner', level: 'OWNER' as const };
  const schemas = [['User', staffExtension], ['Group', teamType.extensions[0]]] as const;
  for (const [resourceType, schema] of schemas) {
    const { id: urn, name, attributes } = schema ?? staffExtension;
    const definition = { urn, resourceType, name, attributes: attributes.map(plainAttribute) };
    const input = registerExtensionSchema.parse(definition);
    expect(await registerExtension(actor, input)).toMatchObject({ ok: true });
  }
}

function plainAttribute({ name, type, multiValued, caseExact }: (typeof staffExtension.attributes)[number]) {
  return { name, type, multiValued, caseExact: type === 'string' && caseExact };
}

/** @returns the ids of what the other tenant has, and nothing else of it */
async function fillForeign(): Promise<string[]> {
  const ids: string[] = [];
  const create = async (path: string, body: JsonObject) => {
    const answer = await post(foreign.token, path, body);
    ids.push(String(answer.id));
  };
  for (const index of [1, 2, 3]) {
    const name = `${marker}${index}`;
    const emails = [{ value: `${name}@globex.test`, type: 'work' }];
    const names = { userName: name, externalId: name, displayName: name, title: name };
    await create('/Users', { schemas: [coreUserUrn], ...names, emails });
  }
  for (const index of [1, 2]) {
    const members = ids.slice(0, 3).map((value) => ({ value }));
    const names = { displayName: `${marker}${index}`, externalId: marker };
    await create('/Groups', { schemas: [coreGroupUrn], ...names, members });
  }
  return ids;
}

async function post(token: string, path: string, message: JsonObject): Promise<JsonObject> {
  const request = { method: 'POST', path, query: '', headers: {}, body: JSON.stringify(message) };
  const { status, body } = await handle(request, token);
  expect(status, body ?? '').toBe(201);
  return JSON.parse(body ?? '') as JsonObject;
}

function send(request: HostileRequest, index: number): Promise<ScimResponse> {
  return handle(request, tokens[index % tokens.length] ?? '');
}

function handle({ body, headers, ...request }: HostileRequest, token: string): Promise<ScimResponse> {
  return handleScim({
    ...request,
    headers: { authorization: `Bearer ${token}`, ...headers },
    body: body === null ? null : inChunks(Buffer.from(body)),
    clientAddress: '127.0.0.1',
  });
}

async function* inChunks(bytes: Buffer): AsyncGenerator<Uint8Array> {
  const half = Math.ceil(bytes.length / 2);
  yield bytes.subarray(0, half);
  yield bytes.subarray(half);
}

async function withinLimit<T>(work: Promise<T>, first: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const fault = new Error(`No answer to a request from ${first} on (seed ${seed})`);
    timer = setTimeout(() => reject(fault), hangMs);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

function inspect(request: HostileRequest, response: ScimResponse, index: number): void {
  const shown = JSON.stringify(request).slice(0, 6_000);
  const told = `Request ${index} of seed ${seed}: ${shown}\n${response.status} ${response.body}`;
  const isMe = request.path.startsWith('/Me') && response.status === 501;
  if (!served.includes(response.status) && !isMe) throw new Error(told);
  if (response.status >= 500) expect(response.status, told).toBe(501);
  const answer = `${JSON.stringify(response.headers)}${response.body}`;
  if (answer.toLowerCase().includes(marker.toLowerCase())) throw new Error(`Another tenant's data. ${told}`);
  if (request.method === 'DELETE' && response.status === 204) forget(request.path);
  if (response.body === null) return;
  expect(response.headers['Content-Type'], told).toMatch(/^application\/(scim\+)?json; charset=utf-8$/);
  const body = JSON.parse(response.body) as JsonObject;
  if (response.status >= 400) {
    expect(body, told).toMatchObject({ schemas: [errorUrn], status: String(response.status) });
  }
  learn(request, response, body);
}

/** Later requests are about what earlier ones made. */
function learn({ method, path }: HostileRequest, { status }: ScimResponse, body: JsonObject): void {
  if (method === 'POST' && status === 201) {
    const ids = path.startsWith('/Groups') ? world.groups : world.users;
    ids.push(String(body.id));
    if (ids.length > 60) ids.shift();
  }
  if (typeof body.nextCursor === 'string') world.cursors = [body.nextCursor, ...world.cursors].slice(0, 10);
}

function forget(path: string): void {
  world.users = world.users.filter((id) => !path.endsWith(id));
  world.groups = world.groups.filter((id) => !path.endsWith(id));
}

/** Of everything the other tenant has, but for what authenticating notes down. */
async function fingerprint(): Promise<string> {
  const { tenantId } = foreign;
  const scim = ['ScimUser', 'ScimUserEmail', 'ScimGroup', 'ScimGroupMember', 'ScimTally'] as const;
  const own = ['SchemaExtension', 'UnregisteredAttribute', 'Member', 'MemberRole', 'IdentityEvent'] as const;
  const tables = [...scim, ...own] as const;
  const of = (table: (typeof tables)[number]) =>
    db().selectFrom(table).selectAll().where('tenantId', '=', tenantId).execute();
  const rows = await Promise.all(tables.map(of));
  const texts = rows.map((table) => table.map((row) => JSON.stringify(row)).sort());
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex');
}

/** Whatever was stored can be read, by id and in a list, and is within its schema. */
async function readEverything(): Promise<void> {
  for (const [path, table] of [['/Users', 'ScimUser'], ['/Groups', 'ScimGroup']] as const) {
    const stored = await db().selectFrom(table).select('id').where('tenantId', '=', own.tenantId).execute();
    let listed = 0;
    for (let startIndex = 1; startIndex <= stored.length; startIndex += 500) {
      const page = await read(path, `startIndex=${startIndex}&count=500`);
      listed += (page.Resources as JsonObject[]).length;
      expect(page.totalResults).toBe(stored.length);
    }
    expect(listed).toBe(stored.length);
    for (const { id } of stored) expect((await read(`${path}/${id}`, '')).id).toBe(id);
    const filtered = await read(path, `count=0&filter=${encodeURIComponent('meta.created pr')}`);
    expect(filtered.totalResults).toBe(stored.length);
  }
}

async function read(path: string, query: string): Promise<JsonObject> {
  const { status, body } = await handle({ method: 'GET', path, query, headers: {}, body: null }, own.token);
  expect(status, `${path} ${body}`).toBe(200);
  return JSON.parse(body ?? '{}') as JsonObject;
}
