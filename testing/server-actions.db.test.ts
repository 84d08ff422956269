import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as credentialActions from '@/app/(dashboard)/settings/credential-actions';
import * as settingsActions from '@/app/(dashboard)/settings/identity/actions';
import * as mappingActions from '@/app/(dashboard)/settings/identity/role-mapping/actions';
import * as roleActions from '@/app/(dashboard)/settings/identity/role-mapping/roles/actions';
import * as trialActions from '@/app/(dashboard)/settings/identity/role-mapping/try/actions';
import * as extensionActions from '@/app/(dashboard)/settings/identity/scim/extension-actions';
import * as memberActions from '@/app/(dashboard)/settings/members/actions';
import { listEvents } from '@/lib/activity/list-events';
import { may } from '@/lib/roles/permission';
import type { Permission } from '@/lib/roles/permission';
import { permissionLevels } from '@/lib/roles/role';
import type { PermissionLevel } from '@/lib/roles/role';
import { filesBelow } from '@/testing/files-below';
import { newTenant } from '@/testing/new-tenant';

const signedIn = vi.hoisted((): { viewer: unknown } => ({ viewer: null }));

vi.mock('@/lib/sign-in/viewer', () => ({ requireViewer: () => Promise.resolve(signedIn.viewer) }));

vi.mock('next/cache', () => ({ revalidatePath: () => undefined }));

vi.mock('@/lib/mail/send-mail', () => ({ sendMail: () => Promise.resolve('sent') }));

afterEach(() => {
  signedIn.viewer = null;
});

type Action = (...input: never[]) => Promise<unknown>;

/** What an action asks for, and an input that an owner could send. */
type Call = [permission: Permission, ...input: unknown[]];

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

const credential = { label: 'Okta', provider: 'OKTA', scopes: 'scim', mode: 'COMPATIBLE', rolesProfile: 'OKTA' };
const attribute = { name: 'floor', type: 'string', multiValued: false, caseExact: false };
const urn = 'urn:acme:scim:staff:1.0:User';
const extension = { urn, name: 'Staff', resourceType: 'User', attributes: [attribute] };
const arrived = { resourceType: 'User', urn, name: 'badge' };
const role = { key: 'editor', name: 'Editor', description: '', level: 'MEMBER' };
const rule = { id: null, name: 'Engineering', groupId: null, roleKey: 'viewer' };
const draft = {
  revision: 1,
  source: 'IDP_GROUPS',
  attribute: 'roles',
  defaultRoleKey: 'member',
  groupRules: [rule],
  valueRules: [],
};

/** Every server action of the settings, by the file it is in. A new one is listed here with what it asks for. */
const files: Record<string, { actions: Record<string, Action>; calls: Record<string, Call> }> = {
  'app/(dashboard)/settings/credential-actions.ts': {
    actions: credentialActions,
    calls: {
      createCredential: ['manageCredentials', form(credential)],
      revokeCredential: ['manageCredentials', 'none'],
      findCredentialUse: ['manageCredentials', 'none'],
    },
  },
  'app/(dashboard)/settings/identity/actions.ts': {
    actions: settingsActions,
    calls: { saveSettings: ['manageIdentity', { revision: 1, scimEnabled: true }] },
  },
  'app/(dashboard)/settings/identity/role-mapping/actions.ts': {
    actions: mappingActions,
    calls: { saveRoleMapping: ['manageIdentity', { draft, confirmation: null }] },
  },
  'app/(dashboard)/settings/identity/role-mapping/roles/actions.ts': {
    actions: roleActions,
    calls: {
      create: ['manageIdentity', form(role)],
      change: ['manageIdentity', form({ ...role, updatedAt: '2026-11-22T00:00:00.000Z' })],
      remove: ['manageIdentity', 'editor'],
      findUsage: ['manageIdentity', 'editor'],
    },
  },
  'app/(dashboard)/settings/identity/role-mapping/try/actions.ts': {
    actions: trialActions,
    calls: { tryUser: ['explainRoles', form({ user: '{"userName": "ana@acme.test"}' })] },
  },
  'app/(dashboard)/settings/identity/scim/extension-actions.ts': {
    actions: extensionActions,
    calls: {
      register: ['manageIdentity', extension],
      addAttribute: ['manageIdentity', urn, attribute],
      countCarriers: ['manageIdentity', { urn }],
      remove: ['manageIdentity', { urn }],
      registerUnregistered: ['manageIdentity', arrived],
      dismissUnregistered: ['manageIdentity', arrived],
    },
  },
  'app/(dashboard)/settings/members/actions.ts': {
    actions: memberActions,
    calls: {
      invite: ['manageMembers', form({ email: 'ivo@elsewhere.test', name: 'Ivo', roleKey: 'member' })],
      changeRoles: ['manageMembers', form({ memberId: 'none', roleKeys: 'member' })],
      remove: ['manageMembers', 'none'],
    },
  },
};

/** What is there for whoever is signed in, or is not yet. */
const forEverybody = ['app/(auth)/setup/actions.ts', 'app/(auth)/sign-in/actions.ts', 'app/sign-out.ts'];

it('knows every server action', () => {
  const sources = ['app', 'components', 'lib'].flatMap((folder) => filesBelow(folder, /\.tsx?$/));
  const found = sources.filter((file) => /^\s*'use server';/m.test(readFileSync(file, 'utf8')));
  expect(found).toEqual([...Object.keys(files), ...forEverybody].sort());
  for (const [file, { actions, calls }] of Object.entries(files)) {
    expect(Object.keys(actions).sort(), file).toEqual(Object.keys(calls).sort());
  }
});

const cases = Object.entries(files).flatMap(([file, { actions, calls }]) =>
  Object.entries(calls).map(([name, [permission, ...input]]) => {
    const room = file.replace('app/(dashboard)/settings/', '');
    return { name: `${name} of ${room}`, permission, call: () => actions[name]?.(...(input as never[])) };
  }),
);

/** Calls an action as somebody of a level in a tenant of their own, and looks whether that left a trace. */
async function attempt(level: PermissionLevel, call: () => Promise<unknown> | undefined) {
  const { tenantId, ownerId } = await newTenant();
  signedIn.viewer = { tenantId, memberId: ownerId, name: 'Vera Visitor', level };
  const before = await listEvents(tenantId, {});
  const answer = await call();
  const after = await listEvents(tenantId, {});
  return { answer: answer as { ok: boolean; reason?: string; message?: string }, changed: after.events.length > before.events.length };
}

describe.each(cases)('$name', ({ permission, call }) => {
  it.each(permissionLevels)(`asks a %s for ${permission}`, async (level) => {
    const { answer, changed } = await attempt(level, call);
    if (may({ level }, permission)) {
      expect(answer.reason).not.toBe('forbidden');
      expect(answer.ok || answer.reason || answer.message, 'the input is one that is understood').toBeTruthy();
    } else {
      expect(answer).toMatchObject({ ok: false, reason: 'forbidden' });
      expect(changed).toBe(false);
    }
  });
});
