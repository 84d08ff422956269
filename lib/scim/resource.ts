import { isJsonObject, type JsonObject, type JsonValue } from './json';
import { versionTag } from './etag';
import type { Attribute } from './schema/attribute';
import { coreAttributes, type ResourceType } from './schema/registry';

/**
 * What the client owns of a resource: its attributes in canonical spelling, extensions under their URN.
 * Never `schemas`, `id`, `meta` or `groups`. The document of a group may hold `members` on its way to
 * the store, which keeps them apart.
 */
export type ScimDocument = JsonObject;

/** A resource as it is served. */
export type ScimResource = JsonObject;

export interface GroupReference {
  value: string;
  display?: string;
  type: 'direct' | 'indirect';
  $ref?: string;
}

export interface MemberReference {
  value: string;
  display?: string;
  type?: 'User' | 'Group';
  $ref?: string;
}

/** What the service provider knows of a resource. `groups` is left out when it was not asked for. */
export interface ServerFacts {
  id: string;
  version: number;
  created: Date;
  lastModified: Date;
  location: string;
  groups?: readonly GroupReference[];
  manager?: { displayName?: string; $ref?: string };
}

/** The schema URNs of a document: an extension is named exactly when its object is present. */
export function schemasOf(type: ResourceType, document: JsonObject): string[] {
  const present = type.extensions.filter(({ id }) => document[id] !== undefined);
  return [type.schema.id, ...present.map(({ id }) => id)];
}

/** Assembles the representation of a resource (RFC 7643 §3), in the order of its schemas, `meta` last. */
export function toResource(type: ResourceType, document: ScimDocument, facts: ServerFacts): ScimResource {
  const served: JsonObject = {
    ...document,
    schemas: schemasOf(type, document),
    id: facts.id,
  };
  const meta = {
    resourceType: type.name,
    created: facts.created.toISOString(),
    lastModified: facts.lastModified.toISOString(),
    location: facts.location,
    version: versionTag(facts.version),
  };
  if (facts.groups?.length) served.groups = facts.groups.map((group) => ({ ...group }));

  const resource = inSchemaOrder(coreAttributes(type), served);
  for (const { id, attributes } of type.extensions) {
    const extension = document[id];
    if (!isJsonObject(extension)) continue;
    const { manager } = extension;
    resource[id] = inSchemaOrder(attributes, isJsonObject(manager)
      ? { ...extension, manager: { ...manager, ...facts.manager } }
      : extension);
  }
  return { ...resource, meta };
}

function inSchemaOrder(attributes: readonly Attribute[], values: JsonObject): JsonObject {
  const ordered: JsonObject = {};
  for (const { name, subAttributes } of attributes) {
    const value = values[name];
    if (value === undefined) continue;
    ordered[name] = subAttributes ? orderedParts(subAttributes, value) : value;
  }
  return ordered;
}

function orderedParts(subAttributes: readonly Attribute[], value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((element) => orderedParts(subAttributes, element));
  return isJsonObject(value) ? inSchemaOrder(subAttributes, value) : value;
}
