import { NextRequest } from 'next/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as arrivedValues from '@/app/api/arrived-values/route';
import * as identityEvents from '@/app/api/identity-events/route';
import * as memberChanges from '@/app/api/member-changes/route';
import * as roleApplication from '@/app/api/role-application/route';
import * as roleGroups from '@/app/api/role-groups/route';
import * as rolePreview from '@/app/api/role-preview/route';
import * as setupProgress from '@/app/api/setup-progress/route';
import { may } from '@/lib/roles/permission';
import type { Actor, Permission } from '@/lib/roles/permission';
import { permissionLevels } from '@/lib/roles/role';
import { filesBelow } from '@/testing/files-below';
import { newTenant } from '@/testing/new-tenant';

const signedIn = vi.hoisted((): { viewer: unknown } => ({ viewer: null }));

const findViewer = vi.hoisted(() => () => Promise.resolve(signedIn.viewer));

vi.mock('@/lib/sign-in/viewer', () => ({ getViewer: findViewer, peekViewer: findViewer }));

afterEach(() => {
  signedIn.viewer = null;
});

type Handler = (request: NextRequest) => Promise<Response>;

/** What a method asks for, and a request that an owner could send: its query, or its body. */
type Call = [permission: Permission, query?: string, body?: object];

const draft = {
  revision: 1,
  source: 'IDP_ATTRIBUTE',
  attribute: 'roles',
  defaultRoleKey: 'member',
  groupRules: [],
  valueRules: [],
};

/** Every address of the application's own API and its methods. A new one is listed here with what it asks for. */
const addresses: Record<string, { methods: Record<string, Handler>; calls: Record<string, Call> }> = {
  'app/api/arrived-values/route.ts': {
    methods: arrivedValues,
    calls: { GET: ['manageIdentity', '?attribute=roles'] },
  },
  'app/api/identity-events/route.ts': { methods: identityEvents, calls: { GET: ['readSettings'] } },
  'app/api/member-changes/route.ts': { methods: memberChanges, calls: { GET: ['readSettings'] } },
  'app/api/role-application/route.ts': { methods: roleApplication, calls: { GET: ['readSettings'] } },
  'app/api/role-groups/route.ts': {
    methods: roleGroups,
    calls: { GET: ['manageIdentity', '?search=eng'], POST: ['manageIdentity', '', { names: ['Engineering'] }] },
  },
  'app/api/role-preview/route.ts': {
    methods: rolePreview,
    calls: { POST: ['manageIdentity', '', { draft }] },
  },
  'app/api/setup-progress/route.ts': {
    methods: setupProgress,
    calls: { GET: ['readSettings', '?idp=okta'] },
  },
};

/** Signing in is the library's, and for whoever is not signed in. */
const isSignIn = (file: string) => file.startsWith('app/api/auth/');

it('knows every address of the API and its methods', () => {
  const files = filesBelow('app/api', /route\.ts$/).filter((file) => !isSignIn(file));
  expect(files).toEqual(Object.keys(addresses).sort());
  for (const [file, { methods, calls }] of Object.entries(addresses)) {
    expect(Object.keys(methods).sort(), file).toEqual(Object.keys(calls).sort());
  }
});

const cases = Object.entries(addresses).flatMap(([file, { methods, calls }]) =>
  Object.entries(calls).map(([method, [permission, query = '', body]]) => {
    const request = () =>
      new NextRequest(`http://localhost/api${query}`, { method, body: body && JSON.stringify(body) });
    return { name: `${method} ${file}`, permission, ask: () => methods[method]?.(request()) };
  }),
);

async function signIn(level: Actor['level']): Promise<void> {
  const { tenantId, ownerId } = await newTenant();
  signedIn.viewer = { tenantId, memberId: ownerId, name: 'Vera Visitor', level };
}

describe.each(cases)('$name', ({ permission, ask }) => {
  it('answers nobody who is signed out or has no role', async () => {
    expect((await ask())?.status).toBe(401);
    await signIn(null);
    expect((await ask())?.status).toBe(403);
  });

  it.each(permissionLevels)(`answers a %s who may: ${permission}`, async (level) => {
    await signIn(level);
    const answer = await ask();
    expect(answer?.status).toBe(may({ level }, permission) ? 200 : 403);
    expect(answer?.headers.get('cache-control')).toBe('no-store');
  });
});
