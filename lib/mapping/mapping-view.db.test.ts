import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '@/lib/db/kysely';
import { arrivedValues } from '@/lib/mapping/arrived-values';
import { findApplication } from '@/lib/mapping/find-application';
import { findMappingView } from '@/lib/mapping/mapping-view';
import { saveMapping } from '@/lib/mapping/save-mapping';
import { suggestAttributes } from '@/lib/mapping/suggest-attributes';
import { suggestGroups } from '@/lib/mapping/suggest-groups';
import type { Actor } from '@/lib/roles/permission';
import { enterpriseUserUrn } from '@/lib/scim/urns';
import { newDraft } from '@/testing/new-draft';
import { newTenant } from '@/testing/new-tenant';
import { joinGroup, storeGroup, storePeople } from '@/testing/store-people';

let tenantId: string;
let owner: Actor;

beforeEach(async () => {
  ({ tenantId, owner } = await newTenant());
});

async function save(changes: Parameters<typeof newDraft>[1]): Promise<void> {
  expect(await saveMapping(owner, { draft: await newDraft(tenantId, changes), confirmation: null })).toMatchObject({ ok: true });
}

/** Ana, Bo and Cy are active; Di was deactivated. @returns the ids of their users */
async function fourPeople(): Promise<string[]> {
  const people = await storePeople(tenantId, [
    { userName: 'ana', active: true, title: 'Lead', roles: [{ value: 'Admin', primary: true }, { value: 'boss' }] },
    { userName: 'bo', active: true, title: 'lead', roles: [{ value: 'BOSS' }], [enterpriseUserUrn]: { department: 'HR' } },
    { userName: 'cy', active: true, externalId: 'A' },
    { userName: 'di', active: false, title: 'lead', roles: [{ value: 'gone' }] },
  ]);
  return people.map(({ userId }) => userId);
}

describe('the view of a mapping', () => {
  it('counts the active people of each rule, through groups within groups and once each, and those of none', async () => {
    const [ana = '', bo = '', , di = ''] = await fourPeople();
    const inner = await storeGroup(tenantId, 'Inner', { users: [ana, bo, di] });
    const outer = await storeGroup(tenantId, 'Outer', { users: [ana], groups: [inner] });
    await joinGroup(tenantId, inner, { groups: [outer] });
    await storeGroup(tenantId, 'Flat', { users: [bo, di] });
    await storeGroup(tenantId, 'Empty');
    await save({
      source: 'IDP_GROUPS',
      groups: [['Inner', 'member'], ['Outer', 'viewer'], ['Flat', 'member'], ['Empty', 'member'], ['Flat', 'viewer']],
      values: [['boss', 'member'], ['nobody', 'member']],
    });
    const view = await findMappingView(tenantId);
    const people = [...view.draft.groupRules, ...view.draft.valueRules].map(({ id }) => view.rules[id ?? '']?.people);
    expect(people).toEqual([2, 2, 1, 0, 1, 2, 0]);
    expect(view).toMatchObject({ managedPeople: 3, onDefault: 1, application: null, scimEnabled: false });
    await save({ source: 'IDP_ATTRIBUTE' });
    expect(await findMappingView(tenantId)).toMatchObject({ managedPeople: 3, onDefault: 1 });
    await save({ source: 'PORTAL' });
    expect(await findMappingView(tenantId)).toMatchObject({ managedPeople: 3, onDefault: 0 });
  });

  it('points out groups that have not been pushed, and what was probably meant', async () => {
    const id = await storeGroup(tenantId, 'Agility-Admins');
    await save({ source: 'IDP_GROUPS', groups: [['agility-admins', 'member'], ['Agility-Admins', 'member'], ['Sales', 'viewer']] });
    const { rules, draft } = await findMappingView(tenantId);
    const states = draft.groupRules.map((rule) => rules[rule.id ?? '']);
    expect(states).toMatchObject([
      { state: 'not-pushed', currentName: null, nearMiss: { id, name: 'Agility-Admins' } },
      { state: 'found', currentName: 'Agility-Admins', nearMiss: null, lastModified: expect.any(Date) as Date },
      { state: 'not-pushed', nearMiss: null },
    ]);
  });

  it('says how far the latest application is', async () => {
    await db().updateTable('IdentitySettings').set({ scimEnabled: true }).where('tenantId', '=', tenantId).execute();
    await save({ defaultRoleKey: 'viewer' });
    expect(await findApplication(tenantId)).toMatchObject({ what: 'the role mapping', actorName: 'Olga Owner' });
  });
});

describe('values that arrived', () => {
  it('are those of active people, counted in whatever case, unknown ones first', async () => {
    await fourPeople();
    expect(await arrivedValues(tenantId, 'roles')).toEqual({
      values: [
        { value: expect.stringMatching(/^boss$/i) as string, people: 2, known: false, roleKey: null },
        { value: 'Admin', people: 1, known: true, roleKey: 'admin' },
      ],
      more: 0,
    });
    await save({ values: [['Boss', 'member'], ['admin', 'viewer']] });
    expect(await arrivedValues(tenantId, 'roles[primary eq true].value')).toEqual({
      values: [{ value: 'Admin', people: 1, known: true, roleKey: null }],
      more: 0,
    });
    expect(await arrivedValues(tenantId, 'roles')).toMatchObject({ values: [{ known: true }, { known: true }] });
  });

  it('keep their case where it matters', async () => {
    await fourPeople();
    await save({ attribute: 'externalId', values: [['a', 'member']] });
    expect(await arrivedValues(tenantId, 'externalId')).toMatchObject({ values: [{ value: 'A', known: false }] });
  });

  it('are the most frequent hundred, and how many more', async () => {
    await storePeople(tenantId, Array.from({ length: 103 }, (_, at) => ({ userName: `u${at}`, active: true })));
    const arrived = await arrivedValues(tenantId, 'userName');
    expect(arrived).toMatchObject({ more: 3 });
    expect('values' in arrived && arrived.values).toHaveLength(100);
  });

  it('are none at a path that leads nowhere, and the reason is said', async () => {
    expect(await arrivedValues(tenantId, 'squad')).toEqual({ problem: expect.stringMatching(/squad/) as string });
  });
});

describe('suggestions', () => {
  it('name the groups whose name holds the text, those that begin with it first, with their active people', async () => {
    const [ana = '', , , di = ''] = await fourPeople();
    await storeGroup(tenantId, 'Field Sales');
    await storeGroup(tenantId, 'Sales', { users: [ana, di] });
    await storeGroup(tenantId, '100% Sales');
    const other = await newTenant();
    await storeGroup(other.tenantId, 'Sales');
    const named = async (text: string) => (await suggestGroups(tenantId, text)).map(({ name, people }) => [name, people]);
    expect(await named(' SALES')).toEqual([['Sales', 1], ['100% Sales', 0], ['Field Sales', 0]]);
    expect(await named('%')).toEqual([['100% Sales', 0]]);
    expect(await named('_')).toEqual([]);
    expect(await named('')).toHaveLength(3);
  });

  it('name at most twenty groups', async () => {
    for (let number = 0; number < 22; number += 1) await storeGroup(tenantId, `Group ${number}`);
    expect(await suggestGroups(tenantId, 'group')).toHaveLength(20);
  });

  it('name every attribute that roles could be read from, the usual ones first, with how many have it', async () => {
    await fourPeople();
    const suggested = await suggestAttributes(tenantId);
    expect(suggested.slice(0, 4).map(({ path, people }) => [path, people])).toEqual([
      ['roles', 2],
      ['roles[primary eq true].value', 1],
      ['userType', 0],
      ['title', 2],
    ]);
    const paths = suggested.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining([`${enterpriseUserUrn}:department`, 'name.familyName', 'externalId']));
    expect(paths.filter((path) => ['groups', 'name', 'password', 'id', 'meta', 'schemas'].includes(path))).toEqual([]);
    expect(new Set(paths).size).toBe(paths.length);
    for (const { path } of suggested) expect(await arrivedValues(tenantId, path)).not.toHaveProperty('problem');
  });
});
