import { foldCase } from '@/lib/shared/fold-case';
import { booleanFromText } from '../dialect';
import { ScimError } from '../error';
import type { ConformanceMode } from '../mode';
import { complex, findAttribute, valueOf, type Attribute } from '../schema/attribute';
import { parseInstant } from '../schema/instant';
import type { ResourceType } from '../schema/registry';
import { pathKeys, resolvePath } from '../schema/resolve-path';
import { beginningOf } from '../storable-text';
import type { CheckedFilter, CompareOperator, Filter, Literal, LiteralValue, NameToken } from './ast';

export interface CheckOptions {
  /**
   * What an attribute is that the type does not define: an error of the client's at an endpoint of one type,
   * and absent from the resource in a query over several types (RFC 7644 §3.4.2.1).
   */
  unknown?: 'refused' | 'absent';
}

/**
 * Fits a filter to the schemas of a resource type. Throws `invalidFilter` for an attribute that is unknown
 * or never returned, an operator that its type does not have, or a literal of another type. What is certain
 * without looking at a resource becomes an `and` (true) or an `or` (false) without operands.
 */
export function checkFilter(
  type: ResourceType,
  filter: Filter,
  mode: ConformanceMode = 'compatible',
  { unknown = 'refused' }: CheckOptions = {},
): CheckedFilter {
  return check(filter, { find: (name) => findInResource(type, name, mode), mode, unknown });
}

/** The same for a filter in brackets, whose names are parts of the elements of a multi-valued attribute. */
export function checkElementFilter(
  attribute: Attribute,
  filter: Filter,
  mode: ConformanceMode,
  { unknown = 'refused' }: CheckOptions = {},
): CheckedFilter {
  return check(filter, { find: (name) => findInElement(attribute, name), mode, unknown });
}

/** Attributes on the way to a value: only the last one can be multi-valued, or else its owner. */
interface Found {
  /** The attribute that may be multi-valued, and the keys that lead to it. */
  attribute: Attribute;
  keys: string[];
  subAttribute?: Attribute;
}

/** A name that the schemas do not have, and the words to refuse it with. */
interface Unknown {
  reason: string;
}

interface Scope {
  find: (name: NameToken) => Found | Unknown;
  mode: ConformanceMode;
  unknown: 'refused' | 'absent';
}

const always: CheckedFilter = { kind: 'and', operands: [] };
const never: CheckedFilter = { kind: 'or', operands: [] };

function check(filter: Filter, scope: Scope): CheckedFilter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { kind: filter.kind, operands: filter.operands.map((operand) => check(operand, scope)) };
    case 'not':
      return { kind: 'not', operand: check(filter.operand, scope) };
    case 'present': {
      const found = find(filter.path, scope);
      return found ? checkPresent(found) : never;
    }
    case 'compare': {
      const found = find(filter.path, scope);
      if (found) return checkCompare(filter, found, scope.mode);
      return filter.operator === 'ne' ? always : never;
    }
    case 'valuePath': {
      const found = find(filter.path, scope);
      return found ? checkValuePath(filter, found, scope) : never;
    }
  }
}

/** What a name means; undefined when the attribute counts as absent. */
function find(name: NameToken, scope: Scope): Found | undefined {
  const found = scope.find(name);
  if (!('reason' in found)) return found;
  if (scope.unknown === 'absent') return undefined;
  throw refusal(name, found.reason);
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
function checkCompare(
  { path: name, operator, literal }: Extract<Filter, { kind: 'compare' }>,
  { attribute, keys, subAttribute }: Found,
  mode: ConformanceMode,
): CheckedFilter {
  const compared = subAttribute ?? (attribute.type === 'complex' ? valueOf(attribute) : attribute);
  if (!compared || (compared.multiValued && compared !== attribute)) {
    throw refusal(name, `is an object without a \`value\`; compare one of its parts (${partsOf(attribute)})`);
  }
  refuseOperator(compared, operator, name);
  const part = compared === attribute ? [] : [compared.name];
  const compare = (path: string[]): CheckedFilter => ({
    kind: 'compare', path, attribute: compared, operator, ...readLiteral(compared, literal, name, mode),
  });
  if (!attribute.multiValued) return compare([...keys, ...part]);

  const some: CheckedFilter = { kind: 'some', path: keys, attribute, filter: compare(part) };
  if (operator !== 'ne') return some;
  const absent: CheckedFilter = { kind: 'not', operand: { kind: 'present', path: keys, attribute } };
  return { kind: 'or', operands: [absent, some] };
}

function checkValuePath(
  { path: name, filter }: Extract<Filter, { kind: 'valuePath' }>,
  { attribute, keys, subAttribute }: Found,
  { mode, unknown }: Scope,
): CheckedFilter {
  if (subAttribute || !attribute.multiValued) {
    throw refusal(name, 'takes no filter in brackets; only a list does');
  }
  const inner = checkElementFilter(attribute, filter, mode, { unknown });
  return { kind: 'some', path: keys, attribute, filter: inner };
}

function findInResource(type: ResourceType, name: NameToken, mode: ConformanceMode): Found | Unknown {
  const path = resolvePath(type, name.text);
  if (path.kind === 'unknownAttribute' || path.kind === 'unknownExtension') {
    return { reason: `is no attribute of a ${type.name}` };
  }
  if (path.quirk && mode === 'strict') throw refusal(name, 'is no attribute that strict mode knows');
  if (path.kind === 'schema') {
    const { id, description, attributes } = path.schema;
    return { attribute: complex(id, description, attributes), keys: path.schema === type.schema ? [] : [id] };
  }
  const { attribute, subAttribute, extension } = path;
  if ([attribute, subAttribute].some((part) => part?.returned === 'never')) {
    throw refusal(name, 'is never returned, so it cannot be asked for');
  }
  return { attribute, subAttribute, keys: pathKeys({ extension, attribute }) };
}

/** The elements of a list of simple values have no parts; `value` stands for the element itself. */
function findInElement(owner: Attribute, name: NameToken): Found | Unknown {
  if (owner.type !== 'complex') {
    return foldCase(name.text) === 'value'
      ? { attribute: { ...owner, multiValued: false }, keys: [] }
      : { reason: `is no part of \`${owner.name}\`, whose elements are simple; write value` };
  }
  const attribute = findAttribute(owner.subAttributes, name.text);
  if (!attribute) return { reason: `is no part of \`${owner.name}\`, which has ${partsOf(owner)}` };
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

const number = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/**
 * The literal as the attribute's type has it, and as the filter view holds it. Strict mode wants texts and
 * dates in quotes, and booleans and numbers without.
 */
function readLiteral(
  attribute: Attribute,
  { kind, text }: Literal,
  name: NameToken,
  mode: ConformanceMode,
): { value: LiteralValue; literal: LiteralValue } {
  const bare = ['boolean', 'integer', 'decimal'].includes(attribute.type);
  if (mode === 'strict' && bare !== (kind === 'bare')) {
    throw refusal(name, `has type ${attribute.type}; its value must stand ${bare ? 'without' : 'in'} quotes`);
  }
  switch (attribute.type) {
    case 'boolean': {
      const value = booleanFromText(text);
      if (value === undefined) throw refusal(name, 'is compared with neither true nor false');
      return { value, literal: value };
    }
    case 'integer':
    case 'decimal': {
      const value = number.test(text) ? Number(text) : NaN;
      if (!Number.isFinite(value)) throw refusal(name, 'is compared with something other than a number');
      return { value, literal: value };
    }
    case 'dateTime': {
      const value = parseInstant(text);
      if (!value) throw refusal(name, 'is compared with something other than a date and time');
      return { value, literal: text };
    }
    default:
      return { value: attribute.caseExact ? text : foldCase(text), literal: text };
  }
}

function partsOf(attribute: Attribute): string {
  return (attribute.subAttributes ?? []).map(({ name }) => name).join(', ');
}

const longestQuote = 100;

function refusal({ text, position }: NameToken, reason: string): ScimError {
  const quoted = beginningOf(text, longestQuote);
  return ScimError.invalidFilter(`"${quoted}" at position ${position} ${reason}`);
}
