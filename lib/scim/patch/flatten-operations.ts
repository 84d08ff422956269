import { ScimError } from '../error';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import type { Leniency } from '../leniency';
import type { Schema } from '../schema/attribute';
import type { ResourceType } from '../schema/registry';
import { unregisteredAttributes } from '../schema/unregistered-attribute';
import { enterpriseUserUrn } from '../urns';
import type { PatchOperation } from './patch-op';
import { parseKey, parsePath, type PatchPath, type PatchTarget } from './path';

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
      if (leniency.strict) throw ScimError.invalidSyntax('Strict mode needs a `path` in every operation');
      if (op === 'remove') throw ScimError.noTarget('A remove operation needs a `path`');
      return fromObject(type, op, asObject(value), leniency);
    }
    const path = parsePath(type, text, leniency);
    if (path.kind !== 'unknown') return fromPath(type, operation, path, leniency);
    if (!isOpen(path)) throw ScimError.invalidPath(`"${text}" is no attribute of a ${type.name}`);
    leniency.ignore(text, ScimError.invalidPath);
    leniency.offer(offered(path, operation));
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
    const path = parseKey(type, key, leniency);
    if (path.kind === 'unknown') {
      leniency.ignore(key);
      leniency.offer(offered(path, { op, value }));
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

type UnknownPatchPath = Extract<PatchPath, { kind: 'unknown' }>;

/**
 * Whether a path may name what a tenant has not registered yet: an attribute of an extension that is not the
 * RFC's own. Registering one attribute of an extension must not make the client's others fail.
 */
function isOpen({ path }: UnknownPatchPath): boolean {
  if (path.kind === 'unknownExtension') return true;
  return path.within !== undefined && path.within.extension.id !== enterpriseUserUrn;
}

/** What an operation on an unknown path offers for registration; elements behind a filter become a list. */
function offered({ path, expression }: UnknownPatchPath, { op, value = null }: PatchOperation) {
  if (op === 'remove') return [];
  if (!expression.filter) return unregisteredAttributes(path, value);
  const part = expression.subAttribute?.text;
  return unregisteredAttributes(path, [part === undefined ? value : { [part]: value }]);
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
    const path = parseKey(type, `${extension.id}:${key}`, leniency);
    if (path.kind === 'target') {
      if (path.target.subAttribute || path.target.filter) leniency.repair('pathAsKey', path.target.name);
      return [{ op, target: path.target, value: inner }];
    }
    leniency.ignore(`${extension.id}:${key}`);
    if (path.kind === 'unknown') leniency.offer(offered(path, { op, value: inner }));
    return [];
  });
  return op === 'replace' && leniency.strict ? [...clear, ...set] : set;
}

function asObject(value: JsonValue | undefined): JsonObject {
  if (isJsonObject(value)) return value;
  throw ScimError.invalidValue('An operation that names no attribute needs an object as its `value`');
}
