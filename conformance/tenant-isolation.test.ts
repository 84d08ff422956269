import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { adapters } from '@/conformance/support/adapters';
import type { Adapter } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import type { ClientRequest, Send } from '@/conformance/support/client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { withVariables } from '@/conformance/support/transcript';
import { db } from '@/lib/db/kysely';
import type { JsonObject } from '@/lib/scim/json';

/** Requests with the token of one tenant that name, as ${…}, what another tenant has. */
const cases = z
  .array(
    z.strictObject({
      title: z.string(),
      method: z.string(),
      path: z.string(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.json().optional(),
    }),
  )
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'isolation-cases.json'), 'utf8')));

/** What the other tenant has, or names of the same form that nobody has. */
type Names = Record<
  | 'tenant'
  | 'user'
  | 'group'
  | 'role'
  | 'userName'
  | 'externalId'
  | 'displayName'
  | 'groupName'
  | 'roleName'
  | 'cursor'
  | 'roleCursor',
  string
>;

interface Asker {
  tenantId: string;
  send: Send;
  /** Their one person, and the group that person is in. */
  own: string;
  team: string;
}

/** RFC 7644 §6: what another tenant has is answered exactly as what nobody has. */
describe.each(adapters)('through %s', (_name, open) => {
  let adapter: Adapter;
  let sendForeign: Send;
  let foreign: Names;
  let nobodys: Names;
  let before: unknown;
  let asker: Asker | null = null;

  beforeAll(async () => {
    adapter = await open();
    const { tenantId, token } = await createTestTenant();
    sendForeign = withToken(adapter.send, token);
    foreign = await fill(tenantId);
    nobodys = {
      tenant: 'no-such-tenant',
      user: '01900000-0000-7000-8000-000000000000',
      group: '01900000-0000-7000-8000-000000000001',
      role: 'nobodys-role',
      userName: 'nobody@globex.test',
      externalId: 'nobodys-key',
      displayName: 'Nobody Nowhere',
      groupName: 'Nobodys Group',
      roleName: 'Nobodys Role',
      cursor: [...foreign.cursor].reverse().join(''),
      roleCursor: [...foreign.roleCursor].reverse().join(''),
    };
    before = await everythingForeign();
  });
  afterAll(() => adapter.close());

  it.each(cases)('$title is answered as if it were nobody’s', async (request) => {
    const [theirs, nobody] = [await answerTo(request, foreign), await answerTo(request, nobodys)];
    expect(theirs).toEqual(nobody);
    expect(theirs.status).toBeLessThan(500 + (request.path.endsWith('/Me') ? 2 : 0));
  });

  it.each(['/Users?count=1&cursor=${cursor}', '/Roles?count=1&cursor=${roleCursor}'])(
    'a cursor of another tenant is refused as one that was made up: %s',
    async (path) => {
      const { status, text } = await answerTo({ method: 'GET', path }, foreign);
      expect([status, text]).toEqual([400, expect.stringContaining('"scimType":"invalidCursor"')]);
    },
  );

  it('and after all of it the other tenant is as it was', async () => {
    expect(await everythingForeign()).toEqual(before);
  });

  async function fill(tenant: string): Promise<Names> {
    const [userName, externalId] = ['eva@globex.test', 'evas-key'];
    const [displayName, groupName] = ['Eva Globex', 'Globex Board'];
    const emails = [{ value: userName, type: 'work', primary: true }];
    const user = await create(sendForeign, '/Users', { userName, externalId, displayName, emails });
    await create(sendForeign, '/Users', { userName: 'second@globex.test' });
    const members = [{ value: user }];
    const group = await create(sendForeign, '/Groups', { displayName: groupName, externalId, members });
    const [role, roleName] = ['globex-auditor', 'Globex Auditor'];
    const words = { key: role, name: roleName, level: 'VIEWER' as const };
    await db().insertInto('Role').values({ tenantId: tenant, ...words }).execute();
    const [cursor, roleCursor] = [await cursorAt('/Users'), await cursorAt('/Roles')];
    const names = { userName, externalId, displayName, groupName, roleName };
    return { tenant, user, group, role, ...names, cursor, roleCursor };
  }

  /** The cursor of the second page, which the other tenant can use. */
  async function cursorAt(path: string): Promise<string> {
    const page = await sendForeign({ method: 'GET', path: `${path}?count=1&cursor=` });
    const cursor = String(page.json?.nextCursor);
    expect((await sendForeign({ method: 'GET', path: `${path}?count=1&cursor=${cursor}` })).status).toBe(200);
    return cursor;
  }

  async function everythingForeign(): Promise<unknown> {
    const users = await sendForeign({ method: 'GET', path: '/Users' });
    const groups = await sendForeign({ method: 'GET', path: '/Groups' });
    const roles = await sendForeign({ method: 'GET', path: '/Roles' });
    return [users.json, groups.json, roles.json];
  }

  /** A tenant that has nothing but one person in one group. */
  async function newAsker(): Promise<Asker> {
    const { tenantId, token } = await createTestTenant();
    const send = withToken(adapter.send, token);
    const own = await create(send, '/Users', { userName: 'own@acme.test' });
    const team = await create(send, '/Groups', { displayName: 'Team', members: [{ value: own }] });
    return { tenantId, send, own, team };
  }

  /** Asks as such a tenant; whoever has changed anything of theirs is not asked again. */
  async function answerTo(request: ClientRequest, names: Names): Promise<{ status: number; text: string }> {
    const { tenantId, send, own, team } = (asker ??= await newAsker());
    const named = withVariables(request, new Map(Object.entries({ ...names, own, team })));
    const { status, text, headers } = await send(named);
    if (status < 300 && !isSafe(request)) asker = null;
    const whole = [...lasting(headers).map(String), text].join('\n');
    return { status, text: withoutNames(whole, [...Object.values(names), tenantId]) };
  }
});

/** Whether a request only asks. */
function isSafe({ method, path }: ClientRequest): boolean {
  return ['GET', 'HEAD', 'OPTIONS'].includes(method) || path.endsWith('/.search');
}

async function create(send: Send, path: string, body: JsonObject): Promise<string> {
  const { status, text, json } = await send({ method: 'POST', path, body });
  expect(status, text).toBe(201);
  return String(json?.id);
}

/** Without what was sent, and without what every resource and moment has of its own. */
function withoutNames(text: string, names: string[]): string {
  const named = names.reduce((rest, name) => rest.replaceAll(name, '<sent>'), text);
  return named
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    // The version of a role is the moment of its last change.
    .replaceAll(/(?<=W\/\\?")\d{13}/g, '<time>');
}

function lasting(headers: Headers): [string, string][] {
  const changing = ['x-request-id', 'date', 'connection', 'keep-alive', 'content-length'];
  return [...headers].filter(([name]) => !changing.includes(name));
}
