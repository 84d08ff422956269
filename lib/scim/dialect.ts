import { foldCase } from '@/lib/shared/fold-case';
import { isJsonObject, type JsonObject, type JsonValue } from './json';
import type { Attribute } from './schema/attribute';
import { coreGroupUrn, enterpriseUserUrn } from './urns';

/** How a quirk reads to an administrator: what arrived, and what was made of it. */
export interface Quirk {
  arrived: (path: string, sent: string) => string;
  repair: (path: string, sent: string) => string;
}

/**
 * What identity providers send that the RFCs do not describe, each with its source and the words that an
 * administrator reads on the activity event. Values stay out of the words, except those that can only be
 * "true" or "false".
 */
export const quirks = {
  booleanAsText: {
    // Microsoft Entra ID, "Known issues with SCIM 2.0 protocol compliance": `"False"` in its default dialect.
    arrived: (path, sent) => `\`${path}\` arrived as text "${sent}"`,
    repair: (_, sent) => `read as ${foldCase(sent)}`,
  },
  numberForText: {
    // Okta's SCIM 2.0 reference shows `employeeNumber` as a number.
    arrived: (path) => `\`${path}\` arrived as a number`,
    repair: () => 'kept as text',
  },
  textForNumber: {
    // Expressions in the attribute mappings of Microsoft Entra ID yield texts, whatever the target's type.
    arrived: (path) => `\`${path}\` arrived as text`,
    repair: () => 'read as a number',
  },
  arrayForSingle: {
    // Microsoft Entra ID's sample for `manager`: `[{"$ref": "…", "value": "…"}]`.
    arrived: (path) => `\`${path}\` has one value but arrived as an array`,
    repair: () => 'its only element was taken',
  },
  singleForArray: {
    // Custom mappings of Okta and OneLogin send one object where the schema has a list.
    arrived: (path) => `\`${path}\` is a list but arrived as one value`,
    repair: () => 'read as a list of one',
  },
  textForComplex: {
    // Microsoft's gallery validation sends `manager` as a bare identifier.
    arrived: (path) => `\`${path}\` is an object but arrived as its bare value`,
    repair: (path) => `read as \`${path}.value\``,
  },
  valueFromReference: {
    // Azure AD's older samples name a manager by `$ref` alone.
    arrived: (path) => `\`${path}\` arrived without \`value\``,
    repair: () => 'it was taken from the end of `$ref`',
  },
  emptyTextUnassigns: {
    // Microsoft's gallery test SCIM_Null_Update clears attributes with an empty text.
    arrived: (path) => `\`${path}\` arrived as an empty text`,
    repair: () => 'the attribute was cleared',
  },
  roleAsJsonText: {
    // Microsoft Entra ID, SingleAppRoleAssignment on `roles` or its `value`: a JSON object in a text.
    arrived: (path) => `\`${path}\` arrived as JSON inside a text`,
    repair: () => 'its `value` and `displayName` were taken out',
  },
  roleDisplayName: {
    // Microsoft Entra ID, AppRoleAssignmentsComplex sends `displayName` in place of `display`.
    arrived: (path) => `\`${path}\` has \`displayName\``,
    repair: () => 'kept as `display`',
  },
  malformedEnterpriseUrn: {
    // An old Microsoft sample spells the extension "…:enterprise:2.0User".
    arrived: (path) => `\`${path}\` misspells the URN of Enterprise User`,
    repair: () => 'read as the right one',
  },
  flatExtensionAttribute: {
    // Old Microsoft samples hold `department` and `manager` outside the extension object.
    arrived: (path) => `\`${path}\` belongs to an extension but arrived without its schema URN`,
    repair: () => 'put into the extension',
  },
  dotAfterUrn: {
    // Apache Directory SCIMple and others join a URN and its attribute with a dot.
    arrived: (path) => `\`${path}\` joins the schema URN and its attribute with a dot`,
    repair: () => 'read as a colon',
  },
  legacyGroupSchema: {
    // Microsoft Entra ID adds this URN to the `schemas` of a new group.
    arrived: (path) => `\`${path}\` names Microsoft's schema of 2006`,
    repair: () => 'left out',
  },
  pathAsKey: {
    // Microsoft Entra ID with `aadOptscim062020` merges operations into one object with paths for keys.
    arrived: (path) => `\`${path}\` arrived as a key of an object, where only attribute names belong`,
    repair: () => 'applied as if it were the path of an operation of its own',
  },
  elementFromFilter: {
    // Microsoft Entra ID replaces `emails[type eq "work"].value` of people who have none yet.
    arrived: (path) => `The filter on \`${path}\` matches nothing that could be replaced`,
    repair: () => 'the element it describes was added',
  },
} satisfies Record<string, Quirk>;

export type QuirkName = keyof typeof quirks;

/** A quirk that was met in a message, and repaired. `path` names the attribute, never its value. */
export interface Repair {
  quirk: QuirkName;
  path: string;
  sentence: string;
}

/** Other spellings of schema URNs that are on the wire today. */
export const urnAliases: readonly { alias: string; urn: string; quirk: QuirkName }[] = [
  {
    alias: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0User',
    urn: enterpriseUserUrn,
    quirk: 'malformedEnterpriseUrn',
  },
  {
    alias: 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
    urn: coreGroupUrn,
    quirk: 'legacyGroupSchema',
  },
];

/** The boolean a client means by a text, whatever its case; undefined for any other text. */
export function booleanFromText(text: string): boolean | undefined {
  const folded = foldCase(text);
  if (folded === 'true') return true;
  if (folded === 'false') return false;
  return undefined;
}

export function isRoleLike(attribute: Attribute): boolean {
  return attribute.name === 'roles' || attribute.name === 'entitlements';
}

const longestRoleText = 4096;

/**
 * Entra's role in a text, `{"id":"…","value":"admin","displayName":"Administrator"}`, as an element.
 * Only the known keys are copied, so that the text cannot smuggle in anything else. Undefined when the
 * text is not such an object: it is then an ordinary value.
 */
export function roleFromJsonText(text: string): JsonObject | undefined {
  if (!text.startsWith('{') || text.length > longestRoleText) return undefined;
  let parsed: JsonValue;
  try {
    parsed = JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
  if (!isJsonObject(parsed)) return undefined;
  const known = (key: string) => {
    const value = Object.hasOwn(parsed, key) ? parsed[key] : undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const value = known('value') ?? known('id');
  if (value === undefined) return undefined;
  const display = known('displayName') ?? known('display');
  const type = known('type');
  return { value, ...(display && { display }), ...(type && { type }) };
}

/** The identifier at the end of a resource's URI, as in ".../Users/7d2f"; undefined when there is none. */
export function idFromReference(uri: string): string | undefined {
  return uri.slice(uri.lastIndexOf('/') + 1) || undefined;
}
