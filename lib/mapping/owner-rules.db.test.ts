import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '@/lib/db/kysely';
import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import { saveMapping } from '@/lib/mapping/save-mapping';
import { findStoredMapping } from '@/lib/mapping/stored-mapping';
import type { Actor } from '@/lib/roles/permission';
import { newDraft } from '@/testing/new-draft';
import { newTenant } from '@/testing/new-tenant';
import { storeGroup, storePeople } from '@/testing/store-people';

let tenantId: string;
let owner: Actor;
let admin: Actor;

beforeEach(async () => {
  ({ tenantId, owner } = await newTenant());
  admin = { ...owner, memberId: null, name: 'Ada', level: 'ADMIN' };
});

const save = (draft: MappingDraft, actor: Actor) => saveMapping(actor, { draft, confirmation: null });

describe('who may save a mapping', () => {
  it.each(['MEMBER', 'VIEWER', null] as const)('is nobody of level %s', async (level) => {
    const actor = { ...owner, level };
    expect(await save(await newDraft(tenantId, { defaultRoleKey: 'viewer' }), actor)).toMatchObject({ ok: false, reason: 'forbidden' });
    expect(await findStoredMapping(tenantId)).toMatchObject({ revision: 1, defaultRoleKey: 'member' });
  });

  it('is an admin for all that makes no owners', async () => {
    expect(await save(await newDraft(tenantId, { values: [['lead', 'admin']] }), admin)).toMatchObject({ ok: true });
  });

  it('is an owner alone for rules that make owners: added, changed or removed', async () => {
    const told = expect.stringMatching(/Only owners/) as string;
    const refused = (field: string) => ({ ok: false, reason: 'forbidden', fieldErrors: { [field]: told } });
    const added = await newDraft(tenantId, { values: [['lead', 'member'], ['boss', 'owner']] });
    expect(await save(added, admin)).toMatchObject(refused('valueRules.1.roleKey'));
    expect(await save(await newDraft(tenantId, { defaultRoleKey: 'owner' }), admin)).toMatchObject(refused('defaultRoleKey'));
    expect(await save(added, owner)).toMatchObject({ ok: true });
    const stored = await newDraft(tenantId);
    expect(await save({ ...stored, valueRules: stored.valueRules.slice(0, 1) }, admin)).toMatchObject({ reason: 'forbidden' });
    const renamed = stored.valueRules.map((rule) => ({ ...rule, name: `${rule.name}s` }));
    expect(await save({ ...stored, valueRules: renamed }, admin)).toMatchObject(refused('valueRules.1.roleKey'));
    expect(await save({ ...stored, valueRules: stored.valueRules.slice(1) }, admin)).toMatchObject({ ok: true });
  });

  it('is an owner alone where values make owners by themselves, whether SCIM is on or not', async () => {
    await storePeople(tenantId, [{ userName: 'x', active: true, title: 'owner' }]);
    const draft = await newDraft(tenantId, { attribute: 'title' });
    expect(await save(draft, admin)).toMatchObject({ ok: false, reason: 'forbidden' });
    expect(await save(draft, owner)).toMatchObject({ ok: true });
  });

  it('is an owner alone where a rule that makes owners would be about another group, or another attribute', async () => {
    const board = await storeGroup(tenantId, 'Board');
    await save(await newDraft(tenantId, { groups: [['Board', 'owner'], ['Gone', 'owner']], values: [['boss', 'owner']] }), owner);
    await db()
      .updateTable('ScimGroup')
      .set({ displayNameKey: 'chiefs', document: { displayName: 'Chiefs' } })
      .where('tenantId', '=', tenantId)
      .where('id', '=', board)
      .execute();
    await storeGroup(tenantId, 'Board');
    await storeGroup(tenantId, 'Gone');
    const draft = await newDraft(tenantId);
    const rebound = draft.groupRules.map((rule) => ({ ...rule, id: null }));
    const told = { ok: false, reason: 'forbidden' };
    expect(await save({ ...draft, defaultRoleKey: null, groupRules: rebound }, admin)).toMatchObject({
      ...told,
      fieldErrors: { 'groupRules.0.roleKey': expect.any(String) as string },
    });
    expect(await save({ ...draft, attribute: 'title' }, admin)).toMatchObject(told);
    expect(await save({ ...draft, defaultRoleKey: null }, admin)).toMatchObject({ ok: true });
  });

  it('is asked of the mapping that the draft replaces, not of the one that was there a moment before', async () => {
    const before = await newDraft(tenantId, { values: [['boss', 'owner']] });
    await save(before, owner);
    const withOwners = await newDraft(tenantId);
    // What is stored is no change; by the time it is saved an owner may have taken the rule away.
    const [removed] = await Promise.all([
      save({ ...withOwners, valueRules: [] }, owner),
      save({ ...withOwners, revision: withOwners.revision + 1 }, admin),
    ]);
    expect(removed).toMatchObject({ ok: true });
    expect((await findStoredMapping(tenantId)).rules).toEqual([]);
  });
});
