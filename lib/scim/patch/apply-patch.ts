import type { Repair } from '../dialect';
import { ScimError } from '../error';
import type { CheckedFilter } from '../filter/ast';
import { jsonEquals, type JsonObject, type JsonValue } from '../json';
import { Leniency } from '../leniency';
import type { ConformanceMode } from '../mode';
import type { ScimDocument } from '../resource';
import type { ResourceType } from '../schema/registry';
import type { UnregisteredAttribute } from '../schema/unregistered-attribute';
import { validate } from '../schema/validate';
import { add } from './add';
import { flattenOperations } from './flatten-operations';
import type { PatchOperation } from './patch-op';
import type { PatchStep } from './patch-step';
import { remove } from './remove';
import { replace } from './replace';
import { elementsOf } from './target-elements';
import { VisitLimit } from './visit-limit';

const verbs = { add, replace, remove };

export interface PatchOptions {
  mode: ConformanceMode;
  /** Identifier of the resource: a client may repeat it, but not change it. */
  id: string;
  /** Other values of the service provider's, such as `groups`, that a client may repeat. */
  readOnly?: JsonObject;
  /** What the message has cost already, when it is applied in parts. */
  visits?: VisitLimit;
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
  { mode, id, readOnly, visits = new VisitLimit() }: PatchOptions,
): PatchOutcome {
  const leniency = new Leniency(mode);
  const patched = structuredClone(document);
  for (const { op, target, value = null } of flattenOperations(type, operations, leniency)) {
    applyOperation(op, { document: patched, target, value, leniency, visits }, { ...readOnly, id });
  }
  validate(type, patched);
  const { ignored, repairs, unregistered } = leniency;
  return { document: patched, changed: !jsonEquals(document, patched), ignored, repairs, unregistered };
}

function applyOperation(op: PatchOperation['op'], step: PatchStep, readOnly: JsonObject): void {
  const { document, target, leniency, visits } = step;
  const { attribute, subAttribute, filter, name } = target;
  if (attribute.returned === 'never') return leniency.discard(name);
  if (attribute.mutability === 'readOnly' || subAttribute?.mutability === 'readOnly') {
    return refuseReadOnly(op, step, readOnly);
  }
  // draft-zollner-scim-interop-profile; taking an element out of a list is only possible as a whole.
  if (leniency.strict && op !== 'remove' && filter && !subAttribute && attribute.type === 'complex') {
    throw ScimError.invalidPath(`Strict mode needs a part behind the filter, as in ${name}[…].value`);
  }
  if (attribute.multiValued) visits.count(elementsOf(document, target).length * termsOf(filter));
  verbs[op](step);
}

/** How many comparisons a filter makes of one element; without one, the element is looked at once. */
function termsOf(filter: CheckedFilter | undefined): number {
  switch (filter?.kind) {
    case 'and':
    case 'or':
      return filter.operands.reduce((terms, operand) => terms + termsOf(operand), 0);
    case 'not':
      return termsOf(filter.operand);
    default:
      return 1;
  }
}

/**
 * Repeating what the service provider says is no change, and Okta does it with `id`. `schemas` follows from
 * the attributes that are present, so adding to it asks for nothing.
 */
function refuseReadOnly(op: PatchOperation['op'], { target, value }: PatchStep, readOnly: JsonObject): void {
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
