import type { JsonObject } from './json';
import { versionTag } from './etag';
import type { ResourceType } from './schema/registry';

/**
 * What the client owns of a resource: its attributes in canonical spelling, extensions under their URN.
 * Never `schemas`, `id`, `meta` or `groups`. The document of a group may hold `members` on its way to
 * the store, which keeps them apart.
 */
export type ScimDocument = JsonObject;

export interface MemberReference {
  value: string;
  display?: string;
  type?: 'User' | 'Group';
  $ref?: string;
}

/** What the service provider knows of a resource. */
export interface ServerFacts {
  id: string;
  version: number;
  created: Date;
  lastModified: Date;
  location: string;
  /** JSON text, whole; left out when there are none, and when they were not asked for. */
  groups?: string;
  manager?: { displayName?: string; $ref?: string };
}

/** The schema URNs of a document: an extension is named exactly when its object is present. */
export function schemasOf(type: ResourceType, document: JsonObject): string[] {
  const present = type.extensions.filter(({ id }) => document[id] !== undefined);
  return [type.schema.id, ...present.map(({ id }) => id)];
}

/** The `meta` of a resource (RFC 7643 §3.1). */
export function metaOf(type: ResourceType, { created, lastModified, location, version }: ServerFacts): JsonObject {
  return {
    resourceType: type.name,
    created: created.toISOString(),
    lastModified: lastModified.toISOString(),
    location,
    version: versionTag(version),
  };
}
