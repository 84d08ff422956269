import { z } from 'zod';
import type { EventNote } from '@/lib/activity/identity-event';
import { db } from '@/lib/db/kysely';
import { groupsNamed } from '@/lib/people/groups-named';
import { readableDocument } from '@/lib/people/readable-document';
import { findRuleGroups } from '@/lib/people/rule-groups';
import { shownExplanation } from '@/lib/people/shown-explanation';
import type { ShownExplanation } from '@/lib/people/shown-explanation';
import { messageNotes } from '@/lib/provisioning/event-of-request';
import { memberProfile } from '@/lib/provisioning/member-profile';
import { sentValues } from '@/lib/provisioning/roles/sent-values';
import { explainRoles } from '@/lib/roles/explain-roles';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { findTenantMapping } from '@/lib/roles/tenant-mapping';
import { readRegistry } from '@/lib/schemas/tenant-registry';
import { isScimError } from '@/lib/scim/error';
import type { JsonValue } from '@/lib/scim/json';
import { parseJson } from '@/lib/scim/parse-json';
import type { ScimDocument } from '@/lib/scim/resource';
import { canonicalize } from '@/lib/scim/schema/canonicalize';
import type { ResourceType } from '@/lib/scim/schema/registry';
import { validate } from '@/lib/scim/schema/validate';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

/** Code units of the text that is tried; a User with everything on it has a few thousand. */
const LONGEST_USER = 64 * 1024;

/** Entries of one array or object. */
const MOST_ENTRIES = 1_000;

export const tryMappingSchema = z.object({
  user: z
    .string()
    .max(LONGEST_USER, 'Paste one user of at most 64 kB.')
    .refine((text) => text.trim() !== '', 'Paste a SCIM user as JSON, for example {"userName": "ana@example.com"}.'),
});

/** What the saved mapping would make of a user that was never sent. */
export interface Trial {
  name: string;
  /** What was repaired and left out, as in the event of a POST. */
  notes: EventNote[];
  /** What would be stored, as JSON text without secrets. */
  document: string;
  explanation: ShownExplanation;
}

/**
 * Reads a user as POST /Users does and derives their roles; nothing is stored. A user that is created is in no
 * group yet, so `groups` of the text, by `value` or `display`, stands for those that they would be put into.
 */
export async function tryMapping(
  actor: Actor,
  { user: text }: z.output<typeof tryMappingSchema>,
): Promise<{ ok: true; trial: Trial } | Refusal<'forbidden' | 'unreadable'>> {
  const refused = refusePermission(actor, 'explainRoles');
  if (refused) return refused;
  const { tenantId } = actor;
  const registry = (await readRegistry(tenantId)).value;
  const read = readUser(registry.User, text);
  if (!read.ok) return read;

  const { document, body, notes } = read;
  const mapping = await findTenantMapping(tenantId);
  const groups = await groupsNamed(db(), tenantId, body);
  const sent = sentValues(registry.User, document, mapping.attribute);
  const ruleGroups = await findRuleGroups(db(), tenantId);
  const trial: Trial = {
    name: memberProfile(document).displayName,
    notes: [...notes, ...groups.notes],
    document: readableDocument(registry.User, document),
    explanation: shownExplanation(explainRoles(mapping, { groups: groups.facts, sent }, ruleGroups)),
  };
  return { ok: true, trial };
}

interface ReadUser {
  ok: true;
  document: ScimDocument;
  body: JsonValue;
  notes: EventNote[];
}

function readUser(type: ResourceType, text: string): ReadUser | Refusal<'unreadable'> {
  try {
    const body = parseJson(text, { elements: MOST_ENTRIES });
    const { document, ...notes } = canonicalize(type, body, 'compatible');
    validate(type, document);
    return { ok: true, document, body, notes: messageNotes(notes) };
  } catch (error) {
    if (isScimError(error)) return refuse('unreadable', `${error.detail}.`, 'user');
    throw error;
  }
}
