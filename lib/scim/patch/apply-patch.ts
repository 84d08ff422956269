import type { Repair } from '../dialect';
import { ScimError } from '../error';
import { jsonEquals, type JsonObject, type JsonValue } from '../json';
import { Leniency } from '../leniency';
import type { ConformanceMode } from '../mode';
import type { ScimDocument } from '../resource';
import type { ResourceType } from '../schema/registry';
import type { UnregisteredAttribute } from '../schema/unregistered-attribute';
import { validate } from '../schema/validate';
import { add } from './add';
import { flattenOperations, type TargetedOperation } from './flatten-operations';
import type { PatchOperation } from './patch-op';
import { remove } from './remove';
import { replace } from './replace';

const verbs = { add, replace, remove };

export interface PatchOptions {
  mode: ConformanceMode;
  /** Identifier of the resource: a client may repeat it, but not change it. */
  id: string;
  /** Other values of the service provider's, such as `groups`, that a client may repeat. */
  readOnly?: JsonObject;
}

/** `changed` is false when the document is as it was: then nothing is to be written. */
export interface PatchOutcome {
  document: ScimDocument;
  changed: boolean;
  ignored: string[];
  repairs: Repair[];
  unregistered: UnregisteredAttribute[];
}

/**
 * Applies operations to a document in order (RFC 7644 §3.5.2). They work on a copy that is validated once, at
 * the end: either all of them are applied, or a ScimError is thrown and nothing has changed.
 */
export function applyPatch(
  type: ResourceType,
  document: ScimDocument,
  operations: readonly PatchOperation[],
  { mode, id, readOnly }: PatchOptions,
): PatchOutcome {
  const leniency = new Leniency(mode);
  const patched = structuredClone(document);
  for (const operation of flattenOperations(type, operations, leniency)) {
    applyOperation(patched, operation, { ...readOnly, id }, leniency);
  }
  validate(type, patched);
  const { ignored, repairs, unregistered } = leniency;
  return { document: patched, changed: !jsonEquals(document, patched), ignored, repairs, unregistered };
}

function applyOperation(
  document: ScimDocument,
  operation: TargetedOperation,
  readOnly: JsonObject,
  leniency: Leniency,
): void {
  const { op, target, value = null } = operation;
  const { attribute, subAttribute, name } = target;
  if (attribute.returned === 'never') return leniency.discard(name);
  if (attribute.mutability === 'readOnly' || subAttribute?.mutability === 'readOnly') {
    return refuseReadOnly(operation, readOnly);
  }
  verbs[op]({ document, target, value, leniency });
}

/**
 * Repeating what the service provider says is no change, and Okta does it with `id`. `schemas` follows from
 * the attributes that are present, so adding to it asks for nothing.
 */
function refuseReadOnly({ op, target, value = null }: TargetedOperation, readOnly: JsonObject): void {
  const { attribute, name, filter, subAttribute } = target;
  const isWhole = !filter && !subAttribute;
  const repeats = isWhole && sameOrUnassigned(value, readOnly[attribute.name]);
  if (op !== 'remove' && (attribute.name === 'schemas' || repeats)) return;
  throw ScimError.mutability(`\`${name}\` is readOnly; the service provider keeps it`);
}

function sameOrUnassigned(value: JsonValue, kept: JsonValue | undefined): boolean {
  return (isUnassigned(value) && isUnassigned(kept)) || jsonEquals(value, kept);
}

function isUnassigned(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
