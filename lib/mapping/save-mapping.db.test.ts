import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '@/lib/db/kysely';
import { findMappingView } from '@/lib/mapping/mapping-view';
import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import { saveMapping } from '@/lib/mapping/save-mapping';
import { draftOf, findStoredMapping } from '@/lib/mapping/stored-mapping';
import { BUILT_IN_ROLES } from '@/lib/roles/role';
import type { Actor } from '@/lib/roles/permission';
import { newDraft } from '@/testing/new-draft';
import { manageByScim, newMember, newTenant } from '@/testing/new-tenant';
import { storeGroup, storePeople } from '@/testing/store-people';

let tenantId: string;
let owner: Actor;
let admin: Actor;

beforeEach(async () => {
  ({ tenantId, owner } = await newTenant());
  admin = { ...owner, memberId: await newMember(tenantId, 'Ada Admin', { roleKey: 'admin' }), name: 'Ada', level: 'ADMIN' };
});

async function turnScimOn(): Promise<void> {
  await db().updateTable('IdentitySettings').set({ scimEnabled: true }).where('tenantId', '=', tenantId).execute();
}

async function people(count: number, { role, held = 'member' }: { role?: string; held?: string } = {}): Promise<void> {
  const stored = await storePeople(
    tenantId,
    Array.from({ length: count }, (_, number) => {
      const person = { userName: `${role ?? 'person'}-${number}@acme.test`, active: true };
      return role === undefined ? person : { ...person, roles: [{ value: role }] };
    }),
  );
  await db()
    .insertInto('MemberRole')
    .values(stored.map(({ memberId }) => ({ tenantId, memberId, roleKey: held, source: 'SCIM' as const, reason: 'Default role' })))
    .execute();
}

const save = (draft: MappingDraft, actor = owner, confirmation: string | null = null) =>
  saveMapping(actor, { draft, confirmation });

function events() {
  return db()
    .selectFrom('IdentityEvent')
    .select(['id', 'type', 'summary', 'changes', 'actorName'])
    .where('tenantId', '=', tenantId)
    .where('type', 'like', 'admin_mapping%')
    .orderBy('id')
    .execute();
}

describe('saving a mapping', () => {
  it('stores rules of both kinds and says what changed, in words', async () => {
    const draft = await newDraft(tenantId, {
      source: 'IDP_GROUPS',
      defaultRoleKey: null,
      groups: [['Engineering', 'member'], ['Engineering', 'viewer']],
      values: [['Lead', 'admin']],
    });
    expect(await save(draft)).toMatchObject({ ok: true, applicationId: null, revision: draft.revision + 1 });
    const stored = await findStoredMapping(tenantId);
    expect(stored).toMatchObject({ source: 'IDP_GROUPS', defaultRoleKey: null, updatedByName: 'Olga Owner' });
    expect(stored.rules.map(({ kind, name, roleKey }) => [kind, name, roleKey])).toEqual([
      ['GROUP', 'Engineering', 'member'],
      ['GROUP', 'Engineering', 'viewer'],
      ['VALUE', 'Lead', 'admin'],
    ]);
    expect(await events()).toEqual([
      {
        id: expect.any(String) as string,
        type: 'admin_mapping_changed',
        actorName: 'Olga Owner',
        summary: 'Olga Owner changed the role mapping: source From IdP groups, default role no role, 3 rules added',
        changes: [
          { attribute: 'source', before: 'From IdP attribute', after: 'From IdP groups' },
          { attribute: 'default role', before: 'Member', after: 'no role' },
          { attribute: 'rule', before: null, after: 'group Engineering → Member' },
          { attribute: 'rule', before: null, after: 'group Engineering → Viewer' },
          { attribute: 'rule', before: null, after: 'value "Lead" → Admin' },
        ],
      },
    ]);
  });

  it('keeps the ids of rules that stay, whatever becomes of them, and gives new ones to all others', async () => {
    await save(await newDraft(tenantId, { values: [['a', 'member'], ['b', 'viewer'], ['c', 'viewer']] }));
    const [first, second, third] = (await findStoredMapping(tenantId)).rules;
    const draft = await newDraft(tenantId);
    const [a, b] = draft.valueRules as [MappingDraft['valueRules'][0], MappingDraft['valueRules'][0]];
    await save({ ...draft, valueRules: [{ ...b, roleKey: 'admin' }, { ...a, id: 'of nobody' }, { ...b, name: 'd' }] });
    const { rules } = await findStoredMapping(tenantId);
    expect(rules.map(({ name }) => name)).toEqual(['b', 'a', 'd']);
    expect(rules[0]).toMatchObject({ id: second?.id, roleKey: 'admin' });
    const known = [first, second, third].map((rule) => rule?.id);
    expect(known).not.toContain(rules[1]?.id);
    expect(known).not.toContain(rules[2]?.id);
  });

  it('takes no rule of another tenant for its own', async () => {
    await save(await newDraft(tenantId, { values: [['a', 'member']] }));
    const [theirs] = (await findStoredMapping(tenantId)).rules;
    const other = await newTenant();
    const draft = await newDraft(other.tenantId, { values: [['b', 'admin']] });
    const valueRules = draft.valueRules.map((rule) => ({ ...rule, id: theirs?.id ?? null }));
    await save({ ...draft, valueRules }, other.owner);
    expect((await findStoredMapping(tenantId)).rules).toEqual([theirs]);
    expect((await findStoredMapping(other.tenantId)).rules).toMatchObject([{ name: 'b' }]);
  });

  it('writes nothing when nothing changes', async () => {
    const draft = await newDraft(tenantId);
    expect(await save(draft)).toEqual({ ok: true, applicationId: null, revision: draft.revision });
    expect(await events()).toEqual([]);
  });

  it('binds a rule to the group of exactly its name, and keeps it through renames', async () => {
    const groupId = await storeGroup(tenantId, 'Sales');
    await save(await newDraft(tenantId, { groups: [['Sales', 'member'], ['sales', 'viewer']] }));
    expect((await findStoredMapping(tenantId)).rules.map((rule) => rule.groupId)).toEqual([groupId, null]);
    await db()
      .updateTable('ScimGroup')
      .set({ document: JSON.stringify({ displayName: 'Sales EMEA' }), displayNameKey: 'sales emea' })
      .where('id', '=', groupId)
      .execute();
    await save(await newDraft(tenantId, { defaultRoleKey: 'viewer' }));
    const [rule] = (await findStoredMapping(tenantId)).rules;
    expect(rule).toMatchObject({ name: 'Sales', groupId });
    const view = await findMappingView(tenantId);
    expect(view.rules[rule?.id ?? '']).toMatchObject({ state: 'renamed', currentName: 'Sales EMEA' });
  });

  it('follows the group that was chosen when it is renamed before the save', async () => {
    const id = await storeGroup(tenantId, 'Support EU');
    await save(await newDraft(tenantId, { groups: [[{ id, name: 'Support' }, 'member']] }));
    const [rule] = (await findStoredMapping(tenantId)).rules;
    expect(rule).toMatchObject({ name: 'Support', groupId: id });
  });

  it('applies itself in the background where SCIM is on and roles follow the directory', async () => {
    await turnScimOn();
    const saved = await save(await newDraft(tenantId, { values: [['lead', 'viewer']] }));
    const application = await db().selectFrom('RoleApplication').selectAll().where('tenantId', '=', tenantId).executeTakeFirst();
    expect(saved).toMatchObject({ ok: true, applicationId: application?.id });
    const [event] = await events();
    expect(application?.cause).toMatchObject({ kind: 'admin', what: 'the role mapping', eventId: event?.id });
    expect(await save(await newDraft(tenantId, { source: 'PORTAL' }))).toMatchObject({ ok: true, applicationId: null });
  });
});

describe('two admins who save at once', () => {
  it('are told of each other: the second is shown what the first saved, and overwrites nothing', async () => {
    const [first, second] = [await newDraft(tenantId, { values: [['a', 'member']] }), await newDraft(tenantId, { values: [['b', 'viewer']] })];
    const results = await Promise.all([save(first), save(second, admin)]);
    const lost = results.find(({ ok }) => !ok);
    const stored = await findStoredMapping(tenantId);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(lost).toMatchObject({ reason: 'conflict', theirs: draftOf(stored), updatedByName: stored.updatedByName });
    expect(stored.rules).toHaveLength(1);
    expect(await events()).toHaveLength(1);
  });

  it('both succeed when they save the same', async () => {
    const draft = await newDraft(tenantId, { defaultRoleKey: 'viewer' });
    expect(await save(draft)).toMatchObject({ ok: true });
    expect(await save(draft, admin)).toMatchObject({ ok: true, applicationId: null });
  });

  it('is no way round the checks: a revision that is yet to come is a conflict', async () => {
    const draft = await newDraft(tenantId, { values: [['boss', 'owner']] });
    expect(await save({ ...draft, revision: draft.revision + 1 }, admin)).toMatchObject({ reason: 'conflict' });
  });
});

describe('a mapping that makes no sense', () => {
  const cases: [what: string, changes: Parameters<typeof newDraft>[1], errors: Record<string, RegExp>][] = [
    ['an unknown attribute', { attribute: 'squad' }, { attribute: /"squad" is no attribute of a User/ }],
    ['an attribute of several parts', { attribute: 'name' }, { attribute: /name\.givenName/ }],
    ['a filter that is none', { attribute: 'roles[primary' }, { attribute: /./ }],
    ['a default that is gone', { defaultRoleKey: 'gone' }, { defaultRoleKey: /role "gone" does not exist any more/ }],
    ['a role that is gone', { values: [['a', 'member'], ['b', 'gone']] }, { 'valueRules.1.roleKey': /does not exist any more/ }],
    ['a value twice', { values: [['Lead', 'member'], ['b', 'member'], ['lead', 'member']] }, { 'valueRules.2.name': /in row 1/ }],
    ['a group twice', { groups: [['a', 'member'], ['a', 'viewer'], ['a', 'viewer']] }, { 'groupRules.2.name': /in row 2/ }],
    ['a group that is gone', { groups: [[{ id: 'gone', name: 'Sales' }, 'member']] }, { 'groupRules.0.name': /"Sales" was deleted/ }],
  ];

  it.each(cases)('is refused at the field, and nothing is saved: %s', async (_, changes, errors) => {
    const fieldErrors = Object.fromEntries(
      Object.entries(errors).map(([field, message]) => [field, expect.stringMatching(message) as string]),
    );
    const before = await findStoredMapping(tenantId);
    expect(await save(await newDraft(tenantId, changes))).toEqual({ ok: false, reason: 'invalid', fieldErrors });
    expect(await findStoredMapping(tenantId)).toEqual(before);
    expect(await events()).toEqual([]);
  });

  it('tells values apart by case where the attribute does', async () => {
    const draft = await newDraft(tenantId, { attribute: 'externalId', values: [['A', 'member'], ['a', 'member']] });
    expect(await save(draft)).toMatchObject({ ok: true });
  });

  it('may keep an attribute that is gone while roles come from groups', async () => {
    await db().updateTable('RoleMapping').set({ attribute: 'urn:gone:site' }).where('tenantId', '=', tenantId).execute();
    expect(await save(await newDraft(tenantId, { source: 'IDP_GROUPS' }))).toMatchObject({ ok: true });
    expect(await save(await newDraft(tenantId, { source: 'IDP_ATTRIBUTE' }))).toMatchObject({ reason: 'invalid' });
  });

  it('knows a group of another tenant no more than one that is gone', async () => {
    const other = await newTenant();
    const groupId = await storeGroup(other.tenantId, 'Sales');
    const draft = await newDraft(tenantId, { groups: [[{ id: groupId, name: 'Sales' }, 'member']] });
    expect(await save(draft)).toMatchObject({ fieldErrors: { 'groupRules.0.name': expect.stringMatching(/deleted/) as string } });
  });

  it('keeps a rule whose group was deleted since, for the day it comes back', async () => {
    const groupId = await storeGroup(tenantId, 'Sales');
    await save(await newDraft(tenantId, { groups: [['Sales', 'member']] }));
    const draft = await newDraft(tenantId, { defaultRoleKey: 'viewer' });
    const gone = { groupId: null, groupGoneAt: new Date() };
    await db().updateTable('RoleRule').set(gone).where('tenantId', '=', tenantId).execute();
    await db().deleteFrom('ScimGroup').where('tenantId', '=', tenantId).where('id', '=', groupId).execute();
    expect(await save(draft)).toMatchObject({ ok: true });
    const { rules } = await findMappingView(tenantId);
    expect(Object.values(rules)).toMatchObject([{ state: 'deleted', people: 0 }]);
  });
});

describe('a mapping that is grave', () => {
  beforeEach(turnScimOn);

  it('is saved only with the phrase for how many would lose access', async () => {
    await people(11);
    const draft = await newDraft(tenantId, { defaultRoleKey: null });
    expect(await save(draft)).toMatchObject({ reason: 'confirmation', confirmation: { phrase: 'remove 11' } });
    expect(await save(draft, owner, 'remove 10')).toMatchObject({ reason: 'confirmation' });
    expect(await events()).toEqual([]);
    expect(await save(draft, owner, 'Remove 11')).toMatchObject({ ok: true });
  });

  it('needs no phrase while ten lose access, and one for a single new admin', async () => {
    await people(10);
    expect(await save(await newDraft(tenantId, { defaultRoleKey: null }))).toMatchObject({ ok: true });
    await people(1, { role: 'boss' });
    const draft = await newDraft(tenantId, { values: [['boss', 'admin']] });
    expect(await save(draft, admin)).toMatchObject({ reason: 'confirmation', confirmation: { phrase: 'grant 1' } });
    expect(await save(draft, admin, 'grant 1')).toMatchObject({ ok: true });
  });

  it('needs no phrase while SCIM is off, because nobody changes', async () => {
    await people(20);
    await db().updateTable('IdentitySettings').set({ scimEnabled: false }).where('tenantId', '=', tenantId).execute();
    expect(await save(await newDraft(tenantId, { defaultRoleKey: null }))).toMatchObject({ ok: true, applicationId: null });
  });

  it('is refused when it leaves no active owner', async () => {
    await manageByScim(tenantId, owner.memberId ?? '');
    const draft = await newDraft(tenantId, { source: 'IDP_GROUPS' });
    expect(await save(draft)).toMatchObject({ reason: 'last-owner', message: expect.stringMatching(/without an active owner/) as string });
    await newMember(tenantId, 'Gone Owner', { roleKey: 'owner', status: 'DEPROVISIONED' });
    expect(await save(draft)).toMatchObject({ reason: 'last-owner' });
    expect(await events()).toEqual([]);
    await newMember(tenantId, 'Other Owner', { roleKey: 'owner' });
    expect(await save(draft)).toMatchObject({ ok: true });
  });

  it('may leave the only owner whom SCIM manages, if a rule makes another', async () => {
    await manageByScim(tenantId, owner.memberId ?? '');
    await people(1, { role: 'boss' });
    expect(await save(await newDraft(tenantId, { values: [['boss', 'owner']] }), owner, 'grant 1')).toMatchObject({ ok: true });
  });
});

it('takes 5,000 rules', async () => {
  const keys = BUILT_IN_ROLES.slice(1).map(({ key }) => key);
  const values = Array.from({ length: 5000 }, (_, at) => [`value ${at}`, keys[at % keys.length] ?? ''] as const);
  expect(await save(await newDraft(tenantId, { values }), admin)).toMatchObject({ ok: true });
  expect((await findStoredMapping(tenantId)).rules).toHaveLength(5000);
  const [event] = await events();
  expect(event?.summary).toMatch(/5,000 rules added/);
  expect(event?.changes).toHaveLength(100);
});
