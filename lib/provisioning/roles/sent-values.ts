import { resolveRolePath } from '@/lib/provisioning/roles/role-path';
import type { SentValues } from '@/lib/roles/role-mapping';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonValue } from '@/lib/scim/json';
import { selects } from '@/lib/scim/patch/target-elements';
import type { ScimDocument } from '@/lib/scim/resource';
import type { ResourceType } from '@/lib/scim/schema/registry';
import { readSlot } from '@/lib/scim/schema/slot';

/**
 * What a user's data holds at an attribute path: any attribute of the tenant's schemas, alone or as a list, of
 * simple values or of objects, and of a list only the elements that a filter in the path selects.
 * @returns null when the path leads to no attribute that could name a role
 */
export function sentValues(type: ResourceType, document: ScimDocument, path: string): SentValues | null {
  const resolved = resolveRolePath(type, path);
  if ('problem' in resolved) return null;
  const { target, leaf } = resolved;
  const { extension, attribute } = target;
  const value = readSlot(document, { extension, attribute });
  const elements = (Array.isArray(value) ? value : [value]).filter((element) => element !== undefined);
  const selected = elements.filter((element) => selects(target, element));
  return { values: [...new Set(selected.flatMap((element) => textOf(element, leaf.name)))], caseExact: leaf.caseExact };
}

function textOf(element: JsonValue, part: string): string[] {
  const value = isJsonObject(element) ? element[part] : element;
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}
