import { foldCase } from '@/lib/shared/fold-case';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { schemasOf } from '../resource';
import type { Attribute } from '../schema/attribute';
import { parseInstant } from '../schema/instant';
import { coreAttributes, type ResourceType } from '../schema/registry';

/**
 * A document or resource as filters see it: texts whose case does not matter are folded, dateTimes are UTC
 * with milliseconds, and whatever is not present (null, "", [], {}) is left out. SQL over a stored view and
 * the evaluator therefore compare the same values, exactly, and agree.
 */
export function toFilterView(type: ResourceType, resource: JsonObject): JsonObject {
  const view = viewObject(coreAttributes(type), { ...resource, schemas: schemasOf(type, resource) });
  for (const { id, attributes } of type.extensions) {
    const extension = resource[id];
    const seen = isJsonObject(extension) ? viewObject(attributes, extension) : {};
    if (Object.keys(seen).length > 0) view[id] = seen;
  }
  return view;
}

/** One element of a multi-valued attribute as the filter in brackets sees it. */
export function toElementView(attribute: Attribute, element: JsonValue): JsonValue {
  return viewValue({ ...attribute, multiValued: false }, element) ?? {};
}

function viewObject(attributes: readonly Attribute[], object: JsonObject): JsonObject {
  const view: JsonObject = {};
  for (const attribute of attributes) {
    const value = object[attribute.name];
    const seen = value === undefined ? undefined : viewValue(attribute, value);
    if (seen !== undefined) view[attribute.name] = seen;
  }
  return view;
}

function viewValue(attribute: Attribute, value: JsonValue): JsonValue | undefined {
  if (value === null || value === '') return undefined;
  if (Array.isArray(value)) {
    const element = { ...attribute, multiValued: false };
    const seen = value.map((item) => viewValue(element, item)).filter((item) => item !== undefined);
    return seen.length > 0 ? seen : undefined;
  }
  if (isJsonObject(value)) {
    const seen = viewObject(attribute.subAttributes ?? [], value);
    return Object.keys(seen).length > 0 ? seen : undefined;
  }
  if (typeof value !== 'string') return value;
  if (attribute.type === 'dateTime') return parseInstant(value);
  return attribute.caseExact ? value : foldCase(value);
}
