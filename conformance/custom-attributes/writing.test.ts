import { describe, expect, it } from 'vitest';
import { crew, staff, staffDefinition, useTenantClient } from '@/conformance/support/custom-attributes';
import { adapters } from '@/conformance/support/adapters';
import { coreUserUrn, patchOpUrn } from '@/lib/scim/urns';

/** Attributes that a tenant registered are written like any other. */
describe.each(adapters)('custom attributes, written through %s', (_name, open) => {
  const tenant = useTenantClient(open);

  const values = { team: 'Finance', onSite: true, grade: 7, floors: [1, 2] };

  it('POST stores them, whether or not `schemas` names the URN, in canonical spelling', async () => {
    await tenant.register();
    const created = await tenant.create('ana@acme.test', {
      schemas: [coreUserUrn],
      [staff.toUpperCase()]: { TEAM: 'Finance', onsite: 'True', grade: 7, floors: 1 },
    });
    const expected = { schemas: [coreUserUrn, staff], [staff]: { ...values, floors: [1] } };
    expect(created).toMatchObject(expected);
    expect((await tenant.get(`/Users/${String(created.id)}`)).json).toMatchObject(expected);
  });

  it.each<[what: string, attributes: object]>([
    ['a text for a whole number', { grade: 'high' }],
    ['a fraction for a whole number', { grade: 1.5 }],
    ['something else for a time', { hiredAt: 'yesterday' }],
    ['an object for a text', { team: { value: 'x' } }],
    ['two values for one', { team: ['a', 'b'] }],
  ])('POST refuses %s', async (_what, attributes) => {
    await tenant.register();
    const body = { userName: 'ana@acme.test', [staff]: attributes };
    const { status, json } = await tenant.send({ method: 'POST', path: '/Users', body });
    expect([status, json?.scimType]).toEqual([400, 'invalidValue']);
    expect(json?.detail).toContain(`${staff}:${Object.keys(attributes)[0]}`);
  });

  it('PUT replaces them as a whole, keeps them without their URN, and clears them with null', async () => {
    await tenant.register();
    const { id } = await tenant.create('ana@acme.test', { [staff]: values });
    const put = async (attributes: object) => {
      const { status, json } = await tenant.put(id, { userName: 'ana@acme.test', ...attributes });
      expect(status).toBe(200);
      return json;
    };
    const sales = { team: 'Sales', floors: [3] };
    expect((await put({ [staff]: sales }))?.[staff]).toEqual(sales);
    expect((await put({ title: 'Engineer' }))?.[staff]).toEqual(sales);
    const cleared = await put({ [staff]: null });
    expect(cleared).not.toHaveProperty([staff]);
    expect(cleared?.schemas).toEqual([coreUserUrn]);
  });

  const left = { onSite: true, grade: 7, floors: [1, 2] };

  it.each<[what: string, operation: object, after: object | undefined]>([
    ['a path', { op: 'replace', path: `${staff}:team`, value: 'Sales' }, { ...values, team: 'Sales' }],
    [
      'a path in another case',
      { op: 'Add', path: `${staff.toUpperCase()}:TEAM`, value: 'Sales' },
      { ...values, team: 'Sales' },
    ],
    [
      'a list that grows',
      { op: 'add', path: `${staff}:floors`, value: [2, 3] },
      { ...values, floors: [1, 2, 3] },
    ],
    [
      'a list that is replaced',
      { op: 'replace', path: `${staff}:floors`, value: [9] },
      { ...values, floors: [9] },
    ],
    [
      'the URN as a path',
      { op: 'replace', path: staff, value: { team: 'Sales', grade: 8 } },
      { ...values, team: 'Sales', grade: 8 },
    ],
    [
      'the URN as a key',
      { op: 'replace', value: { [staff]: { team: 'Sales', onSite: 'False' } } },
      { ...values, team: 'Sales', onSite: false },
    ],
    [
      'qualified keys',
      { op: 'replace', value: { [`${staff}:team`]: 'Sales', [`${staff}:grade`]: 8 } },
      { ...values, team: 'Sales', grade: 8 },
    ],
    ['a removal', { op: 'remove', path: `${staff}:team` }, left],
    ['an empty text', { op: 'replace', path: `${staff}:team`, value: '' }, left],
    ['the removal of all', { op: 'remove', path: staff }, undefined],
  ])('PATCH takes %s', async (_what, operation, after) => {
    await tenant.register();
    const { id } = await tenant.create('ana@acme.test', { [staff]: values });
    const { status, json } = await tenant.patch(id, operation);
    expect([status, json?.[staff]]).toEqual([200, after]);
    expect(json?.schemas).toEqual(after ? [coreUserUrn, staff] : [coreUserUrn]);
    expect((await tenant.get(`/Users/${String(id)}`)).json?.[staff]).toEqual(after);
    expect((await tenant.patch(id, operation)).headers.get('ETag')).toBe('W/"2"');
  });

  it('gives groups theirs', async () => {
    await tenant.register({ ...staffDefinition, urn: crew, resourceType: 'Group', name: 'Crew' });
    const body = { displayName: 'Finance', [crew]: { team: 'F', floors: [1] } };
    const { status, json } = await tenant.send({ method: 'POST', path: '/Groups', body });
    expect([status, json?.[crew]]).toEqual([201, { team: 'F', floors: [1] }]);
    const operations = [{ op: 'replace', path: `${crew}:team`, value: 'G' }];
    await tenant.send({
      method: 'PATCH',
      path: `/Groups/${String(json?.id)}`,
      body: { schemas: [patchOpUrn], Operations: operations },
    });
    const filter = `${crew}:team eq "g" and ${crew}:floors eq 1`;
    const { json: list } = await tenant.get('/Groups', { filter });
    expect(list).toMatchObject({ totalResults: 1, Resources: [{ [crew]: { team: 'G', floors: [1] } }] });
  });
});
