import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { adapters } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import type { TestTenant } from '@/conformance/support/test-tenant';
import { db } from '@/lib/db/kysely';
import { handleScim } from '@/lib/scim-http/handle-scim';
import type { JsonObject } from '@/lib/scim/json';
import { errorUrn, patchOpUrn } from '@/lib/scim/urns';

const cases = z
  .array(
    z.strictObject({
      title: z.string(),
      method: z.string(),
      path: z.string(),
      headers: z.record(z.string(), z.string()).default({}),
      /** The body as it is sent, as a text or as bytes. */
      text: z.string().optional(),
      hex: z.string().optional(),
      status: z.number(),
      scimType: z.string().optional(),
    }),
  )
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'hostile-cases.json'), 'utf8')));

let tenant: TestTenant;
let user: string;
let group: string;

beforeAll(async () => {
  tenant = await createTestTenant();
  user = String((await answerTo('POST', '/Users', '{"userName":"ana@acme.test"}')).json?.id);
  group = String((await answerTo('POST', '/Groups', '{"displayName":"Team"}')).json?.id);
});

async function answerTo(
  method: string,
  address: string,
  body?: string | Buffer,
  headers: Record<string, string> = {},
) {
  const [path = '', ...query] = address.replace('${user}', user).replace('${group}', group).split('?');
  const { status, body: text } = await handleScim({
    method,
    path,
    query: query.join('?'),
    headers: { authorization: `Bearer ${tenant.token}`, ...headers },
    body: body === undefined ? null : oneChunk(Buffer.from(body)),
    clientAddress: '127.0.0.1',
  });
  return { status, json: text === null ? undefined : (JSON.parse(text) as JsonObject) };
}

async function* oneChunk(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

async function stored(): Promise<unknown> {
  const of = (table: 'ScimUser' | 'ScimGroup') =>
    db().selectFrom(table).selectAll().where('tenantId', '=', tenant.tenantId).execute();
  return [await of('ScimUser'), await of('ScimGroup')];
}

describe('hostile and unlucky input', () => {
  it.each(cases)('$title is $status', async ({ method, path, headers, text, hex, status, scimType }) => {
    const before = await stored();
    const answer = await answerTo(method, path, hex === undefined ? text : Buffer.from(hex, 'hex'), headers);
    expect([answer.status, answer.json?.scimType]).toEqual([status, scimType ?? answer.json?.scimType]);
    if (status >= 400) expect(answer.json).toMatchObject({ schemas: [errorUrn], status: String(status) });
    expect(await stored()).toEqual(before);
  });

  it('takes a byte order mark before UTF-8', async () => {
    const operation = { op: 'replace', path: 'title', value: 'Zoë' };
    const body = `\ufeff${JSON.stringify({ schemas: [patchOpUrn], Operations: [operation] })}`;
    const answer = await answerTo('PATCH', '/Users/${user}', body);
    expect(answer).toMatchObject({ status: 200, json: { title: 'Zoë' } });
  });

  it.each([10_000, 500_000])('refuses %i nested brackets', async (depth) => {
    for (const body of ['['.repeat(depth), '['.repeat(depth) + ']'.repeat(depth), '{"a":'.repeat(depth)]) {
      const { status } = await answerTo('POST', '/Users', body);
      expect([400, 413]).toContain(status);
    }
  });
});

/** More than any endpoint takes, and never all of it read. */
const endless = 256 * 1024 * 1024;

describe.each(adapters)('a body without end through %s', (_name, open) => {
  const paths = ['/Users', '/Groups', '/Bulk', '/.search'];

  it.each(paths)('is refused at %s before it is read whole', async (path) => {
    const adapter = await open();
    const send = withToken(adapter.send, tenant.token);
    let sent = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        if (sent >= endless) controller.close();
        else controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    const { status, json } = await send({ method: 'POST', path, body: stream });
    expect([status, json?.status]).toEqual([413, '413']);
    expect(sent).toBeLessThan(endless / 2);
    expect((await send({ method: 'GET', path: '/Users' })).status).toBe(200);
    await adapter.close();
  });
});
