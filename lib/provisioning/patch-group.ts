import { changeGroup } from '@/lib/provisioning/change-group';
import type { GroupChangeRequest, GroupRevision } from '@/lib/provisioning/change-group';
import { groupFacts } from '@/lib/provisioning/group-record';
import { membershipChange } from '@/lib/provisioning/membership-plan';
import type { MembershipChange } from '@/lib/provisioning/membership-plan';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import type { ChangedResource } from '@/lib/provisioning/served-resource';
import { memberIds } from '@/lib/provisioning/split-members';
import type { StoredGroup } from '@/lib/provisioning/stored-group';
import type { JsonValue } from '@/lib/scim/json';
import { applyPatch } from '@/lib/scim/patch/apply-patch';
import { membershipDelta } from '@/lib/scim/patch/membership-delta';
import type { MembershipDelta } from '@/lib/scim/patch/membership-delta';
import { parsePatchOp } from '@/lib/scim/patch/patch-op';
import type { PatchOperation } from '@/lib/scim/patch/patch-op';
import { toResource } from '@/lib/scim/resource';
import type { MemberReference, ScimDocument } from '@/lib/scim/resource';

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
    revise: async (group, loadMembers) => patchWhole(context, group, operations, await loadMembers()),
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

/** For operations that select members by what they are, such as `members[type eq "Group"]`. */
function patchWhole(
  context: ProvisioningContext,
  group: StoredGroup,
  operations: readonly PatchOperation[],
  stored: readonly MemberReference[],
): GroupRevision {
  const members = stored.map((member) => {
    const endpoint = member.type === 'Group' ? 'Groups' : 'Users';
    return { ...member, $ref: `${context.baseUrl}/${endpoint}/${member.value}` };
  });
  const whole = patch(context, group, { ...group.document, members }, operations);
  const { members: left, ...document } = whole.document;
  const [before, after] = [new Set(stored.map(({ value }) => value)), new Set(memberIds(left))];
  const add = [...after].filter((id) => !before.has(id));
  const remove = [...before].filter((id) => !after.has(id));
  const { ignored, repairs, unregistered } = whole;
  const membership = membershipChange({ base: 'current', add, remove });
  return { document, membership, ignored, repairs, unregistered };
}

function patch(
  { registry, mode, baseUrl }: ProvisioningContext,
  group: StoredGroup,
  document: ScimDocument,
  operations: readonly PatchOperation[],
) {
  const { meta } = toResource(registry.Group, group.document, groupFacts(group, baseUrl));
  return applyPatch(registry.Group, document, operations, {
    mode,
    id: group.id,
    readOnly: { ...(meta && { meta }) },
  });
}
