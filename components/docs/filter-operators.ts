import { compareOperators } from '@/lib/scim/filter/ast';
import { checkFilter } from '@/lib/scim/filter/check';
import { parseFilter } from '@/lib/scim/filter/parser';
import { attribute, type AttributeType } from '@/lib/scim/schema/attribute';
import { userType } from '@/lib/scim/schema/registry';

/** A literal of each type that has values of its own; a complex attribute is compared by its `value`. */
const literals = {
  string: '"Ana"',
  reference: '"https://x.example/photo"',
  boolean: 'true',
  integer: '7',
  decimal: '7.5',
  dateTime: '"2026-11-21T00:00:00Z"',
  binary: '"MTIz"',
} as const satisfies Partial<Record<AttributeType, string>>;

/** Which operators a type of attribute can be compared with. */
export interface TypeOperators {
  type: keyof typeof literals;
  literal: string;
  operators: string[];
}

/** What the filter checker lets pass for each type; `pr` goes with all of them. */
export function filterOperators(): TypeOperators[] {
  return (Object.keys(literals) as (keyof typeof literals)[]).map((type) => {
    const literal = literals[type];
    const allowed = compareOperators.filter((operator) => isAllowed(type, `probe ${operator} ${literal}`));
    return { type, literal, operators: [...allowed, 'pr'] };
  });
}

function isAllowed(type: AttributeType, filter: string): boolean {
  const attributes = [attribute('probe', 'An attribute of the type.', { type })];
  const schema = { ...userType.schema, attributes };
  try {
    checkFilter({ ...userType, schema }, parseFilter(filter));
    return true;
  } catch {
    return false;
  }
}
