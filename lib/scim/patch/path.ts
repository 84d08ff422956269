import { ScimError } from '../error';
import type { CheckedFilter, PathExpression } from '../filter/ast';
import { checkElementFilter } from '../filter/check';
import { parsePathExpression } from '../filter/parser';
import type { Leniency } from '../leniency';
import { findAttribute, type Attribute, type Schema } from '../schema/attribute';
import type { ResourceType } from '../schema/registry';
import { pathText, resolvePath, type AttributePath, type UnknownPath } from '../schema/resolve-path';

/**
 * What an operation is aimed at: an attribute, some elements of it, or a part of those. `name` is the path
 * without its filter, in canonical spelling, for notes and errors.
 */
export interface PatchTarget extends AttributePath {
  readonly filter?: CheckedFilter;
  readonly name: string;
}

export type PatchPath =
  | { readonly kind: 'target'; readonly target: PatchTarget }
  | { readonly kind: 'schema'; readonly schema: Schema }
  | { readonly kind: 'unknown'; readonly path: UnknownPath; readonly expression: PathExpression };

/**
 * Resolves the path of an operation: `PATH = attrPath / valuePath [subAttr]` (RFC 7644 §3.5.2), or the URN of
 * a schema. Throws `invalidPath`, or `invalidFilter` for what is in brackets.
 */
export function parsePath(type: ResourceType, text: string, leniency: Leniency): PatchPath {
  return resolveExpression(type, text, parsePathExpression(text), leniency);
}

/**
 * The same for a key of an object. A key without brackets is a name, whatever it looks like: like an unknown
 * name in a body it is ignored, and no error.
 */
export function parseKey(type: ResourceType, key: string, leniency: Leniency): PatchPath {
  if (key.includes('[')) return parsePath(type, key, leniency);
  return resolveExpression(type, key, { path: { text: key, position: 1 } }, leniency);
}

function resolveExpression(
  type: ResourceType,
  text: string,
  expression: PathExpression,
  leniency: Leniency,
): PatchPath {
  const resolved = resolvePath(type, expression.path.text);
  switch (resolved.kind) {
    case 'unknownAttribute':
    case 'unknownExtension':
      return { kind: 'unknown', path: resolved, expression };
    case 'schema':
      if (expression.filter) throw notAList(text);
      if (resolved.quirk) leniency.repair(resolved.quirk, text);
      return { kind: 'schema', schema: resolved.schema };
    case 'attribute': {
      if (resolved.quirk) leniency.repair(resolved.quirk, text);
      const { extension, attribute, subAttribute } = resolved;
      const target = aim({ extension, attribute, subAttribute }, expression, text, leniency);
      return { kind: 'target', target };
    }
  }
}

function aim(path: AttributePath, expression: PathExpression, text: string, leniency: Leniency): PatchTarget {
  if (!expression.filter) return { ...path, name: pathText(path) };
  const { attribute } = path;
  if (path.subAttribute || !attribute.multiValued) throw notAList(text);
  const filter = checkElementFilter(attribute, expression.filter, leniency.mode);
  const subAttribute = expression.subAttribute && partNamed(attribute, expression.subAttribute.text);
  const aimed = { ...path, subAttribute };
  return { ...aimed, filter, name: pathText(aimed) };
}

function partNamed(attribute: Attribute, name: string): Attribute {
  const part = findAttribute(attribute.subAttributes, name);
  if (!part) throw ScimError.invalidPath(`\`${attribute.name}\` has no part "${name}"`);
  return part;
}

function notAList(text: string): ScimError {
  return ScimError.invalidPath(`"${text}" has a filter in brackets, but does not name a list`);
}
