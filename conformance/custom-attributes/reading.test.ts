import { beforeEach, describe, expect, it } from 'vitest';
import { staff, useTenantClient } from '@/conformance/support/custom-attributes';
import { adapters } from '@/conformance/support/adapters';
import type { JsonObject } from '@/lib/scim/json';
import { coreUserUrn } from '@/lib/scim/urns';

/** Attributes that a tenant registered are filtered, sorted and shown like any other. */
describe.each(adapters)('custom attributes, read through %s', (_name, open) => {
  const tenant = useTenantClient(open);

  beforeEach(async () => {
    await tenant.register();
    await tenant.create('ana', {
      [staff]: {
        team: 'Finance',
        badge: 'A1',
        onSite: true,
        grade: 7,
        rate: 10.5,
        hiredAt: '2026-01-31T12:00:00+02:00',
        handbook: 'https://acme.test/Handbook',
        floors: [1, 2],
        tags: ['Blue', 'Green'],
      },
    });
    await tenant.create('ben', {
      [staff]: {
        team: 'Legal',
        badge: 'b2',
        onSite: false,
        grade: 10,
        rate: 2,
        hiredAt: '2025-06-01T00:00:00Z',
        floors: [2, 30],
      },
    });
    await tenant.create('eva');
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
    expect((await tenant.found(`${staff}:${filter}`)).sort()).toEqual(userNames);
  });

  it('filters by several of them together, and by the extension itself', async () => {
    const filter = `(${staff}:team eq "finance" or ${staff}:grade gt 9) and not (${staff}:onSite eq false)`;
    expect(await tenant.found(filter)).toEqual(['ana']);
    expect((await tenant.found(`${staff} pr`)).sort()).toEqual(['ana', 'ben']);
    expect((await tenant.found(`schemas eq "${staff}"`)).sort()).toEqual(['ana', 'ben']);
  });

  it.each<[filter: string]>([['onSite gt true'], ['grade co "1"'], ['squad eq "x"'], ['grade eq "many"']])(
    'refuses the filter %s',
    async (filter) => {
      const { status, json } = await tenant.get('/Users', { filter: `${staff}:${filter}` });
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
    expect(await tenant.found('userName pr', { sortBy })).toEqual(userNames);
    const descending = await tenant.found('userName pr', { sortBy, sortOrder: 'descending' });
    expect(descending).toEqual([...userNames].reverse());
  });

  it('shows what is asked for', async () => {
    const shown = async (query: Record<string, string>) => {
      const { json } = await tenant.get('/Users', { filter: 'userName eq "ana"', ...query });
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
