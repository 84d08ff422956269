import { foldCase } from '@/lib/shared/fold-case';
import { booleanFromText } from '../dialect';
import { ScimError } from '../error';
import type { ConformanceMode } from '../mode';
import { findAttribute, valueOf, type Attribute } from '../schema/attribute';
import { parseInstant } from '../schema/instant';
import type { ResourceType } from '../schema/registry';
import { pathKeys, resolvePath } from '../schema/resolve-path';
import type { CheckedFilter, CompareOperator, Filter, Literal, LiteralValue, NameToken } from './ast';

/**
 * Fits a filter to the schemas of a resource type. Throws `invalidFilter` for an attribute that is unknown
 * or never returned, an operator that its type does not have, or a literal of another type.
 */
export function checkFilter(
  type: ResourceType,
  filter: Filter,
  mode: ConformanceMode = 'compatible',
): CheckedFilter {
  return check(filter, { find: (name) => findInResource(type, name, mode), mode });
}

/** The same for a filter in brackets, whose names are sub-attributes of a multi-valued complex attribute. */
export function checkElementFilter(
  attribute: Attribute,
  filter: Filter,
  mode: ConformanceMode,
): CheckedFilter {
  return check(filter, { find: (name) => findInElement(attribute, name), mode });
}

/** Attributes on the way to a value: only the last one can be multi-valued, or else its owner. */
interface Found {
  /** The attribute that may be multi-valued, and the keys that lead to it. */
  attribute: Attribute;
  keys: string[];
  subAttribute?: Attribute;
}

interface Scope {
  find: (name: NameToken) => Found;
  mode: ConformanceMode;
}

function check(filter: Filter, scope: Scope): CheckedFilter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { kind: filter.kind, operands: filter.operands.map((operand) => check(operand, scope)) };
    case 'not':
      return { kind: 'not', operand: check(filter.operand, scope) };
    case 'present':
      return checkPresent(scope.find(filter.path));
    case 'compare':
      return checkCompare(filter, scope);
    case 'valuePath':
      return checkValuePath(filter, scope);
  }
}

function checkPresent({ attribute, keys, subAttribute }: Found): CheckedFilter {
  if (!subAttribute) return { kind: 'present', path: keys, attribute };
  return attribute.multiValued
    ? { kind: 'some', path: keys, attribute, filter: present([subAttribute.name], subAttribute) }
    : present([...keys, subAttribute.name], subAttribute);
}

function present(path: string[], attribute: Attribute): CheckedFilter {
  return { kind: 'present', path, attribute };
}

/**
 * A comparison of a multi-valued attribute holds when it holds for any element (RFC 7644 §3.4.2.2). `ne`
 * holds for an absent value too. A complex attribute stands for its `value`.
 */
function checkCompare(filter: Extract<Filter, { kind: 'compare' }>, scope: Scope): CheckedFilter {
  const { path: name, operator, literal } = filter;
  const { attribute, keys, subAttribute } = scope.find(name);
  const compared = subAttribute ?? (attribute.type === 'complex' ? valueOf(attribute) : attribute);
  if (!compared) {
    throw refusal(name, `has no \`value\`; compare one of its parts, such as ${partsOf(attribute)}`);
  }
  refuseOperator(compared, operator, name);
  const part = compared === attribute ? [] : [compared.name];
  const compare = (path: string[]): CheckedFilter => ({
    kind: 'compare', path, attribute: compared, operator, ...readLiteral(compared, literal, name, scope.mode),
  });
  if (!attribute.multiValued) return compare([...keys, ...part]);

  const some: CheckedFilter = { kind: 'some', path: keys, attribute, filter: compare(part) };
  if (operator !== 'ne') return some;
  const absent: CheckedFilter = { kind: 'not', operand: { kind: 'present', path: keys, attribute } };
  return { kind: 'or', operands: [absent, some] };
}

function checkValuePath(filter: Extract<Filter, { kind: 'valuePath' }>, scope: Scope): CheckedFilter {
  const { attribute, keys, subAttribute } = scope.find(filter.path);
  if (subAttribute || !attribute.multiValued || attribute.type !== 'complex') {
    throw refusal(filter.path, 'takes no filter in brackets; only a list of objects does');
  }
  const inner = checkElementFilter(attribute, filter.filter, scope.mode);
  return { kind: 'some', path: keys, attribute, filter: inner };
}

function findInResource(type: ResourceType, name: NameToken, mode: ConformanceMode): Found {
  const path = resolvePath(type, name.text);
  if (path.kind !== 'attribute' || (path.quirk && mode === 'strict')) {
    throw refusal(name, `is no attribute of a ${type.name}`);
  }
  const { attribute, subAttribute, extension } = path;
  if ([attribute, subAttribute].some((part) => part?.returned === 'never')) {
    throw refusal(name, 'is never returned, so it cannot be asked for');
  }
  return { attribute, subAttribute, keys: pathKeys({ extension, attribute }) };
}

function findInElement(owner: Attribute, name: NameToken): Found {
  const attribute = findAttribute(owner.subAttributes, name.text);
  if (!attribute) throw refusal(name, `is no part of \`${owner.name}\`, which has ${partsOf(owner)}`);
  return { attribute, keys: [attribute.name] };
}

/** RFC 7644 §3.4.2.2: booleans and binaries have no order; `co`, `sw` and `ew` are for texts. */
function refuseOperator(attribute: Attribute, operator: CompareOperator, name: NameToken): void {
  const isText = attribute.type === 'string' || attribute.type === 'reference';
  const equality = operator === 'eq' || operator === 'ne';
  const substring = operator === 'co' || operator === 'sw' || operator === 'ew';
  const ordered = isText || ['dateTime', 'integer', 'decimal'].includes(attribute.type);
  if (equality || (substring ? isText : ordered)) return;
  throw refusal(name, `has type ${attribute.type}, which cannot be compared with ${operator}`);
}

/** The literal as the attribute's type has it, and as the filter view holds it. */
function readLiteral(
  attribute: Attribute,
  { kind, text }: Literal,
  name: NameToken,
  mode: ConformanceMode,
): { value: LiteralValue; literal: LiteralValue } {
  switch (attribute.type) {
    case 'boolean': {
      const value = booleanFromText(text);
      if (value === undefined) throw refusal(name, 'is compared with neither true nor false');
      return { value, literal: value };
    }
    case 'integer':
    case 'decimal': {
      const value = text.trim() === '' ? NaN : Number(text);
      if (!Number.isFinite(value)) throw refusal(name, 'is compared with something other than a number');
      return { value, literal: value };
    }
    case 'dateTime': {
      const value = parseInstant(text);
      if (!value) throw refusal(name, 'is compared with something other than a date and time');
      return { value, literal: text };
    }
    default:
      if (kind === 'bare' && mode === 'strict') {
        throw refusal(name, 'is compared with a text that is not quoted');
      }
      return { value: attribute.caseExact ? text : foldCase(text), literal: text };
  }
}

function partsOf(attribute: Attribute): string {
  return (attribute.subAttributes ?? []).map(({ name }) => name).join(', ');
}

function refusal({ text, position }: NameToken, reason: string): ScimError {
  return ScimError.invalidFilter(`"${text}" at position ${position} ${reason}`);
}
