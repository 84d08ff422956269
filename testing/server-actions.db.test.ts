import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as credentialActions from '@/app/(dashboard)/settings/credential-actions';
import * as settingsActions from '@/app/(dashboard)/settings/identity/actions';
import * as mappingActions from '@/app/(dashboard)/settings/identity/role-mapping/actions';
import * as roleActions from '@/app/(dashboard)/settings/identity/role-mapping/roles/actions';
import * as trialActions from '@/app/(dashboard)/settings/identity/role-mapping/try/actions';
import * as extensionActions from '@/app/(dashboard)/settings/identity/scim/extension-actions';
import * as ssoActions from '@/app/(dashboard)/settings/identity/sso/actions';
import * as personActions from '@/app/(dashboard)/settings/members/[id]/actions';
import * as memberActions from '@/app/(dashboard)/settings/members/actions';
import { listEvents } from '@/lib/activity/list-events';
import { may } from '@/lib/roles/permission';
import { permissionLevels } from '@/lib/roles/role';
import type { PermissionLevel } from '@/lib/roles/role';
import { filesBelow } from '@/testing/files-below';
import { guardedActions, openActions } from '@/testing/guarded-actions';
import type { GuardedCall } from '@/testing/guarded-actions';
import { newTenant } from '@/testing/new-tenant';

const signedIn = vi.hoisted((): { viewer: unknown } => ({ viewer: null }));

vi.mock('@/lib/sign-in/viewer', () => ({ requireViewer: () => Promise.resolve(signedIn.viewer) }));

vi.mock('next/cache', () => ({ revalidatePath: () => undefined }));

vi.mock('@/lib/mail/send-mail', () => ({ sendMail: () => Promise.resolve('sent') }));

afterEach(() => {
  signedIn.viewer = null;
});

type Action = (...input: never[]) => Promise<unknown>;

const modules: Record<string, Record<string, Action>> = {
  'app/(dashboard)/settings/credential-actions.ts': credentialActions,
  'app/(dashboard)/settings/identity/actions.ts': settingsActions,
  'app/(dashboard)/settings/identity/role-mapping/actions.ts': mappingActions,
  'app/(dashboard)/settings/identity/role-mapping/roles/actions.ts': roleActions,
  'app/(dashboard)/settings/identity/role-mapping/try/actions.ts': trialActions,
  'app/(dashboard)/settings/identity/scim/extension-actions.ts': extensionActions,
  'app/(dashboard)/settings/identity/sso/actions.ts': ssoActions,
  'app/(dashboard)/settings/members/[id]/actions.ts': personActions,
  'app/(dashboard)/settings/members/actions.ts': memberActions,
};

it('server actions are all known', () => {
  const sources = ['app', 'components', 'lib'].flatMap((folder) => filesBelow(folder, /\.tsx?$/));
  const found = sources.filter((file) => /^\s*'use server';/m.test(readFileSync(file, 'utf8')));
  expect(found).toEqual([...Object.keys(guardedActions), ...openActions].sort());
  expect(Object.keys(modules).sort()).toEqual(Object.keys(guardedActions).sort());
  for (const [file, calls] of Object.entries(guardedActions)) {
    expect(Object.keys(modules[file] ?? {}).sort(), file).toEqual(Object.keys(calls).sort());
  }
});

const cases = Object.entries(guardedActions).flatMap(([file, calls]) =>
  Object.entries(calls).map(([name, guarded]) => ({ file, name, ...guarded })),
);

/** The input as React hands it to an action. */
function decoded(input: GuardedCall['input']): unknown[] {
  if ('args' in input) return input.args;
  const data = new FormData();
  for (const [name, value] of Object.entries(input.form)) data.set(name, value);
  return [data];
}

interface Answer {
  ok: boolean;
  reason?: string;
  message?: string;
}

/** Calls an action as somebody of a level in a tenant of their own, and looks whether that left a trace. */
async function attempt(level: PermissionLevel, { file, name, input }: (typeof cases)[number]) {
  const { tenantId, ownerId } = await newTenant();
  signedIn.viewer = { tenantId, memberId: ownerId, name: 'Vera Visitor', level };
  const before = await listEvents(tenantId, {});
  const answer = (await modules[file]?.[name]?.(...(decoded(input) as never[]))) as Answer;
  const after = await listEvents(tenantId, {});
  return { answer, changed: after.events.length > before.events.length };
}

describe.each(cases)('$name of $file', (action) => {
  const { permission } = action;

  it.each(permissionLevels)(`asks a %s for ${permission}`, async (level) => {
    const { answer, changed } = await attempt(level, action);
    if (may({ level }, permission)) {
      expect(answer.reason).not.toBe('forbidden');
      expect(answer.ok || answer.reason || answer.message, 'the input is understood').toBeTruthy();
    } else {
      expect(answer).toMatchObject({ ok: false, reason: 'forbidden' });
      expect(changed).toBe(false);
    }
  });
});
