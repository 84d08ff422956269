import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '@/conformance/support/test-context';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { createGroup } from '@/lib/provisioning/create-group';
import { createUser } from '@/lib/provisioning/create-user';
import { getGroup } from '@/lib/provisioning/get-group';
import { patchGroup } from '@/lib/provisioning/patch-group';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { memberIds } from '@/lib/provisioning/split-members';
import type { JsonObject } from '@/lib/scim/json';
import { applyPatch } from '@/lib/scim/patch/apply-patch';
import { parsePatchOp } from '@/lib/scim/patch/patch-op';
import { parseProjection } from '@/lib/scim/projection';
import { groupType, userType } from '@/lib/scim/schema/registry';
import { patchOpUrn } from '@/lib/scim/urns';

const PEOPLE = 4;

/** Numbers below PEOPLE stand for people, the others for groups. */
const anyone = fc.integer({ min: 0, max: PEOPLE + 1 });
const some = fc.array(anyone, { maxLength: 4 });

type Change =
  | { kind: 'add' | 'remove' | 'replace' | 'addWithoutPath' | 'removeByFilter'; members: number[] }
  | { kind: 'clear' | 'removeGroups' | 'removeNamed' };

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('add' as const, 'remove' as const, 'replace' as const, 'addWithoutPath' as const),
    members: some,
  }),
  fc.record({
    kind: fc.constant('removeByFilter' as const),
    members: fc.array(anyone, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constantFrom('clear' as const, 'removeGroups' as const, 'removeNamed' as const) }),
);

describe('patchGroup', () => {
  let context: ProvisioningContext;
  let ids: string[];
  let names: string[];
  let groups = 0;
  beforeAll(async () => {
    context = testContext((await createTestTenant()).tenantId);
    ids = [];
    names = ['Ana', 'Ben', 'Cleo', 'Dora', 'Inner 1', 'Inner 2'];
    for (const [n, displayName] of names.entries()) {
      const isPerson = n < PEOPLE;
      const request = { projection: parseProjection(isPerson ? userType : groupType, {}) };
      const { id } = isPerson
        ? await createUser(context, { ...request, body: { userName: `${displayName}@acme.test`, displayName } })
        : await createGroup(context, { ...request, body: { displayName } });
      ids.push(id);
    }
  });

  const whole = parseProjection(groupType, {});

  function reference(n: number): JsonObject {
    return { value: ids[n] ?? '' };
  }

  function operation(made: Change): JsonObject {
    switch (made.kind) {
      case 'clear':
        return { op: 'remove', path: 'members' };
      case 'removeGroups':
        return { op: 'remove', path: 'members[type eq "Group"]' };
      case 'removeNamed':
        return { op: 'remove', path: 'members[display co "a"]' };
      case 'removeByFilter':
        return {
          op: 'remove',
          path: `members[${made.members.map((n) => `value eq "${ids[n]}"`).join(' or ')}]`,
        };
      case 'addWithoutPath':
        return { op: 'add', value: { members: made.members.map(reference) } };
      default:
        return { op: made.kind, path: 'members', value: made.members.map(reference) };
    }
  }

  async function newGroup(members: number[]): Promise<string> {
    const body = { displayName: `Group ${(groups += 1)}`, members: members.map(reference) };
    return (await createGroup(context, { body, projection: whole })).id;
  }

  async function patch(id: string, Operations: JsonObject[]): Promise<number> {
    const body = { schemas: [patchOpUrn], Operations };
    return (await patchGroup(context, { id, ifMatch: undefined, projection: null, body })).version;
  }

  async function membersOf(id: string): Promise<string[]> {
    const { json } = await getGroup(context, { id, projection: whole });
    return memberIds((JSON.parse(json) as JsonObject).members);
  }

  /** The members by the rules for documents, which know nothing of rows. */
  function expected(members: number[], operations: JsonObject[]): string[] {
    const document = {
      displayName: 'Model',
      members: [...new Set(members)].map((n) => described(ids[n] ?? '')),
    };
    let current: JsonObject = document;
    for (const each of operations) {
      const parsed = parsePatchOp({ schemas: [patchOpUrn], Operations: [each] }, 'compatible');
      const outcome = applyPatch(groupType, current, parsed, { mode: 'compatible', id: 'model' });
      current = { ...outcome.document, members: memberIds(outcome.document.members).map(described) };
    }
    return memberIds(current.members).toSorted();
  }

  function described(id: string): JsonObject {
    const n = ids.indexOf(id);
    return { value: id, type: n < PEOPLE ? 'User' : 'Group', display: names[n] ?? '' };
  }

  it('ends with the same members as the document would, operation by operation or all in one', async () => {
    await fc.assert(
      fc.asyncProperty(some, fc.array(change, { minLength: 1, maxLength: 5 }), async (first, changes) => {
        const operations = changes.map(operation);
        const [stepwise, atOnce] = [await newGroup(first), await newGroup(first)];
        for (const each of operations) await patch(stepwise, [each]);
        const version = await patch(atOnce, operations);

        const members = expected(first, operations);
        expect(await membersOf(stepwise)).toEqual(members);
        expect(await membersOf(atOnce)).toEqual(members);
        const isSame = members.join() === [...new Set(first)].map((n) => ids[n]).toSorted().join();
        expect(version).toBe(isSame ? 1 : 2);
      }),
      { numRuns: 40 },
    );
  });
});
