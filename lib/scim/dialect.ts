import { foldCase } from '@/lib/shared/fold-case';
import { isJsonObject, type JsonObject, type JsonValue } from './json';
import type { Attribute } from './schema/attribute';
import { coreGroupUrn, enterpriseUserUrn } from './urns';

/**
 * What identity providers send that the RFCs do not describe, each with its source and the sentence
 * an administrator reads on the activity event. Values stay out of the sentences, except those that
 * can only be "true" or "false".
 */
export const quirks = {
  booleanAsText: {
    // Microsoft Entra ID, "Known issues with SCIM 2.0 protocol compliance": `"False"` in its default dialect.
    sentence: (path: string, sent: string) => `\`${path}\` arrived as text "${sent}"`,
  },
  numberForText: {
    // Okta's SCIM 2.0 reference shows `employeeNumber` as a number.
    sentence: (path: string) => `\`${path}\` arrived as a number and was kept as text`,
  },
  arrayForSingle: {
    // Microsoft Entra ID's sample for `manager`: `[{"$ref": "…", "value": "…"}]`.
    sentence: (path: string) => `\`${path}\` has one value but arrived as an array`,
  },
  singleForArray: {
    // Custom mappings of Okta and OneLogin send one object where the schema has a list.
    sentence: (path: string) => `\`${path}\` is a list but arrived as one value`,
  },
  textForComplex: {
    // Microsoft's gallery validation sends `manager` as a bare identifier.
    sentence: (path: string) => `\`${path}\` is an object but arrived as its bare value`,
  },
  valueFromReference: {
    // Azure AD's older samples name a manager by `$ref` alone.
    sentence: (path: string) => `\`${path}\` arrived without \`value\`, which was taken from \`$ref\``,
  },
  emptyTextUnassigns: {
    // Microsoft's gallery test SCIM_Null_Update clears attributes with an empty text.
    sentence: (path: string) => `\`${path}\` arrived as an empty text and was unassigned`,
  },
  roleAsJsonText: {
    // Microsoft Entra ID, SingleAppRoleAssignment on path `roles`: the value is a JSON object in a text.
    sentence: (path: string) => `\`${path}\` arrived as JSON inside a text and was unwrapped`,
  },
  roleDisplayName: {
    // Microsoft Entra ID, AppRoleAssignmentsComplex sends `displayName` in place of `display`.
    sentence: (path: string) => `\`${path}\` has \`displayName\`, which was taken as \`display\``,
  },
  malformedEnterpriseUrn: {
    // An old Microsoft sample spells the extension "…:enterprise:2.0User".
    sentence: (path: string) => `\`${path}\` misspells the Enterprise User schema`,
  },
  flatExtensionAttribute: {
    // Old Microsoft samples hold `department` and `manager` outside the extension object.
    sentence: (path: string) => `\`${path}\` belongs to an extension but arrived without its schema URN`,
  },
  dotAfterUrn: {
    // Apache Directory SCIMple and others join a URN and its attribute with a dot.
    sentence: (path: string) => `\`${path}\` joins the schema URN and its attribute with a dot`,
  },
  legacyGroupSchema: {
    // Microsoft Entra ID adds this URN to the `schemas` of a new group.
    sentence: (path: string) => `\`${path}\` names Microsoft's schema of 2006, which was dropped`,
  },
  pathAsKey: {
    // Microsoft Entra ID with `aadOptscim062020` merges operations into one object with paths for keys.
    sentence: (path: string) => `\`${path}\` arrived as a key of an operation without a path`,
  },
  elementFromFilter: {
    // Microsoft Entra ID replaces `emails[type eq "work"].value` of people who have none yet.
    sentence: (path: string) => `\`${path}\` matched nothing, so the element it describes was added`,
  },
} as const;

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
