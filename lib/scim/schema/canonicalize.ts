import type { Repair } from '../dialect';
import type { JsonValue } from '../json';
import { Leniency } from '../leniency';
import type { ConformanceMode } from '../mode';
import type { ScimDocument } from '../resource';
import { readDocument } from './read-document';
import type { ResourceType } from './registry';
import type { UnregisteredAttribute } from './unregistered-attribute';

/**
 * A body in canonical form. `ignored` names what was accepted and not stored, `repairs` the quirks that
 * were met; both are for the activity event. `unregistered` are those ignored that could be registered.
 */
export interface Canonical {
  document: ScimDocument;
  ignored: string[];
  repairs: Repair[];
  unregistered: UnregisteredAttribute[];
}

/**
 * The document of a resource to be created (RFC 7644 §3.3): canonical spelling, readOnly attributes and
 * `password` dropped, quirks repaired, defaults filled in. Throws `invalidSyntax` or `invalidValue`.
 */
export function canonicalize(type: ResourceType, body: JsonValue, mode: ConformanceMode): Canonical {
  const leniency = new Leniency(mode);
  const { document } = readDocument(type, body, leniency);
  for (const { name, defaultValue } of type.schema.attributes) {
    if (defaultValue !== undefined) document[name] ??= defaultValue;
  }
  const { ignored, repairs, unregistered } = leniency;
  return { document, ignored, repairs, unregistered };
}
