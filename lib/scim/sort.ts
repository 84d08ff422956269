import { ScimError } from './error';
import type { ConformanceMode } from './mode';
import { valueOf, type Attribute } from './schema/attribute';
import type { ResourceType } from './schema/registry';
import { pathKeys, resolvePath } from './schema/resolve-path';
import { beginningOf } from './storable-text';

/** What resources are sorted by: a value of the resource, or a part of one element of a list. */
export interface SortTarget {
  /** The keys to follow from the resource; they end at the list where there is one. */
  path: readonly string[];
  /** Set for a multi-valued attribute: the part of the element, or none for the element itself. */
  element?: { attribute: Attribute; part: readonly string[] };
  /** The attribute whose values are compared. */
  attribute: Attribute;
}

export interface SortOptions {
  /** In a query over several types, an attribute that one of them lacks is missing there. */
  unknown?: 'refused' | 'absent';
}

/**
 * What `sortBy` names (RFC 7644 §3.4.2.3): a complex attribute stands for its `value`, a multi-valued one for
 * its primary element, else its first. Null when the attribute is missing from every resource of the type.
 * Throws `invalidPath` for an attribute that is unknown, never returned, or an object without a `value`.
 */
export function sortTarget(
  type: ResourceType,
  sortBy: string,
  mode: ConformanceMode,
  { unknown = 'refused' }: SortOptions = {},
): SortTarget | null {
  const path = resolvePath(type, sortBy);
  if (path.kind === 'unknownAttribute' || path.kind === 'unknownExtension') {
    if (unknown === 'absent') return null;
    throw refusal(sortBy, `which is no attribute of a ${type.name}`);
  }
  if (path.quirk && mode === 'strict') throw refusal(sortBy, 'which strict mode does not know');
  if (path.kind === 'schema') throw refusal(sortBy, 'which is a schema; name an attribute of it');
  const { extension, attribute, subAttribute } = path;
  if ([attribute, subAttribute].some((part) => part?.returned === 'never')) {
    throw refusal(sortBy, 'which is never returned, so nothing can be sorted by it');
  }
  const compared = subAttribute ?? (attribute.type === 'complex' ? valueOf(attribute) : attribute);
  if (!compared) {
    const parts = (attribute.subAttributes ?? []).map(({ name }) => name).join(', ');
    throw refusal(sortBy, `which is an object without a \`value\`; sort by one of its parts (${parts})`);
  }
  const part = compared === attribute ? [] : [compared.name];
  const keys = pathKeys({ extension, attribute });
  return attribute.multiValued
    ? { path: keys, element: { attribute, part }, attribute: compared }
    : { path: [...keys, ...part], attribute: compared };
}

const longestQuote = 100;

function refusal(sortBy: string, reason: string): ScimError {
  return ScimError.invalidPath(`sortBy names "${beginningOf(sortBy, longestQuote)}", ${reason}`);
}
