import type { Attribute } from '../schema/attribute';

/** RFC 7644 §3.4.2.2, table 3, without `pr`. */
export const compareOperators = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
export type CompareOperator = (typeof compareOperators)[number];

/** A name as it stands in the text; `position` counts from 1. */
export interface NameToken {
  readonly text: string;
  readonly position: number;
}

/**
 * A literal as it stands in the text: `quoted` is a JSON string, unescaped; `bare` is a number, `true`,
 * `false` or a word. Which type it has depends on the attribute, so the checker decides.
 */
export interface Literal {
  readonly kind: 'quoted' | 'bare';
  readonly text: string;
}

/**
 * A filter as parsed, knowing no schema. `x eq null` is already `not (x pr)`, `x ne null` is `x pr`, and
 * `emails[type eq "work"].value eq "a"` is already `emails[type eq "work" and value eq "a"]`.
 */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Filter[] }
  | { readonly kind: 'not'; readonly operand: Filter }
  | { readonly kind: 'valuePath'; readonly path: NameToken; readonly filter: Filter }
  | { readonly kind: 'present'; readonly path: NameToken }
  | {
    readonly kind: 'compare';
    readonly path: NameToken;
    readonly operator: CompareOperator;
    readonly literal: Literal;
  };

/** A path of a PATCH operation: `attrPath [ "[" filter "]" [ "." subAttr ] ]` (RFC 7644 §3.5.2). */
export interface PathExpression {
  readonly path: NameToken;
  readonly filter?: Filter;
  readonly subAttribute?: NameToken;
}

export type LiteralValue = string | number | boolean;

/**
 * A filter whose paths, operators and literals fit the schemas, ready to be evaluated over a filter view
 * or compiled to SQL over a stored one. It has two truth values: on an absent value every comparison is
 * false, but for `ne`, which is true.
 *
 * - Paths are keys to follow from the current object: the resource, or an element inside `some`, where
 *   `[]` is the element itself.
 * - Multi-valued attributes occur only as the path of `some` ("an element exists with …") and `present`.
 * - `value` is what the view holds: folded for texts whose case does not matter, UTC with milliseconds for
 *   dateTimes. `literal` is the same value as the client wrote it.
 */
export type CheckedFilter =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly CheckedFilter[] }
  | { readonly kind: 'not'; readonly operand: CheckedFilter }
  | {
    readonly kind: 'some';
    readonly path: readonly string[];
    readonly attribute: Attribute;
    readonly filter: CheckedFilter;
  }
  | CheckedPresent
  | CheckedCompare;

/** True when the view has the key: a view never holds null, "", [] or {}. */
export interface CheckedPresent {
  readonly kind: 'present';
  readonly path: readonly string[];
  readonly attribute: Attribute;
}

export interface CheckedCompare {
  readonly kind: 'compare';
  readonly path: readonly string[];
  readonly attribute: Attribute;
  readonly operator: CompareOperator;
  readonly value: LiteralValue;
  readonly literal: LiteralValue;
}
