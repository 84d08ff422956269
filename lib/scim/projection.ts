import { ScimError } from './error';
import { findCoreAttribute, type ResourceType } from './schema/registry';
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
export interface AttributeTree {
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
