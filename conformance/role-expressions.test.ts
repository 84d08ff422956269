import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { adapters } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import type { Adapter } from '@/conformance/support/adapters';
import type { Send } from '@/conformance/support/client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { withVariables } from '@/conformance/support/transcript';
import { db } from '@/lib/db/kysely';
import { patchOpUrn } from '@/lib/scim/urns';
import { foldCase } from '@/lib/shared/fold-case';
import { setMapping } from '@/testing/set-mapping';

const object = z.record(z.string(), z.json());
const texts = z.array(z.string()).default([]);

/** What an identity provider sends, what is stored of it, and whom it makes of the person. */
const stepSchema = z.strictObject({
  /** The attributes of a POST or PUT beside the userName, or the operations of a PATCH. */
  create: object.optional(),
  put: object.optional(),
  patch: z.array(z.json()).optional(),
  /** `roles` as they are read again. */
  stored: z.array(object),
  /** The roles here when they are read from `roles`, and from the primary one alone. */
  all: z.array(z.string()),
  primary: z.array(z.string()),
  /** The values that the event warns of, by the same. */
  unknown: z.strictObject({ all: texts, primary: texts }).default({ all: [], primary: [] }),
});

type Step = z.output<typeof stepSchema>;

const cases = z
  .array(z.strictObject({ title: z.string(), steps: z.array(stepSchema) }))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'role-expressions.json'), 'utf8')));

const paths = { all: 'roles', primary: 'roles[primary eq true].value' } as const;

/** What the directory calls the roles: by their keys, or by names of its own for which there are rules. */
const vocabularies: Record<string, Record<string, string>> = {
  'the keys of roles': { owner: 'owner', admin: 'admin', viewer: 'viewer', ADMIN: 'ADMIN' },
  'values with rules': { owner: 'Acme.Chief', admin: 'Acme.Boss', viewer: 'Acme.Guest', ADMIN: 'ACME.BOSS' },
};

const mappings = Object.keys(vocabularies).flatMap((words) =>
  (['all', 'primary'] as const).map((read) => ({ words, read, path: paths[read] })),
);

/** The role expressions of Microsoft Entra ID, and Okta's roles, in every shape in which they are sent. */
describe.each(mappings)('with $words, read from $path,', ({ words, read, path }) => {
  let adapter: Adapter;
  beforeAll(async () => {
    const [[, open]] = adapters as [(typeof adapters)[number]];
    adapter = await open();
  });
  afterAll(() => adapter.close());

  const vocabulary = vocabularies[words] ?? {};

  it.each(cases)('$title', async ({ steps }) => {
    const { tenantId, token } = await createTestTenant({ provider: 'ENTRA' });
    if (words === 'values with rules') await addRules(tenantId, vocabulary);
    await setMapping(tenantId, { attribute: path });
    const send = withToken(adapter.send, token);
    let id = '';
    for (const written of steps) {
      const step = withVariables(written, new Map(Object.entries(vocabulary)));
      id = await take(send, id, step);
      const { json } = await send({ method: 'GET', path: `/Users/${id}` });
      expect(json?.roles ?? []).toEqual(step.stored);
      expect(await grantsOf(tenantId)).toEqual(step[read]);
      const warned = step.unknown[read].map((value) => `${path} "${value}": no rule or role knows it`);
      expect(await warningsOf(tenantId)).toEqual(warned);
    }
  });
});

async function addRules(tenantId: string, { owner, admin, viewer }: Record<string, string>): Promise<void> {
  const rules = Object.entries({ owner, admin, viewer }).map(([roleKey, name = ''], position) => {
    const words = { name, nameKey: foldCase(name), roleKey, createdByName: 'Olga Owner' };
    return { tenantId, id: uuidv7(), kind: 'VALUE' as const, position, ...words };
  });
  await db().insertInto('RoleRule').values(rules).execute();
}

/** Sends a step, and answers with the id of the person. */
async function take(send: Send, id: string, { create, put, patch }: Step): Promise<string> {
  const person = { userName: 'ana@acme.test' };
  const request = create
    ? { method: 'POST', path: '/Users', body: { ...person, ...create } }
    : put
      ? { method: 'PUT', path: `/Users/${id}`, body: { ...person, ...put } }
      : { method: 'PATCH', path: `/Users/${id}`, body: { schemas: [patchOpUrn], Operations: patch } };
  const { status, json, text } = await send(request);
  expect(status, text).toBe(create ? 201 : 200);
  return String(json?.id);
}

async function grantsOf(tenantId: string): Promise<string[]> {
  const grants = await db()
    .selectFrom('MemberRole')
    .select('roleKey')
    .where('tenantId', '=', tenantId)
    .where('source', '=', 'SCIM')
    .orderBy('roleKey')
    .execute();
  return grants.map(({ roleKey }) => roleKey);
}

/** Of the newest event. */
async function warningsOf(tenantId: string): Promise<string[]> {
  const { notes } = await db()
    .selectFrom('IdentityEvent')
    .select('notes')
    .where('tenantId', '=', tenantId)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  const all = (notes ?? []) as { kind: string; text: string }[];
  return all.filter(({ kind }) => kind === 'warning').map(({ text }) => text);
}
