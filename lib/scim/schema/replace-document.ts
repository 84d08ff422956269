import { isJsonObject, type JsonValue } from '../json';
import { Leniency } from '../leniency';
import type { ConformanceMode } from '../mode';
import type { ScimDocument } from '../resource';
import type { Canonical } from './canonicalize';
import { withImmutableParts } from './immutable-parts';
import { readDocument } from './read-document';
import type { ResourceType } from './registry';

/** Attributes whose loss would cost somebody access, or the link to the client's own record. */
export const keptWhenOmitted: readonly string[] = ['active', 'externalId', 'members', 'roles', 'entitlements'];

/**
 * The document that a PUT makes of `current` (RFC 7644 §3.5.1). Omitted profile attributes are cleared;
 * omitted `active`, `externalId`, `members`, `roles`, `entitlements` and extension objects are kept,
 * because Okta, OneLogin and Ping send partial resources. Explicit null, `[]` or `{}` clears them. Throws
 * `invalidSyntax`, `invalidValue`, or `mutability` for an immutable part that differs.
 */
export function replaceDocument(
  type: ResourceType,
  current: ScimDocument,
  body: JsonValue,
  mode: ConformanceMode,
): Canonical {
  const leniency = new Leniency(mode);
  const { document, named } = readDocument(type, body, leniency);
  for (const name of keptWhenOmitted) {
    if (!named.has(name) && current[name] !== undefined) document[name] = current[name];
  }
  for (const attribute of type.schema.attributes) {
    const [before, after] = [current[attribute.name], document[attribute.name]];
    if (before === after || !Array.isArray(before) || !Array.isArray(after)) continue;
    document[attribute.name] = withImmutableParts(attribute, before, after, attribute.name);
  }
  for (const { id } of type.extensions) {
    const kept = current[id];
    if (named.has(id) || !isJsonObject(kept)) continue;
    const flat = document[id];
    document[id] = isJsonObject(flat) ? { ...kept, ...flat } : kept;
  }
  const { ignored, repairs, unregistered } = leniency;
  return { document, ignored, repairs, unregistered };
}
