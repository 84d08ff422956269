import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '@/lib/db/kysely';
import { draftedMapping } from '@/lib/mapping/drafted-mapping';
import { mappingDraftSchema } from '@/lib/mapping/mapping-draft';
import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import { previewMapping } from '@/lib/mapping/preview-mapping';
import type { Preview } from '@/lib/mapping/preview';
import { planApplication } from '@/lib/provisioning/roles/plan-application';
import { sentValues } from '@/lib/provisioning/roles/sent-values';
import { deriveRoles } from '@/lib/roles/derive-roles';
import type { Actor } from '@/lib/roles/permission';
import { BUILT_IN_ROLES } from '@/lib/roles/role';
import { findTenantMapping } from '@/lib/roles/tenant-mapping';
import type { ScimDocument } from '@/lib/scim/resource';
import { coreRegistry, userType } from '@/lib/scim/schema/registry';
import { newDraft } from '@/testing/new-draft';
import { manageByScim, newMember, newTenant } from '@/testing/new-tenant';
import { storeGroup, storePeople } from '@/testing/store-people';
import type { StoredPerson } from '@/testing/store-people';

let tenantId: string;
let owner: Actor;

beforeEach(async () => {
  ({ tenantId, owner } = await newTenant());
  await db().updateTable('IdentitySettings').set({ scimEnabled: true }).where('tenantId', '=', tenantId).execute();
});

async function preview(draft: MappingDraft, list = {}, actor = owner): Promise<Preview> {
  const answer = await previewMapping(actor, draft, list);
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.preview;
}

/** People with the roles they have, and what the identity provider sends of them. */
async function people(
  sent: readonly { name: string; title?: string; held: readonly string[]; active?: boolean }[],
): Promise<StoredPerson[]> {
  const documents = sent.map(({ name, title, active = true }): ScimDocument => {
    const document = { userName: `${name}@acme.test`, displayName: name, active };
    return title === undefined ? document : { ...document, title };
  });
  const stored = await storePeople(tenantId, documents);
  const grants = stored.flatMap(({ memberId }, at) => {
    const reason = 'for a test';
    return (sent[at]?.held ?? []).map((roleKey) => ({ tenantId, memberId, roleKey, source: 'SCIM' as const, reason }));
  });
  if (grants.length > 0) await db().insertInto('MemberRole').values(grants).execute();
  return stored;
}

const fromTitle = (changes: Parameters<typeof newDraft>[1] = {}) =>
  newDraft(tenantId, { attribute: 'title', defaultRoleKey: null, ...changes });

describe('the preview of a mapping', () => {
  it('counts who gains, loses and changes, who loses access, and who becomes admin or owner', async () => {
    await people([
      { name: 'Ana', title: 'admin', held: ['member'] },
      { name: 'Bo', title: 'owner', held: ['admin'] },
      { name: 'Cy', held: ['member'] },
      { name: 'Di', title: 'member', held: ['member'] },
      { name: 'Eli', title: 'viewer', held: [] },
      { name: 'Fay', title: 'admin', held: ['owner'] },
      { name: 'Gus', held: [] },
      { name: 'Hal', title: 'admin', held: ['member'], active: false },
    ]);
    const { at, people: managed, counts, byRole, confirmation, rows, refusal, note } = await preview(await fromTitle());
    expect(at).toBeInstanceOf(Date);
    expect({ managed, refusal, note }).toEqual({ managed: 7, refusal: null, note: null });
    expect(counts).toEqual({
      changed: 5, unchanged: 2, gain: 4, lose: 4, losesAccess: 1, newAdmins: 1, newOwners: 1, formerOwners: 1,
    });
    expect(byRole).toEqual([
      { roleKey: 'admin', name: 'Admin', gain: 2, lose: 1 },
      { roleKey: 'member', name: 'Member', gain: 0, lose: 2 },
      { roleKey: 'owner', name: 'Owner', gain: 1, lose: 1 },
      { roleKey: 'viewer', name: 'Viewer', gain: 1, lose: 0 },
    ]);
    expect(confirmation?.phrase).toBe('grant 2');
    expect(rows.map(({ name }) => name)).toEqual(['Cy', 'Bo', 'Ana', 'Eli', 'Fay']);
    expect(rows[1]).toEqual({
      memberId: expect.any(String) as string,
      name: 'Bo',
      email: 'Bo@acme.test',
      before: ['Admin'],
      after: ['Owner'],
      because: 'Owner: title "owner"',
      formerly: 'Admin: for a test',
    });
  });

  it('lists a page at a time, those of a kind alone, and those whose name or email has all words', async () => {
    const named = Array.from({ length: 60 }, (_, at) => ({ name: `Person ${String(at).padStart(2, '0')}`, held: ['member'] }));
    await people([...named, { name: 'Zoë Admin', title: 'admin', held: [] }]);
    const draft = await fromTitle();
    const [first, second] = [await preview(draft), await preview(draft, { page: 2 })];
    expect([first.listed, first.pages, first.rows.length, second.rows.length]).toEqual([61, 2, 50, 11]);
    expect(second.rows.map(({ name }) => name).slice(-2)).toEqual(['Person 59', 'Zoë Admin']);
    expect((await preview(draft, { kind: 'powerful' })).rows.map(({ name }) => name)).toEqual(['Zoë Admin']);
    expect((await preview(draft, { kind: 'no-access', search: 'ACME 07 person' })).rows).toHaveLength(1);
    const nobody = await preview(draft, { search: '100%' });
    expect(nobody).toMatchObject({ listed: 0, pages: 1, rows: [], counts: first.counts });
  });

  it('reads groups within groups, and says the way', async () => {
    const [ana] = await people([{ name: 'Ana', held: ['member'] }]);
    const inner = await storeGroup(tenantId, 'Platform', { users: [ana?.userId ?? ''] });
    await storeGroup(tenantId, 'Engineering', { groups: [inner] });
    const draft = await newDraft(tenantId, { source: 'IDP_GROUPS', groups: [['Engineering', 'viewer']] });
    expect((await preview(draft)).rows).toMatchObject([{ after: ['Viewer'], because: 'Viewer: group Engineering, through Platform' }]);
  });

  it('says to the one who asks what they would lose', async () => {
    await manageByScim(tenantId, owner.memberId ?? '');
    await newMember(tenantId, 'Other Owner', { roleKey: 'owner' });
    expect((await preview(await newDraft(tenantId))).you).toBe('You would lose Owner and be Member.');
    expect((await preview(await newDraft(tenantId, { defaultRoleKey: null }))).you).toBe('You would lose Owner and have no access.');
    expect((await preview(await newDraft(tenantId, { defaultRoleKey: 'owner' }))).you).toBeNull();
  });

  it('says that a mapping would leave nobody owner', async () => {
    await manageByScim(tenantId, owner.memberId ?? '');
    expect((await preview(await newDraft(tenantId))).refusal).toMatch(/without an active owner/);
  });

  it('changes nobody while SCIM is off, and says what turning it on would', async () => {
    await people([{ name: 'Ana', title: 'admin', held: ['member'] }]);
    await db().updateTable('IdentitySettings').set({ scimEnabled: false }).where('tenantId', '=', tenantId).execute();
    const shown = await preview(await fromTitle());
    expect(shown).toMatchObject({ people: 1, counts: { changed: 0, unchanged: 1 }, confirmation: null, rows: [] });
    expect(shown.note).toBe('SCIM is off, so nobody changes now. If SCIM were turned on, 1 of 1 person would have other roles.');
  });

  it('changes nobody when roles are left to the portal, and says whose are no longer locked', async () => {
    await people([{ name: 'Ana', held: ['member'] }, { name: 'Bo', held: [], active: false }]);
    const shown = await preview(await newDraft(tenantId, { source: 'PORTAL' }));
    expect(shown).toMatchObject({ people: 1, counts: { changed: 0 }, rows: [], confirmation: null });
    expect(shown.note).toMatch(/Those of 1 person are no longer locked/);
  });

  it('tells what is wrong with a draft at its field, and nobody who may not change the mapping', async () => {
    const draft = await newDraft(tenantId, { attribute: 'squad' });
    expect(await previewMapping(owner, draft)).toMatchObject({ ok: false, fieldErrors: { attribute: expect.any(String) as string } });
    for (const level of ['MEMBER', 'VIEWER', null] as const) {
      expect(await previewMapping({ ...owner, level }, await newDraft(tenantId))).toMatchObject({ ok: false, reason: 'forbidden' });
    }
  });

  it('knows nobody of another tenant', async () => {
    await people([{ name: 'Ana', title: 'admin', held: ['member'] }]);
    const other = await newTenant();
    await db().updateTable('IdentitySettings').set({ scimEnabled: true }).where('tenantId', '=', other.tenantId).execute();
    expect(await preview(await newDraft(other.tenantId, { attribute: 'title' }), {}, other.owner)).toMatchObject({ people: 0, listed: 0 });
  });
});

describe('preview, plan and deriveRoles', () => {
  it('agree on who changes, whatever people have and are sent', async () => {
    const keys = BUILT_IN_ROLES.map(({ key }) => key);
    const person = fc.record({
      title: fc.option(fc.constantFrom(...keys, 'boss', 'BOSS'), { nil: undefined }),
      held: fc.subarray<string>(keys),
    });
    const rule = fc.record({
      id: fc.constant(null),
      name: fc.constantFrom('boss', 'viewer', 'x'),
      roleKey: fc.constantFrom(...keys),
    });
    const drawn = fc.record({
      persons: fc.array(person, { minLength: 1, maxLength: 8 }),
      valueRules: fc.uniqueArray(rule, { maxLength: 4, selector: ({ name, roleKey }) => `${name} ${roleKey}` }),
      defaultRoleKey: fc.option(fc.constantFrom(...keys)),
    });
    let number = 0;
    await fc.assert(
      fc.asyncProperty(drawn, async ({ persons, valueRules, defaultRoleKey }) => {
        ({ tenantId, owner } = await newTenant());
        await db().updateTable('IdentitySettings').set({ scimEnabled: true }).where('tenantId', '=', tenantId).execute();
        const stored = await people(persons.map((each) => ({ ...each, name: `Person ${(number += 1)}` })));
        const draft = mappingDraftSchema.parse(await fromTitle({ valueRules, defaultRoleKey }));
        const mapping = draftedMapping(draft, [], (await findTenantMapping(tenantId)).roles);
        const expected = stored.flatMap(({ memberId, document }, at) => {
          const { grants } = deriveRoles(mapping, { groups: [], sent: sentValues(userType, document, 'title') });
          const after = grants.map(({ roleKey }) => roleKey);
          const before = [...(persons[at]?.held ?? [])].sort();
          return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ memberId, before, after }];
        });
        const shown = await preview(draft);
        const named = (roleKeys: string[]) => roleKeys.map((key) => mapping.roles.find((role) => role.key === key)?.name);
        const byId = (a: { memberId: string }, b: { memberId: string }) => (a.memberId < b.memberId ? -1 : 1);
        expect(shown.rows.map(({ memberId, before, after }) => ({ memberId, before, after })).sort(byId)).toEqual(
          expected.map(({ memberId, before, after }) => ({ memberId, before: named(before), after: named(after) })).sort(byId),
        );
        expect(shown.counts.changed).toBe(expected.length);
        expect(await planned(mapping)).toEqual(expect.arrayContaining(expected.map(({ memberId }) => memberId)));
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  async function planned(mapping: Parameters<typeof planApplication>[3]): Promise<string[]> {
    const cause = { kind: 'admin', actorName: 'Olga', what: 'the role mapping', eventId: null } as const;
    await db().transaction().execute((trx) => planApplication(trx, tenantId, 'application', mapping, coreRegistry, cause));
    const rows = await db().selectFrom('PendingRoles').select('memberId').where('tenantId', '=', tenantId).execute();
    return rows.map(({ memberId }) => memberId);
  }
});
