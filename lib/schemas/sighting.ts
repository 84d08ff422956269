import { redact } from '@/lib/activity/redact';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonValue } from '@/lib/scim/json';
import type { UnregisteredAttribute } from '@/lib/scim/schema/unregistered-attribute';
import { beginningOf } from '@/lib/scim/storable-text';
import { foldCase } from '@/lib/shared/fold-case';

const LONGEST_EXAMPLE = 200;

/** An unregistered attribute as it arrived in some requests, in the columns of its table. */
export interface Sighting {
  tenantId: string;
  resourceType: 'USER' | 'GROUP';
  urnKey: string;
  nameKey: string;
  urn: string;
  name: string;
  /** How many requests brought it. */
  occurrences: number;
  exampleType: string;
  example: string;
  firstSeenAt: string;
  lastSeenAt: string;
}

/** One arrival of an attribute. Its value is shown as far as a secret and a table's cell allow. */
export function sightingOf(
  { urn, name, value }: UnregisteredAttribute,
  { tenantId, resourceType, now }: { tenantId: string; resourceType: 'User' | 'Group'; now: Date },
): Sighting {
  return {
    tenantId,
    resourceType: resourceType === 'User' ? 'USER' : 'GROUP',
    urnKey: foldCase(urn),
    nameKey: foldCase(name),
    urn,
    name,
    occurrences: 1,
    exampleType: jsonTypeOf(value),
    example: exampleOf(name, value),
    firstSeenAt: now.toISOString(),
    lastSeenAt: now.toISOString(),
  };
}

/** The same attribute, met once more: the value that came last is its example. */
export function addSighting(earlier: Sighting, later: Sighting): Sighting {
  return {
    ...later,
    occurrences: earlier.occurrences + later.occurrences,
    firstSeenAt: earlier.firstSeenAt,
  };
}

function exampleOf(name: string, value: JsonValue): string {
  const { [name]: shown = null } = redact({ [name]: value }) as Record<string, JsonValue>;
  if (typeof shown === 'string') return beginningOf(shown, LONGEST_EXAMPLE);
  if (Array.isArray(shown)) return listExample(shown);
  return beginningOf(JSON.stringify(shown), LONGEST_EXAMPLE);
}

/** As many elements as fit, so that the text stays JSON and tells the type of the elements. */
function listExample(elements: JsonValue[]): string {
  let fitting = JSON.stringify(elements.slice(0, 1));
  for (let count = 2; count <= elements.length; count += 1) {
    const longer = JSON.stringify(elements.slice(0, count));
    if (longer.length > LONGEST_EXAMPLE) break;
    fitting = longer;
  }
  return beginningOf(fitting, LONGEST_EXAMPLE);
}

function jsonTypeOf(value: JsonValue): string {
  if (Array.isArray(value)) return 'array';
  return isJsonObject(value) ? 'object' : typeof value;
}
