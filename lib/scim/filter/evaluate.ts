import { isJsonObject, type JsonValue } from '../json';
import type { CheckedCompare, CheckedFilter } from './ast';

/**
 * Whether the view of a resource, or of one element, satisfies a filter: the meaning that compiled SQL has
 * to agree with.
 */
export function evaluateFilter(filter: CheckedFilter, view: JsonValue): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.operands.every((operand) => evaluateFilter(operand, view));
    case 'or':
      return filter.operands.some((operand) => evaluateFilter(operand, view));
    case 'not':
      return !evaluateFilter(filter.operand, view);
    case 'present':
      return follow(view, filter.path) !== undefined;
    case 'some': {
      const elements = follow(view, filter.path);
      return Array.isArray(elements) && elements.some((element) => evaluateFilter(filter.filter, element));
    }
    case 'compare':
      return compares(filter, follow(view, filter.path));
  }
}

function follow(view: JsonValue, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = view;
  for (const key of path) value = isJsonObject(value) ? value[key] : undefined;
  return value;
}

function compares({ operator, value }: CheckedCompare, actual: JsonValue | undefined): boolean {
  if (actual === undefined || typeof actual !== typeof value) return operator === 'ne';
  switch (operator) {
    case 'eq':
      return actual === value;
    case 'ne':
      return actual !== value;
    case 'co':
      return String(actual).includes(String(value));
    case 'sw':
      return String(actual).startsWith(String(value));
    case 'ew':
      return String(actual).endsWith(String(value));
    case 'gt':
      return order(actual, value) > 0;
    case 'ge':
      return order(actual, value) >= 0;
    case 'lt':
      return order(actual, value) < 0;
    case 'le':
      return order(actual, value) <= 0;
  }
}

function order(left: JsonValue, right: JsonValue): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return compareCodePoints(String(left), String(right));
}

/**
 * Order by Unicode code point, which is PostgreSQL's COLLATE "C" in UTF-8. JavaScript's own order is by
 * UTF-16 code unit and puts characters beyond U+FFFF before U+E000.
 */
export function compareCodePoints(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let index = 0; index < shorter; index++) {
    const leftUnit = left.charCodeAt(index);
    const rightUnit = right.charCodeAt(index);
    if (leftUnit !== rightUnit) return codePointRank(leftUnit) - codePointRank(rightUnit);
  }
  return left.length - right.length;
}

/** Surrogates stand for code points above every other code unit. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
