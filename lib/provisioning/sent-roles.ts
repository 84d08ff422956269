import type { SentRole } from '@/lib/roles/derive-roles';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonValue } from '@/lib/scim/json';
import type { ScimDocument } from '@/lib/scim/resource';
import type { ResourceType } from '@/lib/scim/schema/registry';
import { resolvePath } from '@/lib/scim/schema/resolve-path';
import { readSlot } from '@/lib/scim/schema/slot';

/**
 * The roles that a user's data names at an attribute path: any attribute of the tenant's schemas, alone or as
 * a list, of simple values or of objects, of which `value` counts unless the path names another part.
 * @returns null when the path leads to no attribute
 */
export function sentRoles(type: ResourceType, document: ScimDocument, path: string): SentRole[] | null {
  const resolved = resolvePath(type, path);
  if (resolved.kind !== 'attribute') return null;
  const { extension, attribute, subAttribute } = resolved;
  const value = readSlot(document, { extension, attribute });
  const part = subAttribute?.name ?? 'value';
  return (Array.isArray(value) ? value : [value]).flatMap((element) => sentRole(element, part));
}

function sentRole(element: JsonValue | undefined, part: string): SentRole[] {
  const value = isJsonObject(element) ? element[part] : element;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return [];
  return [{ value: String(value), primary: isJsonObject(element) && element.primary === true }];
}
