import { ScimError } from '@/lib/scim/error';
import { toFilterView } from '@/lib/scim/filter/filter-view';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonObject, JsonValue } from '@/lib/scim/json';
import type { ScimDocument } from '@/lib/scim/resource';
import type { ResourceType } from '@/lib/scim/schema/registry';
import { enterpriseUserUrn } from '@/lib/scim/urns';

/**
 * A PostgreSQL index takes rows of up to 2,704 bytes; the tenant and resource ids beside the key need some.
 */
const LONGEST_KEY_BYTES = 2000;

export interface UserIndexColumns {
  filterView: JsonObject;
  userNameKey: string;
  externalId: string | null;
  displayNameKey: string | null;
  active: boolean;
  managerId: string | null;
  emails: { position: number; type: string | null; valueKey: string }[];
}

/**
 * The only source of the columns that filters use instead of the document. They are taken from the filter
 * view, so that a comparison in SQL sees exactly what the evaluator sees.
 * @throws ScimError invalidValue when a value is too long to be looked up by
 */
export function userIndexColumns(type: ResourceType, document: ScimDocument): UserIndexColumns {
  const filterView = toFilterView(type, document);
  const extension = filterView[enterpriseUserUrn];
  const manager = isJsonObject(extension) ? extension.manager : undefined;
  return {
    filterView,
    userNameKey: key('userName', filterView.userName) ?? '',
    externalId: key('externalId', filterView.externalId),
    displayNameKey: key('displayName', filterView.displayName),
    active: filterView.active === true,
    managerId: isJsonObject(manager) ? key('manager.value', manager.value) : null,
    emails: emailRows(filterView.emails),
  };
}

export interface GroupIndexColumns {
  filterView: JsonObject;
  displayNameKey: string;
  externalId: string | null;
}

/**
 * The same for a group.
 * @param document without `members`, which have rows of their own
 */
export function groupIndexColumns(type: ResourceType, document: ScimDocument): GroupIndexColumns {
  const filterView = toFilterView(type, document);
  return {
    filterView,
    displayNameKey: key('displayName', filterView.displayName) ?? '',
    externalId: key('externalId', filterView.externalId),
  };
}

function emailRows(emails: JsonValue | undefined): UserIndexColumns['emails'] {
  if (!Array.isArray(emails)) return [];
  return emails.flatMap((email, position) => {
    if (!isJsonObject(email)) return [];
    const valueKey = key('emails.value', email.value);
    return valueKey === null ? [] : [{ position, type: text(email.type), valueKey }];
  });
}

function key(attribute: string, value: JsonValue | undefined): string | null {
  const found = text(value);
  if (found !== null && Buffer.byteLength(found) > LONGEST_KEY_BYTES) {
    throw ScimError.invalidValue(`\`${attribute}\` is longer than ${LONGEST_KEY_BYTES} bytes`);
  }
  return found;
}

function text(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
