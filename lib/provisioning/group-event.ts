import { v7 as uuidv7 } from 'uuid';
import type { AttributeChange, IdentityEventDraft } from '@/lib/activity/identity-event';
import { redact, redactChange } from '@/lib/activity/redact';
import { attributeChanges } from '@/lib/provisioning/attribute-changes';
import { eventOfRequest, messageNotes } from '@/lib/provisioning/event-of-request';
import type { MessageNotes } from '@/lib/provisioning/event-of-request';
import { groupTitle } from '@/lib/provisioning/group-record';
import type { Counted, MembershipPlan, NamedMember } from '@/lib/provisioning/membership-plan';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import type { ServedResource } from '@/lib/provisioning/served-resource';
import type { IdentifiedDraft } from '@/lib/provisioning/user-event';
import type { JsonValue } from '@/lib/scim/json';
import type { ScimDocument } from '@/lib/scim/resource';

export interface GroupHappening {
  id: string;
  /** Null when the group is created. */
  before: ScimDocument | null;
  /** Null when it is deleted. */
  after: ScimDocument | null;
  /** Who comes and goes; null when nobody does. */
  plan: Pick<MembershipPlan, 'joining' | 'leaving'> | null;
  notes: MessageNotes;
  /** What is answered, without the members; absent when the answer has no body. */
  answered?: () => ServedResource;
}

/** The event of a change to a group. It is recorded together with the change. */
export function groupEvent(context: ProvisioningContext, happening: GroupHappening): IdentifiedDraft {
  const { id, before, after, plan, notes, answered } = happening;
  const changes = [...attributeChanges(before ?? {}, after ?? {}), ...(plan ? [membersChange(plan)] : [])];
  return {
    ...eventOfRequest(context, messageNotes(notes)),
    id: uuidv7(),
    resourceId: id,
    type: after ? 'scim_provision' : 'scim_deprovision',
    summary: `${context.clientName} ${whatHappened(happening)}`,
    changes: changes.filter((change) => change.before !== null || change.after !== null).map(redactChange),
    ...(context.recordsSuccess && answered && { response: redact(JSON.parse(answered().json) as JsonValue) }),
  };
}

/** The event of a request that changed nothing, of which something is to be told all the same. */
export function unchangedGroupEvent(
  context: ProvisioningContext,
  { id, document, notes }: { id: string; document: ScimDocument; notes: MessageNotes },
): IdentityEventDraft {
  return {
    ...eventOfRequest(context, messageNotes(notes)),
    resourceId: id,
    type: 'scim_provision',
    summary: `${context.clientName} sent the group ${groupTitle(document)}, which changed nothing`,
  };
}

/** Such as "renamed the group Finance to Finance EU, added 3 members and removed Ana Ruiz". */
function whatHappened({ before, after, plan }: GroupHappening): string {
  const name = groupTitle(after ?? before ?? {});
  const joining = plan && plan.joining.count > 0 ? people(plan.joining) : null;
  const leaving = plan && plan.leaving.count > 0 ? people(plan.leaving) : null;
  if (!before) return `created the group ${name}${joining ? ` with ${joining}` : ''}`;
  if (!after) return `deleted the group ${name}`;

  const attributes = attributesChanged(before, after);
  const deeds = [
    ...(attributes ? [attributes] : []),
    ...(joining ? [`added ${joining}${attributes ? '' : ` to ${name}`}`] : []),
    ...(leaving ? [`removed ${leaving}${attributes || joining ? '' : ` from ${name}`}`] : []),
  ];
  return [deeds.slice(0, -1).join(', '), ...deeds.slice(-1)].filter((deed) => deed !== '').join(' and ');
}

function attributesChanged(before: ScimDocument, after: ScimDocument): string | null {
  if (before.displayName !== after.displayName) {
    return `renamed the group ${groupTitle(before)} to ${groupTitle(after)}`;
  }
  return attributeChanges(before, after).length > 0 ? `updated the group ${groupTitle(after)}` : null;
}

function people({ count, some: [first] }: Counted<NamedMember>): string {
  return count === 1 && first ? first.name : `${count} members`;
}

/** Who went stands for what was, and who came for what is; those who stayed are not told. */
function membersChange({ joining, leaving }: Pick<MembershipPlan, 'joining' | 'leaving'>): AttributeChange {
  return { attribute: 'members', before: listed(leaving), after: listed(joining) };
}

function listed({ count, some }: Counted<NamedMember>): JsonValue | null {
  if (count === 0) return null;
  const names = some.map(({ id, name }) => `${name} (${id})`);
  return count > some.length ? [...names, `and ${count - some.length} more`] : names;
}
