import { v7 as uuidv7 } from 'uuid';
import type { AttributeChange, EventNote, IdentityEventDraft } from '@/lib/activity/identity-event';
import { redact, redactChange } from '@/lib/activity/redact';
import { attributeChanges } from '@/lib/provisioning/attribute-changes';
import { eventOfRequest, messageNotes } from '@/lib/provisioning/event-of-request';
import type { MessageNotes } from '@/lib/provisioning/event-of-request';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import type { ServedResource } from '@/lib/provisioning/served-resource';
import type { JsonValue } from '@/lib/scim/json';
import type { ScimDocument } from '@/lib/scim/resource';

/** What happened to a person, as the sentence of the event says it. */
export type UserVerb = 'created' | 'updated' | 'deactivated' | 'reactivated' | 'deleted';

/** An event that what it tells of can refer to. */
export type IdentifiedDraft = IdentityEventDraft & { id: string };

/** The person as the event names them. */
export interface EventPerson {
  memberId: string | null;
  displayName: string;
  email: string;
}

export interface UserHappening {
  verb: UserVerb;
  id: string;
  before: ScimDocument;
  after: ScimDocument;
  notes: MessageNotes;
  person: EventPerson;
  warnings: readonly string[];
  /** What became of the roles that the person has here. */
  roleChange: AttributeChange | null;
  /** What is answered; absent when the answer has no body. */
  answered?: () => ServedResource;
}

/** The event of a change to a SCIM user. It is recorded together with the change. */
export function userEvent(context: ProvisioningContext, happening: UserHappening): IdentifiedDraft {
  const { verb, before, after, person, notes, warnings, roleChange, answered } = happening;
  const left = verb === 'deactivated' || verb === 'deleted';
  return {
    ...eventOfRequest(context, [...messageNotes(notes), ...warnings.map(warning)]),
    ...subject(happening),
    id: uuidv7(),
    type: left ? 'scim_deprovision' : 'scim_provision',
    summary: `${context.clientName} ${verb} ${person.displayName}`,
    changes: [...attributeChanges(before, after).map(redactChange), ...(roleChange ? [roleChange] : [])],
    ...(context.recordsSuccess && answered && { response: redact(JSON.parse(answered().json) as JsonValue) }),
  };
}

/** The event of a request that changed nothing, of which something is to be told all the same. */
export function unchangedEvent(
  context: ProvisioningContext,
  happening: Pick<UserHappening, 'id' | 'person' | 'notes'>,
): IdentityEventDraft {
  return {
    ...eventOfRequest(context, messageNotes(happening.notes)),
    ...subject(happening),
    type: 'scim_provision',
    summary: `${context.clientName} sent ${happening.person.displayName}, which changed nothing`,
  };
}

function subject({ id, person }: Pick<UserHappening, 'id' | 'person'>) {
  return { resourceId: id, memberId: person.memberId, subjectEmail: person.email || null };
}

function warning(text: string): EventNote {
  return { kind: 'warning', text };
}
