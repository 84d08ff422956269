import { beforeEach, describe, expect, it } from 'vitest';
import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import { saveMapping } from '@/lib/mapping/save-mapping';
import { findStoredMapping } from '@/lib/mapping/stored-mapping';
import type { Actor } from '@/lib/roles/permission';
import { newDraft } from '@/testing/new-draft';
import { newTenant } from '@/testing/new-tenant';
import { storePeople } from '@/testing/store-people';

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
});
