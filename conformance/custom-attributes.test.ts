import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countStatements } from '@/conformance/support/count-statements';
import { adapters, withToken } from '@/conformance/support/scim-client';
import type { Adapter, ClientResponse, Send } from '@/conformance/support/scim-client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import { operator } from '@/lib/roles/permission';
import { addAttribute, addAttributeSchema } from '@/lib/schemas/add-attribute';
import { listUnregistered } from '@/lib/schemas/list-unregistered';
import { registerExtension, registerExtensionSchema } from '@/lib/schemas/register-extension';
import { registerUnregistered, registerUnregisteredSchema } from '@/lib/schemas/register-unregistered';
import { removeAttribute } from '@/lib/schemas/remove-attribute';
import { removeExtension } from '@/lib/schemas/remove-extension';
import type { JsonObject } from '@/lib/scim/json';
import { coreUserUrn, enterpriseUserUrn, patchOpUrn } from '@/lib/scim/urns';

const staff = 'urn:acme:scim:staff:1.0:User';
const crew = 'urn:acme:scim:crew:1.0:Group';

const staffDefinition = {
  urn: staff,
  resourceType: 'User',
  name: 'Staff',
  description: 'What Acme keeps of its people',
  attributes: [
    { name: 'team', type: 'string', description: 'Where somebody works.' },
    { name: 'badge', type: 'string', caseExact: true },
    { name: 'onSite', type: 'boolean' },
    { name: 'grade', type: 'integer' },
    { name: 'rate', type: 'decimal' },
    { name: 'hiredAt', type: 'dateTime' },
    { name: 'handbook', type: 'reference' },
    { name: 'floors', type: 'integer', multiValued: true },
    { name: 'tags', type: 'string', multiValued: true },
  ],
};

/** Attributes that a tenant registered behave like any other, for that tenant alone. */
describe.each(adapters)('custom attributes through %s', (_name, open) => {
  let adapter: Adapter;
  let send: Send;
  let tenantId: string;

  beforeAll(async () => {
    adapter = await open();
  });
  afterAll(() => adapter.close());
  beforeEach(async () => {
    const tenant = await createTestTenant();
    tenantId = tenant.tenantId;
    send = withToken(adapter.send, tenant.token);
  });

  async function register(definition: object = staffDefinition): Promise<void> {
    expect(await registerExtension(operator(tenantId), registerExtensionSchema.parse(definition))).toMatchObject({
      ok: true,
    });
  }

  function get(path: string, query: Record<string, string> = {}): Promise<ClientResponse> {
    const pairs = new URLSearchParams(query).toString();
    return send({ method: 'GET', path: pairs ? `${path}?${pairs}` : path });
  }

  async function create(userName: string, attributes: object = {}): Promise<JsonObject> {
    const { status, json } = await send({ method: 'POST', path: '/Users', body: { userName, ...attributes } });
    expect(status).toBe(201);
    return json as JsonObject;
  }

  function patch(id: unknown, ...Operations: object[]): Promise<ClientResponse> {
    const body = { schemas: [patchOpUrn], Operations };
    return send({ method: 'PATCH', path: `/Users/${String(id)}`, body });
  }

  async function found(filter: string, query: Record<string, string> = {}): Promise<unknown[]> {
    const { status, json } = await get('/Users', { filter, ...query });
    expect([status, json?.detail]).toEqual([200, undefined]);
    return (json?.Resources as JsonObject[]).map(({ userName }) => userName);
  }

  describe('discovery', () => {
    it('publishes them to their tenant, and to no other', async () => {
      await register();
      const other = withToken(adapter.send, (await createTestTenant()).token);
      const schemas = (response: ClientResponse) => (response.json?.Resources as JsonObject[]).map(({ id }) => id);
      expect(schemas(await get('/Schemas'))).toContain(staff);
      expect(schemas(await other({ method: 'GET', path: '/Schemas' }))).not.toContain(staff);

      const { json: type } = await get('/ResourceTypes/User');
      expect(type?.schemaExtensions).toEqual([
        { schema: enterpriseUserUrn, required: false },
        { schema: staff, required: false },
      ]);
      expect((await get('/ResourceTypes/Group')).text).not.toContain(staff);
      expect((await other({ method: 'GET', path: '/ResourceTypes' })).text).not.toContain(staff);

      for (const id of [staff, staff.toUpperCase(), encodeURIComponent(staff)]) {
        const { status, json } = await get(`/Schemas/${id}`);
        expect([status, json?.id, json?.name]).toEqual([200, staff, 'Staff']);
        expect(json?.attributes).toContainEqual({
          name: 'team',
          type: 'string',
          multiValued: false,
          description: 'Where somebody works.',
          required: false,
          caseExact: false,
          mutability: 'readWrite',
          returned: 'default',
          uniqueness: 'none',
        });
      }
      expect((await other({ method: 'GET', path: `/Schemas/${staff}` })).status).toBe(404);
    });

    it('follows every change at the next request', async () => {
      await register();
      const names = async () => {
        const { json } = await get(`/Schemas/${staff}`);
        return (json?.attributes as JsonObject[] | undefined)?.map(({ name }) => name).slice(-2);
      };
      expect(await names()).toEqual(['floors', 'tags']);
      await addAttribute(operator(tenantId), addAttributeSchema.parse({ urn: staff, name: 'desk', type: 'string' }));
      expect(await names()).toEqual(['tags', 'desk']);
      await removeAttribute(operator(tenantId), { urn: staff, name: 'tags' });
      expect(await names()).toEqual(['floors', 'desk']);
      await removeExtension(operator(tenantId), { urn: staff });
      expect(await names()).toBeUndefined();
    });
  });

  describe('writing', () => {
    const values = { team: 'Finance', onSite: true, grade: 7, floors: [1, 2] };

    it('POST stores them, whether or not `schemas` names the URN, in canonical spelling', async () => {
      await register();
      const created = await create('ana@acme.test', {
        schemas: [coreUserUrn],
        [staff.toUpperCase()]: { TEAM: 'Finance', onsite: 'True', grade: 7, floors: 1 },
      });
      const expected = { schemas: [coreUserUrn, staff], [staff]: { ...values, floors: [1] } };
      expect(created).toMatchObject(expected);
      expect((await get(`/Users/${String(created.id)}`)).json).toMatchObject(expected);
    });

    it.each<[what: string, attributes: object]>([
      ['a text for a whole number', { grade: 'high' }],
      ['a fraction for a whole number', { grade: 1.5 }],
      ['something else for a time', { hiredAt: 'yesterday' }],
      ['an object for a text', { team: { value: 'x' } }],
      ['two values for one', { team: ['a', 'b'] }],
    ])('POST refuses %s', async (_what, attributes) => {
      await register();
      const body = { userName: 'ana@acme.test', [staff]: attributes };
      const { status, json } = await send({ method: 'POST', path: '/Users', body });
      expect([status, json?.scimType]).toEqual([400, 'invalidValue']);
      expect(json?.detail).toContain(`${staff}:${Object.keys(attributes)[0]}`);
    });

    it('PUT replaces them as a whole, keeps them when the URN is absent, and clears them when it is null', async () => {
      await register();
      const { id } = await create('ana@acme.test', { [staff]: values });
      const put = async (attributes: object) => {
        const body = { userName: 'ana@acme.test', ...attributes };
        const { status, json } = await send({ method: 'PUT', path: `/Users/${String(id)}`, body });
        expect(status).toBe(200);
        return json;
      };
      expect((await put({ [staff]: { team: 'Sales', floors: [3] } }))?.[staff]).toEqual({ team: 'Sales', floors: [3] });
      expect((await put({ title: 'Engineer' }))?.[staff]).toEqual({ team: 'Sales', floors: [3] });
      const cleared = await put({ [staff]: null });
      expect(cleared).not.toHaveProperty([staff]);
      expect(cleared?.schemas).toEqual([coreUserUrn]);
    });

    it.each<[what: string, operations: object[], after: object | undefined]>([
      ['a path', [{ op: 'replace', path: `${staff}:team`, value: 'Sales' }], { ...values, team: 'Sales' }],
      ['a path in another case', [{ op: 'Add', path: `${staff.toUpperCase()}:TEAM`, value: 'Sales' }], { ...values, team: 'Sales' }],
      ['a list that grows', [{ op: 'add', path: `${staff}:floors`, value: [2, 3] }], { ...values, floors: [1, 2, 3] }],
      ['a list that is replaced', [{ op: 'replace', path: `${staff}:floors`, value: [9] }], { ...values, floors: [9] }],
      [
        'the URN as a path',
        [{ op: 'replace', path: staff, value: { team: 'Sales', grade: 8 } }],
        { ...values, team: 'Sales', grade: 8 },
      ],
      [
        'the URN as a key',
        [{ op: 'replace', value: { [staff]: { team: 'Sales', onSite: 'False' } } }],
        { ...values, team: 'Sales', onSite: false },
      ],
      [
        'qualified keys',
        [{ op: 'replace', value: { [`${staff}:team`]: 'Sales', [`${staff}:grade`]: 8 } }],
        { ...values, team: 'Sales', grade: 8 },
      ],
      ['a removal', [{ op: 'remove', path: `${staff}:team` }], { onSite: true, grade: 7, floors: [1, 2] }],
      ['an empty text', [{ op: 'replace', path: `${staff}:team`, value: '' }], { onSite: true, grade: 7, floors: [1, 2] }],
      ['the removal of all', [{ op: 'remove', path: staff }], undefined],
    ])('PATCH takes %s', async (_what, operations, after) => {
      await register();
      const { id } = await create('ana@acme.test', { [staff]: values });
      const { status, json } = await patch(id, ...operations);
      expect([status, json?.[staff]]).toEqual([200, after]);
      expect(json?.schemas).toEqual(after ? [coreUserUrn, staff] : [coreUserUrn]);
      expect((await get(`/Users/${String(id)}`)).json?.[staff]).toEqual(after);
      expect((await patch(id, ...operations)).headers.get('ETag')).toBe('W/"2"');
    });

    it('gives groups theirs', async () => {
      await register({ ...staffDefinition, urn: crew, resourceType: 'Group', name: 'Crew' });
      const body = { displayName: 'Finance', [crew]: { team: 'F', floors: [1] } };
      const { status, json } = await send({ method: 'POST', path: '/Groups', body });
      expect([status, json?.[crew]]).toEqual([201, { team: 'F', floors: [1] }]);
      const operations = [{ op: 'replace', path: `${crew}:team`, value: 'G' }];
      await send({
        method: 'PATCH',
        path: `/Groups/${String(json?.id)}`,
        body: { schemas: [patchOpUrn], Operations: operations },
      });
      const { json: list } = await get('/Groups', { filter: `${crew}:team eq "g" and ${crew}:floors eq 1` });
      expect(list).toMatchObject({ totalResults: 1, Resources: [{ [crew]: { team: 'G', floors: [1] } }] });
    });
  });

  describe('reading', () => {
    beforeEach(async () => {
      await register();
      await create('ana', {
        [staff]: {
          team: 'Finance', badge: 'A1', onSite: true, grade: 7, rate: 10.5, hiredAt: '2026-01-31T12:00:00+02:00',
          handbook: 'https://acme.test/Handbook', floors: [1, 2], tags: ['Blue', 'Green'],
        },
      });
      await create('ben', {
        [staff]: { team: 'Legal', badge: 'b2', onSite: false, grade: 10, rate: 2, hiredAt: '2025-06-01T00:00:00Z', floors: [2, 30] },
      });
      await create('eva');
    });

    it.each<[filter: string, userNames: string[]]>([
      ['team eq "FINANCE"', ['ana']],
      ['team ne "finance"', ['ben', 'eva']],
      ['team co "EG"', ['ben']],
      ['team sw "fin"', ['ana']],
      ['team ew "AL"', ['ben']],
      ['team gt "finance"', ['ben']],
      ['team pr', ['ana', 'ben']],
      ['badge eq "A1"', ['ana']],
      ['badge eq "a1"', []],
      ['onSite eq true', ['ana']],
      ['onSite eq "False"', ['ben']],
      ['grade gt 7', ['ben']],
      ['grade ge 7', ['ana', 'ben']],
      ['grade lt 10', ['ana']],
      ['rate eq 10.5', ['ana']],
      ['rate le 2.0', ['ben']],
      ['hiredAt gt "2026-01-31T09:59:59Z"', ['ana']],
      ['hiredAt eq "2026-01-31T10:00:00Z"', ['ana']],
      ['handbook sw "https://acme.test/H"', ['ana']],
      ['handbook sw "https://acme.test/h"', []],
      ['floors eq 2', ['ana', 'ben']],
      ['floors gt 2', ['ben']],
      ['floors pr', ['ana', 'ben']],
      ['tags eq "blue"', ['ana']],
      ['tags co "REE"', ['ana']],
      ['tags[value eq "green"]', ['ana']],
      ['tags eq null', ['ben', 'eva']],
    ])('filters by %s', async (filter, userNames) => {
      expect((await found(`${staff}:${filter}`)).sort()).toEqual(userNames);
    });

    it('filters by several of them together, and by the extension itself', async () => {
      const filter = `(${staff}:team eq "finance" or ${staff}:grade gt 9) and not (${staff}:onSite eq false)`;
      expect(await found(filter)).toEqual(['ana']);
      expect((await found(`${staff} pr`)).sort()).toEqual(['ana', 'ben']);
      expect((await found(`schemas eq "${staff}"`)).sort()).toEqual(['ana', 'ben']);
    });

    it.each<[filter: string]>([['onSite gt true'], ['grade co "1"'], ['squad eq "x"'], ['grade eq "many"']])(
      'refuses the filter %s',
      async (filter) => {
        const { status, json } = await get('/Users', { filter: `${staff}:${filter}` });
        expect([status, json?.scimType]).toEqual([400, 'invalidFilter']);
      },
    );

    it.each<[sortBy: string, userNames: string[]]>([
      ['team', ['ana', 'ben', 'eva']],
      ['badge', ['ana', 'ben', 'eva']],
      ['grade', ['ana', 'ben', 'eva']],
      ['rate', ['ben', 'ana', 'eva']],
      ['hiredAt', ['ben', 'ana', 'eva']],
    ])('sorts by %s, without a value last', async (name, userNames) => {
      const sortBy = `${staff}:${name}`;
      expect(await found('userName pr', { sortBy })).toEqual(userNames);
      expect(await found('userName pr', { sortBy, sortOrder: 'descending' })).toEqual([...userNames].reverse());
    });

    it('shows what is asked for', async () => {
      const shown = async (query: Record<string, string>) => {
        const { json } = await get('/Users', { filter: 'userName eq "ana"', ...query });
        return (json?.Resources as JsonObject[])[0];
      };
      const only = await shown({ attributes: `${staff}:team,${staff.toUpperCase()}:FLOORS` });
      expect(only).toEqual({
        schemas: [coreUserUrn, staff],
        id: expect.any(String),
        [staff]: { team: 'Finance', floors: [1, 2] },
      });
      expect(Object.keys(Object((await shown({ attributes: staff }))?.[staff]))).toHaveLength(9);
      const without = await shown({ excludedAttributes: `${staff}:team` });
      expect(without?.[staff]).not.toHaveProperty('team');
      expect(without?.[staff]).toHaveProperty('floors');
      const gone = await shown({ excludedAttributes: staff });
      expect(gone).not.toHaveProperty([staff]);
      expect(gone?.schemas).toEqual([coreUserUrn]);
    });
  });

  describe('what arrives unregistered', () => {
    const push = { [staff]: { team: 'Finance', floors: [1] } };

    async function notes(): Promise<unknown> {
      const event = await db()
        .selectFrom('IdentityEvent')
        .select('notes')
        .where('tenantId', '=', tenantId)
        .where('type', '=', 'scim_provision')
        .orderBy('id', 'desc')
        .executeTakeFirst();
      return event?.notes;
    }

    async function listed() {
      await settleDeferredWrites();
      const rows = await listUnregistered(tenantId);
      return rows.map(({ resourceType, name, occurrences }) => `${resourceType} ${name} ${occurrences}`).sort();
    }

    it('is ignored, noted and listed; once registered it is stored, and removed it is ignored again', async () => {
      const { id, ...created } = await create('ana@acme.test', push);
      expect(created).not.toHaveProperty([staff]);
      expect(await notes()).toContainEqual({ kind: 'ignored', text: expect.stringContaining(staff) });
      expect((await patch(id, { op: 'add', path: `${staff}:team`, value: 'Sales' })).status).toBe(200);
      expect((await patch(id, { op: 'replace', value: { title: 'Engineer', ...push } })).status).toBe(200);
      const body = { userName: 'ana@acme.test', ...push };
      expect((await send({ method: 'PUT', path: `/Users/${String(id)}`, body })).status).toBe(200);
      expect(await listed()).toEqual(['User floors 3', 'User team 4']);

      const row = { resourceType: 'User', urn: staff };
      for (const name of ['team', 'floors']) {
        const input = registerUnregisteredSchema.parse({ ...row, name });
        expect(await registerUnregistered(operator(tenantId), input)).toMatchObject({ ok: true });
      }
      expect(await listed()).toEqual([]);
      const stored = await send({ method: 'PUT', path: `/Users/${String(id)}`, body });
      expect(stored.json?.[staff]).toEqual(push[staff]);
      expect(await found(`${staff}:team eq "finance"`)).toEqual(['ana@acme.test']);

      const version = (await get(`/Users/${String(id)}`)).headers.get('ETag');
      expect(await removeExtension(operator(tenantId), { urn: staff })).toEqual({ ok: true, carriers: 1 });
      const after = await get(`/Users/${String(id)}`);
      expect(after.json).not.toHaveProperty([staff]);
      expect(after.json?.schemas).toEqual([coreUserUrn]);
      expect(after.headers.get('ETag')).not.toBe(version);
      expect(await found(`schemas eq "${staff}"`)).toEqual([]);
      expect((await get('/Users', { filter: `${staff}:team pr` })).status).toBe(400);
      await send({ method: 'PUT', path: `/Users/${String(id)}`, body });
      expect(await listed()).toEqual(['User floors 1', 'User team 1']);
    });

    it('is listed for attributes beside registered ones, and for groups', async () => {
      await register();
      const { id } = await create('ana@acme.test', { [staff]: { team: 'Finance', desk: 'B2' } });
      expect((await get(`/Users/${String(id)}`)).json?.[staff]).toEqual({ team: 'Finance' });
      const { json } = await send({ method: 'POST', path: '/Groups', body: { displayName: 'G', [crew]: { lead: 'x' } } });
      const path = `/Groups/${String(json?.id)}`;
      const operations = [{ op: 'add', path: `${crew}:lead`, value: 'y' }];
      await send({ method: 'PATCH', path, body: { schemas: [patchOpUrn], Operations: operations } });
      await send({ method: 'PUT', path, body: { displayName: 'G', [crew]: { lead: 'z' } } });
      expect(await listed()).toEqual(['Group lead 3', 'User desk 1']);
    });

    it('is not listed when the request was refused', async () => {
      const { id } = await create('ana@acme.test');
      const refused = await patch(
        id,
        { op: 'add', path: `${staff}:team`, value: 'Sales' },
        { op: 'add', path: 'nothing', value: 1 },
      );
      expect(refused.status).toBe(400);
      await create('ben@acme.test');
      const taken = await send({ method: 'POST', path: '/Users', body: { userName: 'ben@acme.test', ...push } });
      expect(taken.status).toBe(409);
      expect(await listed()).toEqual([]);
    });
  });

  describe('role mapping', () => {
    async function mapFrom(roleAttribute: string): Promise<void> {
      await db().updateTable('IdentitySettings').set({ roleAttribute }).where('tenantId', '=', tenantId).execute();
    }

    async function rolesOf(email: string): Promise<unknown> {
      const grants = await db()
        .selectFrom('MemberRole')
        .innerJoin('Member', (join) =>
          join
            .onRef('Member.tenantId', '=', 'MemberRole.tenantId')
            .onRef('Member.id', '=', 'MemberRole.memberId'),
        )
        .select('MemberRole.roleKey')
        .where('MemberRole.tenantId', '=', tenantId)
        .where('Member.email', '=', email)
        .execute();
      return grants.map(({ roleKey }) => roleKey);
    }

    async function warnings(): Promise<unknown> {
      const event = await db()
        .selectFrom('IdentityEvent')
        .select('notes')
        .where('tenantId', '=', tenantId)
        .where('type', '=', 'scim_provision')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow();
      return (event.notes as { kind: string; text: string }[]).filter(({ kind }) => kind === 'warning');
    }

    it.each<[path: string, attributes: object, roles: string[]]>([
      [`${staff}:team`, { [staff]: { team: 'admin' } }, ['admin']],
      [`${staff.toUpperCase()}:TEAM`, { [staff]: { team: 'Viewer' } }, ['viewer']],
      [`${staff}:tags`, { [staff]: { tags: ['viewer'] } }, ['viewer']],
      [`${staff}:tags`, { [staff]: { tags: ['viewer', 'admin'] } }, ['member']],
      [`${staff}:team`, { [staff]: { team: 'unknown' } }, ['member']],
      [`${staff}:team`, { roles: [{ value: 'admin' }] }, ['member']],
      [`${enterpriseUserUrn}:department`, { [enterpriseUserUrn]: { department: 'viewer' } }, ['viewer']],
      ['userType', { userType: 'admin' }, ['admin']],
      ['title', { title: 'viewer' }, ['viewer']],
    ])('reads %s of %j', async (path, attributes, roles) => {
      await register();
      await mapFrom(path);
      await create('ana@acme.test', attributes);
      expect(await rolesOf('ana@acme.test')).toEqual(roles);
    });

    it('follows a PATCH of the attribute', async () => {
      await register();
      await mapFrom(`${staff}:team`);
      const { id } = await create('ana@acme.test', { [staff]: { team: 'viewer' } });
      await patch(id, { op: 'replace', path: `${staff}:team`, value: 'admin' });
      expect(await rolesOf('ana@acme.test')).toEqual(['admin']);
      await patch(id, { op: 'remove', path: `${staff}:team` });
      expect(await rolesOf('ana@acme.test')).toEqual(['member']);
      expect(await warnings()).toEqual([]);
    });

    it('gives the default role and warns when the path leads nowhere', async () => {
      await mapFrom(`${staff}:team`);
      await create('ana@acme.test', { [staff]: { team: 'admin' } });
      expect(await rolesOf('ana@acme.test')).toEqual(['member']);
      expect(await warnings()).toEqual([{ kind: 'warning', text: expect.stringContaining(`${staff}:team`) }]);
    });
  });

  it('cost no statement more than others, once the definition is known', async () => {
    await register();
    const { id } = await create('ana@acme.test', { [staff]: { team: 'Finance' } });
    await settleDeferredWrites();
    expect(await countStatements(() => get(`/Users/${String(id)}`))).toBe(2);
    expect(await countStatements(() => found(`${staff}:team eq "finance"`))).toBe(2);
  });

  it('go with their extension while clients write: no request fails, and nobody keeps a value', async () => {
    await register();
    const people = await Promise.all(
      Array.from({ length: 10 }, (_, index) => create(`u${index}@acme.test`, { [staff]: { team: 'a' } })),
    );
    const requests = people.map(({ id }) => patch(id, { op: 'replace', value: { title: 'b', [`${staff}:team`]: 'b' } }));
    const [removed, ...answers] = await Promise.all([removeExtension(operator(tenantId), { urn: staff }), ...requests]);
    expect(removed).toMatchObject({ ok: true });
    expect(answers.map(({ status }) => status)).toEqual(people.map(() => 200));
    const { json } = await get('/Users', { filter: 'title eq "b"' });
    expect(json?.totalResults).toBe(10);
    expect(JSON.stringify(json)).not.toContain(staff);
  });
});
