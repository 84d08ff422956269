import { urnAliases, type QuirkName } from '../dialect';
import { findAttribute, type Attribute, type Schema } from './attribute';
import { findCoreAttribute, type ResourceType } from './registry';

/** An attribute, or a sub-attribute of a complex one, and the extension it belongs to, if any. */
export interface AttributePath {
  readonly extension?: Schema;
  readonly attribute: Attribute;
  readonly subAttribute?: Attribute;
}

/** `quirk` names the repair that was needed to understand the path. */
export type ResolvedPath =
  | (AttributePath & { readonly kind: 'attribute'; readonly quirk?: QuirkName })
  | { readonly kind: 'schema'; readonly schema: Schema; readonly quirk?: QuirkName }
  | UnknownPath;

/**
 * A path that the type does not have: under a URN of no schema of it, or as a name that its schemas do not
 * define. `within` is the extension that lacks the attribute, and what was looked for in it.
 */
export type UnknownPath = { readonly kind: 'unknownExtension'; readonly urn: string } | UnknownAttribute;

interface UnknownAttribute {
  readonly kind: 'unknownAttribute';
  readonly name: string;
  readonly within?: { readonly extension: Schema; readonly name: string };
}

/**
 * Resolves `attrPath = [URI ":"] attributeName ["." subAttribute]` (RFC 7644 §3.10), or a bare schema
 * URN, without regard to case. A URN holds dots and colons itself ("core:2.0:User"), so it is
 * recognised as the longest known prefix, never by splitting.
 */
export function resolvePath(type: ResourceType, text: string): ResolvedPath {
  const prefix = schemaPrefix(type, text);
  if (prefix) {
    const { schema, quirk } = prefix;
    if (prefix.length === text.length) return { kind: 'schema', schema, quirk };
    const extension = schema === type.schema ? undefined : schema;
    const rest = text.slice(prefix.length + 1);
    const found = resolveName(rest, (name) => extension
      ? findAttribute(extension.attributes, name)
      : findCoreAttribute(type, name));
    if (!found) return { kind: 'unknownAttribute', name: text, ...placeIn(extension, rest) };
    const dotted: QuirkName | undefined = text[prefix.length] === '.' ? 'dotAfterUrn' : undefined;
    return { kind: 'attribute', extension, ...found, quirk: quirk ?? dotted };
  }
  if (looksLikeUri(text)) return { kind: 'unknownExtension', urn: text };

  const core = resolveName(text, (name) => findCoreAttribute(type, name));
  if (core) return { kind: 'attribute', ...core };
  for (const extension of type.extensions) {
    const flat = resolveName(text, (name) => findAttribute(extension.attributes, name));
    if (flat) return { kind: 'attribute', extension, ...flat, quirk: 'flatExtensionAttribute' };
  }
  return { kind: 'unknownAttribute', name: text };
}

/** The path as the schemas spell it, for details and notes. */
export function pathText({ extension, attribute, subAttribute }: AttributePath): string {
  const name = subAttribute ? `${attribute.name}.${subAttribute.name}` : attribute.name;
  return extension ? `${extension.id}:${name}` : name;
}

/** Where the value lies in a resource: the keys to follow from its root. */
export function pathKeys({ extension, attribute, subAttribute }: AttributePath): string[] {
  const keys = extension ? [extension.id, attribute.name] : [attribute.name];
  return subAttribute ? [...keys, subAttribute.name] : keys;
}

/** Where an unknown name was looked for, unless it is an unknown part of a known attribute. */
function placeIn(extension: Schema | undefined, name: string): Pick<UnknownAttribute, 'within'> {
  const [first = ''] = name.split('.');
  return extension && !findAttribute(extension.attributes, first) ? { within: { extension, name } } : {};
}

interface SchemaPrefix {
  schema: Schema;
  length: number;
  quirk?: QuirkName;
}

function schemaPrefix(type: ResourceType, text: string): SchemaPrefix | undefined {
  const lower = text.toLowerCase();
  const spells = (urn: string) =>
    lower.startsWith(urn.toLowerCase()) && [undefined, ':', '.'].includes(lower[urn.length]);

  let longest: SchemaPrefix | undefined;
  for (const schema of [type.schema, ...type.extensions]) {
    if (spells(schema.id) && schema.id.length > (longest?.length ?? 0)) {
      longest = { schema, length: schema.id.length };
    }
    for (const { alias, urn, quirk } of urnAliases) {
      if (urn === schema.id && spells(alias) && alias.length > (longest?.length ?? 0)) {
        longest = { schema, length: alias.length, quirk };
      }
    }
  }
  return longest;
}

function resolveName(text: string, find: (name: string) => Attribute | undefined): AttributePath | undefined {
  const [name = '', subName, ...rest] = text.split('.');
  const attribute = find(name);
  if (!attribute || rest.length > 0) return undefined;
  if (subName === undefined) return { attribute };
  const subAttribute = findAttribute(attribute.subAttributes, subName);
  return subAttribute && { attribute, subAttribute };
}

function looksLikeUri(text: string): boolean {
  const lower = text.toLowerCase();
  return lower.startsWith('urn:') || lower.startsWith('http://') || lower.startsWith('https://');
}
