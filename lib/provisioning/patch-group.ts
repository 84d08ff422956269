import { changeGroup } from '@/lib/provisioning/change-group';
import type { GroupChangeRequest, GroupRevision } from '@/lib/provisioning/change-group';
import { groupFacts } from '@/lib/provisioning/group-record';
import type { DescribedMember, MemberDirectory } from '@/lib/provisioning/member-directory';
import { membershipChange } from '@/lib/provisioning/membership-plan';
import type { MembershipChange } from '@/lib/provisioning/membership-plan';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import type { ChangedResource } from '@/lib/provisioning/served-resource';
import { memberIds } from '@/lib/provisioning/split-members';
import type { StoredGroup } from '@/lib/provisioning/stored-group';
import type { JsonObject, JsonValue } from '@/lib/scim/json';
import { applyPatch } from '@/lib/scim/patch/apply-patch';
import type { PatchOutcome } from '@/lib/scim/patch/apply-patch';
import { membershipDelta } from '@/lib/scim/patch/membership-delta';
import type { MembershipDelta } from '@/lib/scim/patch/membership-delta';
import { parsePatchOp } from '@/lib/scim/patch/patch-op';
import type { PatchOperation } from '@/lib/scim/patch/patch-op';
import { VisitLimit } from '@/lib/scim/patch/visit-limit';
import { metaOf } from '@/lib/scim/resource';
import type { ScimDocument } from '@/lib/scim/resource';

/** PATCH /Groups/{id} (RFC 7644 §3.5.2): all operations or none. */
export function patchGroup(
  context: ProvisioningContext,
  request: GroupChangeRequest & { body: JsonValue },
): Promise<ChangedResource> {
  const operations = parsePatchOp(request.body, context.mode);
  const delta = membershipDelta(context.registry.Group, operations, context.mode);
  if (delta) {
    const foreseen = changeOf(delta);
    return changeGroup(context, request, {
      foreseen,
      revise: (group) => ({ ...patchAttributes(context, group, delta), membership: foreseen }),
    });
  }
  return changeGroup(context, request, {
    foreseen: null,
    revise: (group, directory) => patchWhole(context, group, operations, directory),
  });
}

function changeOf({ base, add, remove }: MembershipDelta): MembershipChange | null {
  if (base === 'current' && add.length === 0 && remove.length === 0) return null;
  return membershipChange({ base, add: add.map(({ value }) => value), remove });
}

function patchAttributes(context: ProvisioningContext, group: StoredGroup, delta: MembershipDelta) {
  const { document, ...notes } = patch(context, group, group.document, delta.rest);
  return {
    document,
    ignored: [...delta.ignored, ...notes.ignored],
    repairs: [...delta.repairs, ...notes.repairs],
    unregistered: notes.unregistered,
  };
}

/** A pass copies, checks and compares every member, which costs as much as some looks at it. */
const LOOKS_OF_A_PASS = 4;

/**
 * For operations that select members by what they are, such as `members[type eq "Group"]`. One of them may
 * select whom another has just put in, who is described in between.
 */
async function patchWhole(
  context: ProvisioningContext,
  group: StoredGroup,
  operations: readonly PatchOperation[],
  directory: MemberDirectory,
): Promise<GroupRevision> {
  const stored = await directory.membersOf(group.id);
  const known = new Map(stored.map((member) => [member.value, member]));
  const outcomes: PatchOutcome[] = [];
  const visits = new VisitLimit();
  let whole: ScimDocument = { ...group.document, members: served(context, [...known.keys()], known) };
  for (const pass of passesOf(context, operations)) {
    visits.count(LOOKS_OF_A_PASS * memberIds(whole.members).length);
    const outcome = patch(context, group, whole, pass, visits);
    const ids = memberIds(outcome.document.members);
    const found = await directory.find(ids.filter((id) => !known.has(id)));
    for (const member of found) known.set(member.value, member);
    whole = { ...outcome.document, members: served(context, ids, known) };
    outcomes.push(outcome);
  }
  const { members, ...document } = whole;
  const [before, after] = [new Set(stored.map(({ value }) => value)), new Set(memberIds(members))];
  const add = [...after].filter((id) => !before.has(id));
  const remove = [...before].filter((id) => !after.has(id));
  return {
    document,
    membership: membershipChange({ base: 'current', add, remove }),
    ignored: [...new Set(outcomes.flatMap(({ ignored }) => ignored))],
    repairs: outcomes.flatMap(({ repairs }) => repairs),
    unregistered: outcomes.flatMap(({ unregistered }) => unregistered),
  };
}

/** The operations in groups, of which each but the last ends with one that may put in members. */
function passesOf(context: ProvisioningContext, operations: readonly PatchOperation[]): PatchOperation[][] {
  const passes: PatchOperation[][] = [[]];
  for (const operation of operations) {
    passes.at(-1)?.push(operation);
    if (mayPutIn(context, operation)) passes.push([]);
  }
  return passes.filter((pass) => pass.length > 0);
}

function mayPutIn({ registry, mode }: ProvisioningContext, operation: PatchOperation): boolean {
  if (operation.op === 'remove') return false;
  const delta = membershipDelta(registry.Group, [operation], mode);
  return !delta || delta.add.length > 0;
}

/** Members as they are served; of an unknown one there is no more than its id, and it is refused later. */
function served(
  { baseUrl }: ProvisioningContext,
  ids: readonly string[],
  known: ReadonlyMap<string, DescribedMember>,
): JsonObject[] {
  return ids.map((value) => {
    const member = known.get(value);
    if (!member) return { value };
    return { ...member, $ref: `${baseUrl}/${member.type === 'Group' ? 'Groups' : 'Users'}/${value}` };
  });
}

function patch(
  { registry, mode, baseUrl }: ProvisioningContext,
  group: StoredGroup,
  document: ScimDocument,
  operations: readonly PatchOperation[],
  visits?: VisitLimit,
) {
  const meta = metaOf(registry.Group, groupFacts(group, baseUrl));
  return applyPatch(registry.Group, document, operations, {
    mode,
    id: group.id,
    readOnly: { meta },
    visits,
  });
}
