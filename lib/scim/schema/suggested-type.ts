import { isJsonObject, type JsonValue } from '../json';
import type { CustomAttribute, CustomAttributeType } from './custom-extension';
import { parseInstant } from './instant';

export type SuggestedType = Pick<CustomAttribute, 'type' | 'multiValued'>;

/**
 * The type of attribute that would hold a value that arrived; null for objects, which none does. A text stays
 * a text, "true" and "42" too: what a client sends as text it may send otherwise tomorrow.
 */
export function suggestedType(value: JsonValue): SuggestedType | null {
  const multiValued = Array.isArray(value);
  const types = [value].flat().map(typeOf);
  const [first = 'string'] = types;
  if (first === null || types.includes(null)) return null;
  return { type: types.every((type) => type === first) ? first : commonType(types), multiValued };
}

/** Numbers of both kinds are decimals; anything else that differs can only be texts. */
function commonType(types: readonly (CustomAttributeType | null)[]): CustomAttributeType {
  return types.every((type) => type === 'integer' || type === 'decimal') ? 'decimal' : 'string';
}

function typeOf(value: JsonValue): CustomAttributeType | null {
  if (isJsonObject(value) || Array.isArray(value)) return null;
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'decimal';
  return typeof value === 'string' && parseInstant(value) !== undefined ? 'dateTime' : 'string';
}
