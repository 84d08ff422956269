import { membershipChange } from '@/lib/provisioning/membership-plan';
import type { MembershipChange } from '@/lib/provisioning/membership-plan';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonValue } from '@/lib/scim/json';
import type { ScimDocument } from '@/lib/scim/resource';

/** A group's document without its members, which have rows of their own, and the members it is to have. */
export function splitMembers({ members, ...document }: ScimDocument): {
  document: ScimDocument;
  membership: MembershipChange;
} {
  return { document, membership: membershipChange({ base: 'empty', add: memberIds(members), remove: [] }) };
}

/** The ids in a value of `members`. */
export function memberIds(members: JsonValue | undefined): string[] {
  if (!Array.isArray(members)) return [];
  return members.flatMap((member) =>
    isJsonObject(member) && typeof member.value === 'string' ? [member.value] : [],
  );
}
