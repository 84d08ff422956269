import { describe, expect, it } from 'vitest';
import { countStatements } from '@/conformance/support/count-statements';
import { crew, staff, useTenantClient } from '@/conformance/support/custom-attributes';
import { adapters } from '@/conformance/support/adapters';
import type { ClientResponse } from '@/conformance/support/client';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { operator } from '@/lib/roles/permission';
import { addAttribute, addAttributeSchema } from '@/lib/schemas/add-attribute';
import { listUnregistered } from '@/lib/schemas/list-unregistered';
import { registerUnregistered, registerUnregisteredSchema } from '@/lib/schemas/register-unregistered';
import { removeAttribute } from '@/lib/schemas/remove-attribute';
import { removeExtension } from '@/lib/schemas/remove-extension';
import type { JsonObject } from '@/lib/scim/json';
import { coreUserUrn, enterpriseUserUrn, patchOpUrn } from '@/lib/scim/urns';

/** What a tenant registers is a part of its schemas, for that tenant alone. */
describe.each(adapters)('custom attributes through %s', (_name, open) => {
  const tenant = useTenantClient(open);

  describe('discovery', () => {
    it('publishes them to their tenant, and to no other', async () => {
      await tenant.register();
      const other = await tenant.other();
      const schemas = ({ json }: ClientResponse) => (json?.Resources as JsonObject[]).map(({ id }) => id);
      expect(schemas(await tenant.get('/Schemas'))).toContain(staff);
      expect(schemas(await other({ method: 'GET', path: '/Schemas' }))).not.toContain(staff);

      const { json: type } = await tenant.get('/ResourceTypes/User');
      expect(type?.schemaExtensions).toEqual([
        { schema: enterpriseUserUrn, required: false },
        { schema: staff, required: false },
      ]);
      expect((await tenant.get('/ResourceTypes/Group')).text).not.toContain(staff);
      expect((await other({ method: 'GET', path: '/ResourceTypes' })).text).not.toContain(staff);

      for (const id of [staff, staff.toUpperCase(), encodeURIComponent(staff)]) {
        const { status, json } = await tenant.get(`/Schemas/${id}`);
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
      await tenant.register();
      const names = async () => {
        const { json } = await tenant.get(`/Schemas/${staff}`);
        return (json?.attributes as JsonObject[] | undefined)?.map(({ name }) => name).slice(-2);
      };
      expect(await names()).toEqual(['floors', 'tags']);
      const desk = addAttributeSchema.parse({ urn: staff, name: 'desk', type: 'string' });
      await addAttribute(operator(tenant.tenantId), desk);
      expect(await names()).toEqual(['tags', 'desk']);
      await removeAttribute(operator(tenant.tenantId), { urn: staff, name: 'tags' });
      expect(await names()).toEqual(['floors', 'desk']);
      await removeExtension(operator(tenant.tenantId), { urn: staff });
      expect(await names()).toBeUndefined();
    });
  });

  describe('what arrives unregistered', () => {
    const push = { [staff]: { team: 'Finance', floors: [1] } };

    async function listed() {
      await settleDeferredWrites();
      const rows = await listUnregistered(tenant.tenantId);
      const told = rows.map(({ resourceType, name, occurrences }) => `${resourceType} ${name} ${occurrences}`);
      return told.sort();
    }

    it('is ignored, noted and listed; registered, it is stored; removed, it is ignored again', async () => {
      const { id, ...created } = await tenant.create('ana@acme.test', push);
      expect(created).not.toHaveProperty([staff]);
      const note = { kind: 'ignored', text: expect.stringContaining(staff) };
      expect(await tenant.latestNotes()).toContainEqual(note);
      const byPath = { op: 'add', path: `${staff}:team`, value: 'Sales' };
      const withoutPath = { op: 'replace', value: { title: 'Engineer', ...push } };
      for (const operation of [byPath, withoutPath]) {
        expect((await tenant.patch(id, operation)).status).toBe(200);
      }
      const body = { userName: 'ana@acme.test', ...push };
      expect((await tenant.put(id, body)).status).toBe(200);
      expect(await listed()).toEqual(['User floors 3', 'User team 4']);

      const row = { resourceType: 'User', urn: staff };
      for (const name of ['team', 'floors']) {
        const input = registerUnregisteredSchema.parse({ ...row, name });
        expect(await registerUnregistered(operator(tenant.tenantId), input)).toMatchObject({ ok: true });
      }
      expect(await listed()).toEqual([]);
      const stored = await tenant.put(id, body);
      expect(stored.json?.[staff]).toEqual(push[staff]);
      expect(await tenant.found(`${staff}:team eq "finance"`)).toEqual(['ana@acme.test']);

      const version = (await tenant.get(`/Users/${String(id)}`)).headers.get('ETag');
      const removed = await removeExtension(operator(tenant.tenantId), { urn: staff });
      expect(removed).toEqual({ ok: true, carriers: 1 });
      const after = await tenant.get(`/Users/${String(id)}`);
      expect(after.json).not.toHaveProperty([staff]);
      expect(after.json?.schemas).toEqual([coreUserUrn]);
      expect(after.headers.get('ETag')).not.toBe(version);
      expect(await tenant.found(`schemas eq "${staff}"`)).toEqual([]);
      expect((await tenant.get('/Users', { filter: `${staff}:team pr` })).status).toBe(400);
      await tenant.put(id, body);
      expect(await listed()).toEqual(['User floors 1', 'User team 1']);
    });

    it('is listed for attributes beside registered ones, and for groups', async () => {
      await tenant.register();
      const { id } = await tenant.create('ana@acme.test', { [staff]: { team: 'Finance', desk: 'B2' } });
      expect((await tenant.get(`/Users/${String(id)}`)).json?.[staff]).toEqual({ team: 'Finance' });
      const body = { displayName: 'G', [crew]: { lead: 'x' } };
      const { json } = await tenant.send({ method: 'POST', path: '/Groups', body });
      const path = `/Groups/${String(json?.id)}`;
      const operations = [{ op: 'add', path: `${crew}:lead`, value: 'y' }];
      await tenant.send({ method: 'PATCH', path, body: { schemas: [patchOpUrn], Operations: operations } });
      await tenant.send({ method: 'PUT', path, body: { displayName: 'G', [crew]: { lead: 'z' } } });
      expect(await listed()).toEqual(['Group lead 3', 'User desk 1']);
    });

    it('is not listed when the request was refused', async () => {
      const { id } = await tenant.create('ana@acme.test');
      const refused = await tenant.patch(
        id,
        { op: 'add', path: `${staff}:team`, value: 'Sales' },
        { op: 'add', path: 'nothing', value: 1 },
      );
      expect(refused.status).toBe(400);
      await tenant.create('ben@acme.test');
      const body = { userName: 'ben@acme.test', ...push };
      const taken = await tenant.send({ method: 'POST', path: '/Users', body });
      expect(taken.status).toBe(409);
      expect(await listed()).toEqual([]);
    });
  });

  it('cost no statement more than others, once the definition is known', async () => {
    await tenant.register();
    const { id } = await tenant.create('ana@acme.test', { [staff]: { team: 'Finance' } });
    await settleDeferredWrites();
    expect(await countStatements(() => tenant.get(`/Users/${String(id)}`))).toBe(2);
    expect(await countStatements(() => tenant.found(`userName eq "ana@acme.test" and ${staff}:team eq "finance"`))).toBe(2);
  });

  it('go with their extension while clients write: no request fails, and nobody keeps a value', async () => {
    await tenant.register();
    const userNames = Array.from({ length: 10 }, (_, index) => `u${index}@acme.test`);
    const before = { [staff]: { team: 'a' } };
    const people = await Promise.all(userNames.map((name) => tenant.create(name, before)));
    const value = { title: 'b', [`${staff}:team`]: 'b' };
    const [removed, ...answers] = await Promise.all([
      removeExtension(operator(tenant.tenantId), { urn: staff }),
      ...people.map(({ id }) => tenant.patch(id, { op: 'replace', value })),
    ]);
    expect(removed).toMatchObject({ ok: true });
    expect(answers.map(({ status }) => status)).toEqual(people.map(() => 200));
    const { json } = await tenant.get('/Users', { filter: 'title eq "b"' });
    expect(json?.totalResults).toBe(10);
    expect(JSON.stringify(json)).not.toContain(staff);
  });
});
