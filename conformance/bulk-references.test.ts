import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import type { Adapter } from '@/conformance/support/adapters';
import {
  groupCreation,
  managedBy,
  replacement,
  resourceAt,
  resultsOf,
  sendBulk,
  statusesOf,
  userCreation,
} from '@/conformance/support/bulk-operations';
import { withToken } from '@/conformance/support/client';
import type { Send } from '@/conformance/support/client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonObject } from '@/lib/scim/json';
import { enterpriseUserUrn } from '@/lib/scim/urns';

/** RFC 7644 §3.7.1 and §3.7.2: operations that refer to what others of the same request make. */
describe.each(adapters)('through %s', (_name, open) => {
  let adapter: Adapter;
  let send: Send;
  beforeAll(async () => {
    adapter = await open();
    const { token } = await createTestTenant();
    send = withToken(adapter.send, token);
  });
  afterAll(() => adapter.close());

  it('resolves references in any order, in data, $ref, path and the filter of a PATCH', async () => {
    const response = await sendBulk(send, [
      replacement('/Users/bulkId:ref-ana', { title: 'Engineer' }),
      {
        method: 'PATCH',
        path: '/Groups/bulkId:ref-team',
        data: { Operations: [{ op: 'remove', path: 'members[value eq "bulkId:ref-leo"]' }] },
      },
      groupCreation('ref-team', 'bulkId:ref-ana', 'bulkId:ref-leo'),
      userCreation('ref-ana', managedBy('bulkId:ref-leo')),
      userCreation('ref-leo'),
    ]);
    const [ana, , team, , leo] = resultsOf(response);
    expect(statusesOf(response)).toEqual(['200', '204', '201', '201', '201']);
    const leoId = String((await resourceAt(send, leo)).id);
    const { id, title, [enterpriseUserUrn]: enterprise } = await resourceAt(send, ana);
    expect([title, enterprise]).toMatchObject(['Engineer', { manager: { value: leoId } }]);
    expect(await resourceAt(send, team)).toMatchObject({ members: [{ value: id, type: 'User' }] });
  });

  it('makes circles of users and of groups, and reports the version in which they are closed', async () => {
    const response = await sendBulk(send, [
      userCreation('boss', managedBy('bulkId:aide')),
      userCreation('aide', managedBy('bulkId:boss')),
      groupCreation('outer', 'bulkId:inner', 'bulkId:boss'),
      groupCreation('inner', 'bulkId:outer', 'bulkId:inner'),
    ]);
    expect(statusesOf(response)).toEqual(['201', '201', '201', '201']);
    const circle = resultsOf(response);
    const resources = await Promise.all(circle.map((result) => resourceAt(send, result)));
    expect(resources.map(({ meta }) => meta)).toMatchObject(circle.map(({ version }) => ({ version })));
    const [boss, aide, outer, inner] = resources.map(({ id }) => String(id));
    expect(resources[0]).toMatchObject({ [enterpriseUserUrn]: { manager: { value: aide } } });
    expect(resources[1]).toMatchObject({ [enterpriseUserUrn]: { manager: { value: boss } } });
    const membersOf = (resource: JsonObject | undefined) =>
      [resource?.members ?? []].flat().filter(isJsonObject).map(({ value }) => value);
    expect(new Set(membersOf(resources[2]))).toEqual(new Set([inner, boss]));
    expect(new Set(membersOf(resources[3]))).toEqual(new Set([outer, inner]));
  });

  it('says of a resource that its circle could not be closed', async () => {
    const response = await sendBulk(send, [
      userCreation('half-a', { userName: '', ...managedBy('bulkId:half-b') }),
      userCreation('half-b', managedBy('bulkId:half-a')),
    ]);
    const [, half] = resultsOf(response);
    expect(statusesOf(response)).toEqual(['400', '409']);
    const detail = expect.stringContaining('without what refers to') as string;
    expect(half?.response).toMatchObject({ detail });
    expect(await resourceAt(send, half)).toMatchObject({ userName: 'half-b@acme.test' });
  });

  it('tells what was made that a stop leaves it incomplete', async () => {
    const operations = [
      groupCreation('stopped-a', 'bulkId:stopped-b', 'bulkId:stopped-c'),
      groupCreation('stopped-b', 'bulkId:stopped-a'),
      { ...userCreation('stopped-c'), data: {} },
    ];
    const response = await sendBulk(send, operations, { failOnErrors: 1 });
    const [made, failed] = resultsOf(response);
    expect([made?.bulkId, made?.status, failed?.bulkId, failed?.status]).toEqual([
      'stopped-b',
      '409',
      'stopped-c',
      '400',
    ]);
    expect(await resourceAt(send, made)).toMatchObject({ displayName: 'stopped-b', members: [] });
    expect(resultsOf(response)).toHaveLength(2);
  });
});
