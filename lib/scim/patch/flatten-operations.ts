import { ScimError } from '../error';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import type { Leniency } from '../leniency';
import type { Schema } from '../schema/attribute';
import type { ResourceType } from '../schema/registry';
import type { PatchOperation } from './patch-op';
import { parsePath, type PatchPath, type PatchTarget } from './path';

/** An operation on one attribute, its elements or its parts. */
export interface TargetedOperation {
  readonly op: PatchOperation['op'];
  readonly target: PatchTarget;
  readonly value?: JsonValue;
}

/**
 * Turns operations into ones that each have one target, in document order: an object without a path, or on
 * the URN of a schema, becomes an operation for each of its keys (RFC 7644 §3.5.2.1 and .3).
 *
 * Keys are resolved as paths, because Entra merges `name.givenName` and `urn:…:User:department` into such
 * an object. An unknown key is ignored as an unknown attribute of a body is; an unknown `path` is refused,
 * except under an extension that is not registered.
 */
export function flattenOperations(
  type: ResourceType,
  operations: readonly PatchOperation[],
  leniency: Leniency,
): TargetedOperation[] {
  return operations.flatMap((operation) => {
    const { op, path: text, value } = operation;
    if (text === undefined) {
      if (op === 'remove') throw ScimError.noTarget('A remove operation needs a `path`');
      if (leniency.strict) throw ScimError.invalidSyntax('Strict mode needs a `path` in every operation');
      return fromObject(type, op, asObject(value), leniency);
    }
    const path = parsePath(type, text, leniency);
    if (path.kind !== 'unknown') return fromPath(type, operation, path, leniency);
    if (!path.inExtension) throw ScimError.invalidPath(`"${text}" is no attribute of a ${type.name}`);
    leniency.ignore(text, ScimError.invalidPath);
    return [];
  });
}

function fromObject(
  type: ResourceType,
  op: PatchOperation['op'],
  object: JsonObject,
  leniency: Leniency,
): TargetedOperation[] {
  return Object.entries(object).flatMap(([key, value]) => {
    const path = parsePath(type, key, leniency);
    if (path.kind === 'unknown') {
      leniency.ignore(key);
      return [];
    }
    if (path.kind === 'target') {
      const { attribute, extension, subAttribute, filter } = path.target;
      // A resource that is sent whole repeats what the service provider says of it.
      if (attribute.name === 'schemas' || attribute.name === 'meta') return [];
      if (extension || subAttribute || filter) leniency.repair('pathAsKey', path.target.name);
    }
    return fromPath(type, { op, value }, path, leniency);
  });
}

function fromPath(
  type: ResourceType,
  { op, value }: PatchOperation,
  path: Exclude<PatchPath, { kind: 'unknown' }>,
  leniency: Leniency,
): TargetedOperation[] {
  if (path.kind === 'target') return [{ op, target: path.target, value }];
  if (path.schema !== type.schema) return fromExtension(type, { op, value }, path.schema, leniency);
  if (op === 'remove') throw ScimError.noTarget('A remove operation must name an attribute');
  return fromObject(type, op, asObject(value), leniency);
}

/** An extension is added and replaced attribute by attribute; strict mode replaces the whole object. */
function fromExtension(
  type: ResourceType,
  { op, value }: PatchOperation,
  extension: Schema,
  leniency: Leniency,
): TargetedOperation[] {
  const clear = extension.attributes.map((attribute): TargetedOperation =>
    ({ op: 'remove', target: { extension, attribute, name: `${extension.id}:${attribute.name}` } }));
  if (op === 'remove' || value === null) return clear;

  const set = Object.entries(asObject(value)).flatMap(([key, inner]) => {
    const path = parsePath(type, `${extension.id}:${key}`, leniency);
    if (path.kind === 'target') return [{ op, target: path.target, value: inner }];
    leniency.ignore(`${extension.id}:${key}`);
    return [];
  });
  return op === 'replace' && leniency.strict ? [...clear, ...set] : set;
}

function asObject(value: JsonValue | undefined): JsonObject {
  if (isJsonObject(value)) return value;
  throw ScimError.invalidValue('An operation that names no attribute needs an object as its `value`');
}
