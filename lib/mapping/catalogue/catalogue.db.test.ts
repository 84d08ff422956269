import { describe, expect, it } from 'vitest';
import { listEvents } from '@/lib/activity/list-events';
import { db, jsonb } from '@/lib/db/kysely';
import { changeRole } from '@/lib/mapping/catalogue/change-role';
import { createRole } from '@/lib/mapping/catalogue/create-role';
import { deleteRole } from '@/lib/mapping/catalogue/delete-role';
import { listCatalogueRoles } from '@/lib/mapping/catalogue/list-catalogue-roles';
import { changeRoleSchema } from '@/lib/mapping/catalogue/role-input';
import type { ChangeRole } from '@/lib/mapping/catalogue/role-input';
import { findRoleUsage } from '@/lib/mapping/catalogue/role-usage';
import { changeRoles } from '@/lib/members/change-roles';
import type { Actor } from '@/lib/roles/permission';
import type { PermissionLevel } from '@/lib/roles/role';
import { findTenantMapping } from '@/lib/roles/tenant-mapping';
import { accepted } from '@/lib/shared/accepted';
import { manageByScim, newMember, newTenant } from '@/testing/new-tenant';
import type { TestTenant } from '@/testing/new-tenant';
import { setMapping } from '@/testing/set-mapping';

const EDITOR = { key: 'editor', name: 'Editor', description: 'Writes.', level: 'MEMBER' as const };

async function tenantWithEditor(changes: Partial<{ level: PermissionLevel }> = {}): Promise<TestTenant> {
  const tenant = await newTenant();
  accepted(await createRole(tenant.owner, { ...EDITOR, ...changes }));
  return tenant;
}

async function roleOf(tenantId: string, key = 'editor') {
  return (await listCatalogueRoles(tenantId)).find((role) => role.key === key);
}

/** Edits the role as a form would that was just filled. */
async function edit(actor: Actor, changes: Partial<ChangeRole>, key = 'editor') {
  const role = await roleOf(actor.tenantId, key);
  if (!role) throw new Error(`There is no role ${key}.`);
  return changeRole(actor, changeRoleSchema.parse({ ...role, ...changes }));
}

async function addRule(tenantId: string, kind: 'GROUP' | 'VALUE', name: string): Promise<void> {
  const rule = { tenantId, id: `${kind} ${name}`, kind, position: 0, name, nameKey: name.toLowerCase() };
  await db().insertInto('RoleRule').values({ ...rule, roleKey: 'editor', createdByName: 'Olga Owner' }).execute();
}

/** The identity provider says of a person which role they have. Filters read the value folded. */
async function sendRole(tenantId: string, memberId: string, value: string): Promise<void> {
  await db()
    .updateTable('ScimUser')
    .set({
      document: jsonb({ roles: [{ value }] }),
      filterView: jsonb({ roles: [{ value: value.toLowerCase() }] }),
    })
    .where('tenantId', '=', tenantId)
    .where('id', '=', (member) =>
      member.selectFrom('Member').select('scimUserId').where('tenantId', '=', tenantId).where('id', '=', memberId),
    )
    .execute();
}

describe('createRole', () => {
  it('adds a role that can be given at once, and records it', async () => {
    const { tenantId, owner } = await tenantWithEditor();
    const { generation, roles } = await findTenantMapping(tenantId);
    expect(generation).toBe(2);
    expect(roles).toContainEqual({ key: 'editor', name: 'Editor', level: 'MEMBER' });
    const memberId = await newMember(tenantId, 'Ana Ruiz');
    expect(await changeRoles(owner, { memberId, roleKeys: ['editor'] })).toEqual({ ok: true });
    expect(await roleOf(tenantId)).toMatchObject({ ...EDITOR, builtIn: false, people: 1, rules: 0, isDefault: false });
    const { events } = await listEvents(tenantId, { type: ['admin_role_created'] });
    expect(events).toMatchObject([
      {
        summary: 'Olga Owner created the role Editor',
        actorName: 'Olga Owner',
        changes: [
          { attribute: 'key', before: null, after: 'editor' },
          { attribute: 'name', before: null, after: 'Editor' },
          { attribute: 'description', before: null, after: 'Writes.' },
          { attribute: 'level', before: null, after: 'MEMBER' },
        ],
      },
    ]);
  });

  it.each([
    ['a key that is there', { key: 'editor', name: 'Other' }, 'key', /key: editor is the role Editor/],
    ['the key of a built-in role', { key: 'viewer', name: 'Other' }, 'key', /viewer is the role Viewer/],
    ['a name that is there, in another case', { key: 'other', name: 'EDITOR' }, 'name', /editor is called Editor/],
    ['the name of a built-in role', { key: 'other', name: 'owner' }, 'name', /owner is called Owner/],
  ])('refuses %s', async (_what, names, field, message) => {
    const { tenantId, owner } = await tenantWithEditor();
    const answer = await createRole(owner, { ...EDITOR, ...names });
    expect(answer).toMatchObject({ ok: false, reason: 'duplicate', field });
    expect(answer).toMatchObject({ message: expect.stringMatching(message) as string });
    expect(await listCatalogueRoles(tenantId)).toHaveLength(5);
  });

  it('lets one of two who create the same role at once have it', async () => {
    const { tenantId, owner } = await newTenant();
    const answers = await Promise.all([createRole(owner, EDITOR), createRole(owner, EDITOR)]);
    expect(answers.map((answer) => (answer.ok ? 'created' : answer.reason)).sort()).toEqual(['created', 'duplicate']);
    expect((await listEvents(tenantId, { type: ['admin_role_created'] })).events).toHaveLength(1);
  });

  it('gives it at once to people who are sent with its key, admins and owners only when that was typed', async () => {
    const { tenantId, owner } = await newTenant();
    const ana = await newMember(tenantId, 'Ana');
    await manageByScim(tenantId, ana);
    await sendRole(tenantId, ana, 'Auditor');
    const auditor = { ...EDITOR, key: 'auditor', name: 'Auditor', level: 'ADMIN' as const };
    expect(await createRole(owner, auditor)).toMatchObject({
      reason: 'confirmation',
      message: 'Type “grant 1” to confirm: 1 person would become admin.',
    });
    expect(await roleOf(tenantId, 'auditor')).toBeUndefined();
    expect(await createRole(owner, { ...auditor, confirmation: 'grant 1' })).toEqual({ ok: true, people: 1 });
    const application = await db()
      .selectFrom('RoleApplication')
      .select(['state', 'cause'])
      .where('tenantId', '=', tenantId)
      .executeTakeFirst();
    expect(application).toMatchObject({ cause: { actorName: 'Olga Owner', what: 'the new role Auditor' } });
    expect(await createRole(owner, EDITOR)).toEqual({ ok: true, people: 0 });
  });

  it('stops at 200 roles', async () => {
    const { tenantId, owner } = await newTenant();
    const many = Array.from({ length: 196 }, (_, index) => ({ ...EDITOR, tenantId, key: `r${index}`, name: `R${index}` }));
    await db().insertInto('Role').values(many).execute();
    expect(await createRole(owner, EDITOR)).toMatchObject({ ok: false, reason: 'too-many' });
  });
});

describe('changeRole', () => {
  it('changes name, description and level, and says what they were', async () => {
    const { tenantId, owner } = await tenantWithEditor();
    expect(await edit(owner, { name: 'Author', description: '', level: 'VIEWER' })).toEqual({ ok: true });
    expect(await roleOf(tenantId)).toMatchObject({ key: 'editor', name: 'Author', description: '', level: 'VIEWER' });
    expect((await findTenantMapping(tenantId)).generation).toBe(3);
    const { events } = await listEvents(tenantId, { type: ['admin_role_changed'] });
    expect(events).toMatchObject([
      {
        summary: 'Olga Owner changed the level of the role Editor from member to viewer',
        changes: [
          { attribute: 'name', before: 'Editor', after: 'Author' },
          { attribute: 'description', before: 'Writes.', after: '' },
          { attribute: 'level', before: 'MEMBER', after: 'VIEWER' },
        ],
      },
    ]);
  });

  it('records nothing when nothing changes', async () => {
    const { tenantId, owner } = await tenantWithEditor();
    expect(await edit(owner, {})).toEqual({ ok: true });
    expect((await findTenantMapping(tenantId)).generation).toBe(2);
    expect((await listEvents(tenantId, { type: ['admin_role_changed'] })).events).toEqual([]);
  });

  it('may change the case of a name, and take no other role’s', async () => {
    const { owner } = await tenantWithEditor();
    expect(await edit(owner, { name: 'EDITOR' })).toEqual({ ok: true });
    expect(await edit(owner, { name: 'member' })).toMatchObject({ reason: 'duplicate', field: 'name' });
  });

  it('leaves built-in roles as they are, and unknown and foreign ones alone', async () => {
    const { owner } = await newTenant();
    const stranger = await tenantWithEditor();
    expect(await edit(owner, { name: 'King' }, 'owner')).toMatchObject({
      reason: 'built-in',
      message: 'Owner is built in and always stays as it is. Create a role of your own.',
    });
    const theirs = changeRoleSchema.parse({ ...(await roleOf(stranger.tenantId)), name: 'Mine' });
    expect(await changeRole(owner, theirs)).toMatchObject({ reason: 'not-found' });
  });

  it('overwrites nothing that someone else changed meanwhile', async () => {
    const { tenantId, owner } = await tenantWithEditor();
    const before = changeRoleSchema.parse({ ...(await roleOf(tenantId)), name: 'Mine' });
    await edit(owner, { name: 'Theirs' });
    expect(await changeRole(owner, before)).toMatchObject({ reason: 'conflict', current: { name: 'Theirs' } });
    const seen = changeRoleSchema.parse(await roleOf(tenantId));
    const answers = await Promise.all(['One', 'Two'].map((name) => changeRole(owner, { ...seen, name })));
    expect(answers.map((answer) => (answer.ok ? 'changed' : answer.reason)).sort()).toEqual(['changed', 'conflict']);
  });

  it('makes people admins or owners only when that was typed', async () => {
    const { tenantId, owner } = await tenantWithEditor();
    const ana = await newMember(tenantId, 'Ana', { roleKey: 'editor' });
    const admin = await newMember(tenantId, 'Already Admin', { roleKey: 'admin' });
    await changeRoles(owner, { memberId: admin, roleKeys: ['admin', 'editor'] });
    await newMember(tenantId, 'Left', { roleKey: 'editor', status: 'DEPROVISIONED' });
    expect(await edit(owner, { level: 'ADMIN' })).toMatchObject({
      reason: 'confirmation',
      field: 'confirmation',
      message: 'Type “grant 1” to confirm: 1 person would become admin.',
    });
    expect(await roleOf(tenantId)).toMatchObject({ level: 'MEMBER' });
    expect(await edit(owner, { level: 'ADMIN', confirmation: 'grant 2' })).toMatchObject({ reason: 'confirmation' });
    expect(await edit(owner, { level: 'ADMIN', confirmation: 'Grant  1' })).toEqual({ ok: true });
    expect(await edit(owner, { level: 'OWNER' })).toMatchObject({ message: expect.stringContaining('grant 2') as string });
    await changeRoles(owner, { memberId: ana, roleKeys: ['member'] });
    expect(await edit(owner, { level: 'MEMBER' })).toEqual({ ok: true });
  });
});

describe('roles that make owners', () => {
  const refused = async (answer: Promise<{ ok: true } | { ok: false; reason: string }>) => {
    const settled = await answer;
    return settled.ok ? 'done' : settled.reason;
  };

  it('are only for owners to create, to make and to end', async () => {
    const { owner } = await tenantWithEditor();
    const admin = { ...owner, level: 'ADMIN' as const };
    expect(await refused(createRole(admin, { ...EDITOR, key: 'boss', name: 'Boss', level: 'OWNER' }))).toBe('forbidden');
    expect(await refused(edit(admin, { level: 'OWNER' }))).toBe('forbidden');
    expect(await refused(edit(owner, { level: 'OWNER' }))).toBe('done');
    expect(await refused(edit(admin, { description: 'Edits, too.' }))).toBe('done');
    expect(await refused(edit(admin, { level: 'MEMBER' }))).toBe('forbidden');
    expect(await refused(deleteRole(admin, { key: 'editor' }))).toBe('forbidden');
    expect(await refused(deleteRole(owner, { key: 'editor' }))).toBe('done');
  });

  it('cannot lose their level while nobody else is an owner', async () => {
    const { tenantId, owner, ownerId } = await tenantWithEditor({ level: 'OWNER' });
    accepted(await changeRoles(owner, { memberId: ownerId, roleKeys: ['editor'] }));
    await newMember(tenantId, 'Left', { roleKey: 'owner', status: 'DEPROVISIONED' });
    expect(await edit(owner, { level: 'ADMIN' })).toMatchObject({ reason: 'last-owner', field: 'level' });
    await newMember(tenantId, 'Second', { roleKey: 'owner' });
    expect(await edit(owner, { level: 'ADMIN' })).toEqual({ ok: true });
  });

  it('leave an owner when one loses its level while the other owner is demoted', async () => {
    const { tenantId, owner } = await tenantWithEditor({ level: 'OWNER' });
    await changeRoles(owner, { memberId: owner.memberId ?? '', roleKeys: ['editor'] });
    const second = await newMember(tenantId, 'Second', { roleKey: 'owner' });
    const answers = await Promise.all([
      refused(edit(owner, { level: 'MEMBER' })),
      refused(changeRoles(owner, { memberId: second, roleKeys: ['member'] })),
    ]);
    expect(answers.sort()).toEqual(['done', 'last-owner']);
  });
});

describe('deleteRole', () => {
  it('deletes a role that nothing uses, and records what it was', async () => {
    const { tenantId, owner } = await tenantWithEditor();
    const left = await newMember(tenantId, 'Left', { roleKey: 'editor', status: 'DEPROVISIONED' });
    expect(await findRoleUsage(tenantId, 'editor')).toMatchObject({ memberCount: 0, formerCount: 1 });
    expect(await deleteRole(owner, { key: 'editor' })).toEqual({ ok: true });
    expect(await roleOf(tenantId)).toBeUndefined();
    expect((await findTenantMapping(tenantId)).generation).toBe(3);
    const { grantsVersion } = await db()
      .selectFrom('Member')
      .select('grantsVersion')
      .where('tenantId', '=', tenantId)
      .where('id', '=', left)
      .executeTakeFirstOrThrow();
    expect(grantsVersion).toBe(1);
    const { events } = await listEvents(tenantId, { type: ['admin_role_deleted'] });
    expect(events).toMatchObject([
      {
        summary: 'Olga Owner deleted the role Editor',
        changes: [{ attribute: 'key', before: 'editor', after: null }, {}, {}, { attribute: 'level', before: 'MEMBER' }],
      },
    ]);
    expect(await deleteRole(owner, { key: 'editor' })).toMatchObject({ reason: 'not-found' });
  });

  it('refuses while members, rules or the default use it, and says which', async () => {
    const { tenantId, owner } = await tenantWithEditor();
    for (const name of ['Gus', 'Fay', 'Eve', 'Dan', 'Cat', 'Bo', 'Ana']) await newMember(tenantId, name, { roleKey: 'editor' });
    await addRule(tenantId, 'GROUP', 'Engineering');
    await addRule(tenantId, 'VALUE', 'eng');
    await setMapping(tenantId, { defaultRoleKey: 'editor' });
    expect(await deleteRole(owner, { key: 'editor' })).toMatchObject({
      reason: 'in-use',
      message:
        'Editor is still in use. Ana, Bo, Cat, Dan, Eve and 2 more have it. ' +
        'Rules give it: group “Engineering” and value “eng”. It is the default for people whom no rule matches.',
    });
    expect(await roleOf(tenantId)).toMatchObject({ people: 7, rules: 2, isDefault: true });
  });

  it('never deletes a built-in role', async () => {
    const { owner } = await newTenant();
    expect(await deleteRole(owner, { key: 'viewer' })).toMatchObject({ reason: 'built-in' });
  });

  it('either deletes a role or gives it to somebody, when both are asked for at once', async () => {
    const { tenantId, owner } = await tenantWithEditor();
    const memberId = await newMember(tenantId, 'Ana');
    const [deleted, given] = await Promise.all([
      deleteRole(owner, { key: 'editor' }),
      changeRoles(owner, { memberId, roleKeys: ['editor'] }),
    ]);
    expect(deleted.ok).not.toBe(given.ok);
    expect((await roleOf(tenantId))?.people).toBe(given.ok ? 1 : undefined);
  });
});
