import { ScimError } from './error';
import { isJsonObject, type JsonObject, type JsonValue } from './json';
import type { ScimResource } from './resource';
import { coreAttributes, findCoreAttribute, type ResourceType } from './schema/registry';
import { pathKeys, resolvePath } from './schema/resolve-path';

export const mostNames = 100;

/**
 * Which attributes a response shows (RFC 7644 §3.9). It is made before anything is read, so that what is not
 * wanted need not be loaded.
 */
export interface Projection {
  readonly type: ResourceType;
  readonly rule: 'default' | 'only' | 'except';
  readonly named: AttributeTree;
}

/** Names under names: attributes or extension URNs, then their parts. `whole` means all of it. */
interface AttributeTree {
  whole: boolean;
  readonly children: Map<string, AttributeTree>;
}

export interface ProjectionParameters {
  attributes?: string | null;
  excludedAttributes?: string | null;
}

/**
 * Reads the two query parameters. Unknown names are ignored, and a filter in brackets, as in
 * `emails[type eq "work"]`, is left out of account. Throws `invalidValue` when both are given.
 */
export function parseProjection(
  type: ResourceType,
  { attributes, excludedAttributes }: ProjectionParameters,
): Projection {
  const only = namesIn(attributes ?? '');
  const except = namesIn(excludedAttributes ?? '');
  if (only.length > 0 && except.length > 0) {
    throw ScimError.invalidValue('Send either attributes or excludedAttributes, not both');
  }
  if (only.length > 0) return { type, rule: 'only', named: treeOf(type, only) };
  return { type, rule: except.length > 0 ? 'except' : 'default', named: treeOf(type, except) };
}

/** Whether the projection shows an attribute that costs a query of its own. */
export function wants({ rule, named }: Projection, attribute: 'groups' | 'members'): boolean {
  const child = named.children.get(attribute);
  return rule === 'only' ? named.whole || child !== undefined : !child?.whole;
}

/** The parts of `members` that the projection shows; none when it hides the attribute. */
export function shownMemberParts(projection: Projection): readonly string[] {
  const members = findCoreAttribute(projection.type, 'members');
  if (!members || !wants(projection, 'members')) return [];
  const { rule, named } = projection;
  const tree = named.children.get('members');
  const parts = (members.subAttributes ?? []).map(({ name }) => name);
  if (rule === 'default' || named.whole || !tree || tree.whole) return parts;
  return parts.filter((name) => tree.children.has(name) === (rule === 'only'));
}

/** The resource without what the projection hides; attributes that are always returned stay. */
export function project({ type, rule, named }: Projection, resource: ScimResource): ScimResource {
  if (rule === 'default') return resource;
  const kept = rule === 'only' ? pick(resource, named) : omit(resource, named);
  const projected: JsonObject = {};
  for (const [key, value] of Object.entries(resource)) {
    const shown = isAlwaysReturned(type, key) ? value : kept[key];
    if (shown !== undefined) projected[key] = shown;
  }
  return { ...projected, ...schemasPresent(type, projected) };
}

function isAlwaysReturned(type: ResourceType, name: string): boolean {
  return coreAttributes(type).some((attribute) => attribute.name === name && attribute.returned === 'always');
}

/** `schemas` names the schemas of what is in the response, no more (RFC 7643 §3). */
function schemasPresent(type: ResourceType, { schemas, ...rest }: JsonObject): JsonObject {
  if (!Array.isArray(schemas)) return {};
  return { schemas: schemas.filter((urn) => urn === type.schema.id || rest[String(urn)] !== undefined) };
}

function pick(value: JsonObject, tree: AttributeTree): JsonObject {
  const picked: JsonObject = {};
  for (const [name, inner] of Object.entries(value)) {
    const child = tree.children.get(name);
    const shown = child?.whole ? inner : child && mapObjects(inner, (object) => pick(object, child));
    if (shown !== undefined) picked[name] = shown;
  }
  return picked;
}

function omit(value: JsonObject, tree: AttributeTree): JsonObject {
  const left: JsonObject = {};
  for (const [name, inner] of Object.entries(value)) {
    const child = tree.children.get(name);
    if (child?.whole) continue;
    const shown = child ? mapObjects(inner, (object) => omit(object, child)) : inner;
    if (shown !== undefined) left[name] = shown;
  }
  return left;
}

/** Applies a change to an object or to every object of a list, and drops the ones that end up empty. */
function mapObjects(value: JsonValue, change: (object: JsonObject) => JsonObject): JsonValue | undefined {
  if (Array.isArray(value)) {
    const elements = value
      .map((element) => mapObjects(element, change))
      .filter((element) => element !== undefined);
    return elements.length > 0 ? elements : undefined;
  }
  if (!isJsonObject(value)) return value;
  const changed = change(value);
  return Object.keys(changed).length > 0 ? changed : undefined;
}

function treeOf(type: ResourceType, names: readonly string[]): AttributeTree {
  const tree: AttributeTree = { whole: false, children: new Map() };
  for (const name of names) {
    const path = resolvePath(type, name);
    if (path.kind === 'schema') {
      const isCore = path.schema === type.schema;
      const keys = isCore ? path.schema.attributes.map((attribute) => attribute.name) : [path.schema.id];
      for (const key of keys) mark(tree, [key]);
    } else if (path.kind === 'attribute') {
      mark(tree, pathKeys(path));
    }
  }
  return tree;
}

function mark(tree: AttributeTree, [key, ...inner]: string[]): void {
  if (key === undefined) {
    tree.whole = true;
    return;
  }
  const child = tree.children.get(key) ?? { whole: false, children: new Map() };
  tree.children.set(key, child);
  mark(child, inner);
}

/** Splits at commas outside brackets; of `emails[type eq "work"].value`, `emails.value` is left. */
function namesIn(list: string): string[] {
  const names: string[] = [];
  let name = '';
  let depth = 0;
  for (const character of `${list},`) {
    if (character === '[') depth++;
    else if (character === ']') depth = Math.max(0, depth - 1);
    else if (depth > 0) continue;
    else if (character !== ',') name += character;
    else {
      if (name.trim() !== '') names.push(name.trim());
      name = '';
    }
  }
  if (names.length > mostNames) {
    throw ScimError.invalidValue(`${names.length} attributes are named; at most ${mostNames} are accepted`);
  }
  return names;
}
