import { isJsonObject, type JsonObject, type JsonValue } from './json';
import type { AttributeTree, Projection } from './projection';
import { metaOf, type ScimDocument, type ServerFacts } from './resource';
import type { Attribute } from './schema/attribute';
import { coreAttributes, type ResourceType } from './schema/registry';
import { enterpriseUserUrn } from './urns';

/**
 * The JSON text of a resource (RFC 7643 §3), as far as the projection shows it: attributes in the order of
 * their schemas, `meta` last. `members` of a group is JSON text too, made and projected by the store: a group
 * of thousands is never held member by member.
 */
export function serializeResource(
  projection: Projection,
  document: ScimDocument,
  facts: ServerFacts,
  members?: string,
): string {
  return serializerOf(projection)(document, facts, members);
}

type Serialize = (document: ScimDocument, facts: ServerFacts, members?: string) => string;

/** The JSON text of a value; undefined when nothing of it is shown. */
type Write = (value: JsonValue) => string | undefined;

/** A member of an object that is shown: its name, how it begins as JSON, and how its value is written. */
interface Member {
  name: string;
  /** The name with a colon, after a comma. */
  key: string;
  /** The same after the brace of an object that begins with it. */
  firstKey: string;
  write: Write;
}

/** What is asked of the schemas is asked once for each type, and once for each list that names attributes. */
const serializers = new WeakMap<ResourceType | Projection, Serialize>();

function serializerOf(projection: Projection): Serialize {
  const key = projection.rule === 'default' ? projection.type : projection;
  const known = serializers.get(key) ?? compile(projection);
  serializers.set(key, known);
  return known;
}

function compile({ type, rule, named }: Projection): Serialize {
  const shown = shownMembers(coreAttributes(type), named, rule);
  const meta = shown.find(({ name }) => name === 'meta');
  const others = shown
    .filter(({ name }) => !['schemas', 'id', 'meta'].includes(name))
    .map((member) => (member.name === 'groups' ? takingText(member, named.children.get('groups')) : member));
  const extensions = type.extensions.flatMap(({ id, attributes }) =>
    shownMember(id, attributes, named.children.get(id), rule));

  const core = JSON.stringify(type.schema.id);

  return (document, facts, members) => {
    let urns = core;
    let text = '';
    for (const { name, key, write } of others) {
      const value = name === 'groups' ? facts.groups : document[name];
      const written = value === undefined ? undefined : write(value);
      if (written !== undefined) text += key + written;
    }
    for (const { name, key, write } of extensions) {
      const value = document[name];
      const written = isJsonObject(value) ? write(withManager(name, value, facts)) : undefined;
      if (written === undefined) continue;
      // `schemas` names the schemas of what is in the response, no more (RFC 7643 §3).
      urns += key.slice(0, -1);
      text += key + written;
    }
    const about = meta?.write(metaOf(type, facts));
    if (meta && about !== undefined) text += meta.key + about;
    if (members !== undefined) text += `,"members":${members}`;
    return `{"schemas":[${urns}],"id":${writeSimple(facts.id)}${text}}`;
  };
}

/** The value is JSON text: when all of it is shown it is taken as it is, without a look inside. */
function takingText(member: Member, child: AttributeTree | undefined): Member {
  const isWhole = child?.whole ?? true;
  return {
    ...member,
    write: (text) => (isWhole ? String(text) : member.write(JSON.parse(String(text)) as JsonValue)),
  };
}

/** A manager is stored as its id; its name and address are what they are now. */
function withManager(urn: string, extension: JsonObject, facts: ServerFacts): JsonObject {
  const { manager } = extension;
  if (urn !== enterpriseUserUrn || !facts.manager || !isJsonObject(manager)) return extension;
  const { value } = manager;
  const { displayName = manager.displayName, $ref = manager.$ref } = facts.manager;
  return { ...extension, manager: { value, displayName, $ref } as JsonObject };
}

function shownMembers(
  attributes: readonly Attribute[],
  tree: AttributeTree,
  rule: Projection['rule'],
): Member[] {
  return attributes.flatMap(({ name, returned, subAttributes }) => {
    if (returned === 'never') return [];
    if (returned === 'always') return [memberOf(name, wholeOf(subAttributes))];
    return shownMember(name, subAttributes, tree.children.get(name), rule);
  });
}

/** A member with the parts `attributes`, whole, in part or not at all, as the list of names has it. */
function shownMember(
  name: string,
  attributes: readonly Attribute[] | undefined,
  child: AttributeTree | undefined,
  rule: Projection['rule'],
): Member[] {
  const isNamed = child?.whole ?? false;
  if (child && !isNamed) return [memberOf(name, partOf(attributes ?? [], child, rule))];
  return isNamed === (rule === 'only') ? [memberOf(name, wholeOf(attributes))] : [];
}

/** Texts in which JSON escapes nothing: the common case, for which a look is cheaper than the general way. */
const plainText = /^[\x20\x21\x23-\x5b\x5d-\x7e\xa0-\ud7ff]*$/;

function writeSimple(value: JsonValue): string {
  return typeof value === 'string' && plainText.test(value) ? `"${value}"` : JSON.stringify(value);
}

const wholes = new WeakMap<readonly Attribute[], Write>();

/** All of a value with the parts `attributes`, empty or not. */
function wholeOf(attributes: readonly Attribute[] | undefined): Write {
  if (!attributes) return writeSimple;
  const known = wholes.get(attributes) ?? newWhole(attributes);
  wholes.set(attributes, known);
  return known;
}

function newWhole(attributes: readonly Attribute[]): Write {
  const members = attributes
    .filter(({ returned }) => returned !== 'never')
    .map(({ name, subAttributes }) => memberOf(name, wholeOf(subAttributes)));
  const write = (value: JsonValue): string => {
    if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
    return isJsonObject(value) ? writeMembers(members, value) : writeSimple(value);
  };
  return write;
}

/** The named parts of a value, or all but them. Objects and lists of which nothing is left are not shown. */
function partOf(attributes: readonly Attribute[], tree: AttributeTree, rule: Projection['rule']): Write {
  const members = shownMembers(attributes, tree, rule);
  const write = (value: JsonValue): string | undefined => {
    if (Array.isArray(value)) {
      const elements = value.map(write).filter((element) => element !== undefined);
      return elements.length > 0 ? `[${elements.join(',')}]` : undefined;
    }
    if (!isJsonObject(value)) return writeSimple(value);
    const text = writeMembers(members, value);
    return text === '{}' ? undefined : text;
  };
  return write;
}

function memberOf(name: string, write: Write): Member {
  const key = `${JSON.stringify(name)}:`;
  return { name, key: `,${key}`, firstKey: `{${key}`, write };
}

function writeMembers(members: readonly Member[], object: JsonObject): string {
  let text = '';
  for (const { name, key, firstKey, write } of members) {
    const value = object[name];
    const shown = value === undefined ? undefined : write(value);
    if (shown !== undefined) text += (text === '' ? firstKey : key) + shown;
  }
  return text === '' ? '{}' : `${text}}`;
}
