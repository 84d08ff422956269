import { foldCase } from '@/lib/shared/fold-case';
import { urnAliases } from '../dialect';
import { ScimError } from '../error';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import type { Leniency } from '../leniency';
import type { ScimDocument } from '../resource';
import { messageUrnPrefix } from '../urns';
import { findAttribute, type Schema } from './attribute';
import { readValue } from './read-value';
import { resourceTypes, type ResourceType } from './registry';
import { pathText, resolvePath, type AttributePath } from './resolve-path';
import { writeSlot } from './slot';
import { unregisteredAttributes } from './unregistered-attribute';

/**
 * The body of a POST or PUT as a document. `named` holds the top-level keys (attribute names, extension
 * URNs) that the body names, assigned or not: PUT keeps some of those that it does not name.
 */
export interface ReadDocument {
  document: ScimDocument;
  named: ReadonlySet<string>;
}

/** Reads a resource from a body. Throws `invalidSyntax` or `invalidValue`. */
export function readDocument(type: ResourceType, body: JsonValue, leniency: Leniency): ReadDocument {
  if (!isJsonObject(body)) throw ScimError.invalidSyntax(`The body must be a JSON object, a ${type.name}`);
  const document: ScimDocument = {};
  const named = new Set<string>();
  checkSchemas(type, body, leniency);
  readMembers(type, body, { document, named, leniency });
  return { document, named };
}

interface Reading {
  document: ScimDocument;
  named: Set<string>;
  leniency: Leniency;
}

function readMembers(type: ResourceType, body: JsonObject, reading: Reading): void {
  const { leniency, named } = reading;
  for (const [key, value] of Object.entries(body)) {
    const path = resolvePath(type, key);
    if (path.kind === 'unknownAttribute' || path.kind === 'unknownExtension') {
      leniency.ignore(key);
      leniency.offer(unregisteredAttributes(path, value));
      continue;
    }
    if (path.quirk) leniency.repair(path.quirk, key);
    if (path.kind === 'attribute') {
      readAttribute(path, value, reading);
    } else if (path.schema === type.schema) {
      if (!isJsonObject(value)) throw ScimError.invalidValue(`"${key}" must be an object of attributes`);
      readMembers(type, value, reading);
    } else {
      named.add(path.schema.id);
      readExtension(path.schema, value, reading);
    }
  }
}

function readExtension(extension: Schema, value: JsonValue, reading: Reading): void {
  if (value === null) return;
  if (!isJsonObject(value)) throw ScimError.invalidValue(`"${extension.id}" must be an object of attributes`);
  for (const [key, inner] of Object.entries(value)) {
    const attribute = findAttribute(extension.attributes, key);
    if (attribute) {
      readAttribute({ extension, attribute }, inner, reading);
    } else {
      const name = `${extension.id}:${key}`;
      const unknown = { kind: 'unknownAttribute', name, within: { extension, name: key } } as const;
      reading.leniency.ignore(name);
      reading.leniency.offer(unregisteredAttributes(unknown, inner));
    }
  }
}

function readAttribute(path: AttributePath, value: JsonValue, { document, named, leniency }: Reading): void {
  const { extension, attribute, subAttribute } = path;
  const target = subAttribute ?? attribute;
  const name = pathText(path);
  if (attribute.returned === 'never') return leniency.discard(name);
  if (attribute.mutability === 'readOnly' || target.mutability === 'readOnly') return;
  if (subAttribute && attribute.multiValued) return leniency.ignore(name);
  if (!extension) named.add(attribute.name);
  writeSlot(document, path, readValue(target, value, name, leniency));
}

/**
 * A body must not claim to be something else: pushing back a whole ListResponse, or a group to /Users,
 * is a mistake of the client's that would otherwise end as an empty resource.
 */
function checkSchemas(type: ResourceType, body: JsonObject, leniency: Leniency): void {
  const key = Object.keys(body).find((name) => foldCase(name) === 'schemas');
  const sent = key === undefined ? [] : [body[key] ?? []].flat();
  const urns = sent.filter((urn) => typeof urn === 'string').map(foldCase);
  const own = urns.includes(foldCase(type.schema.id));

  const message = urns.find((urn) => urn.startsWith(foldCase(messageUrnPrefix)));
  if (message) throw ScimError.invalidSyntax(`The body is a message (${message}); send one ${type.name}`);
  const other = resourceTypes.find(({ schema }) => urns.includes(foldCase(schema.id)));
  if (other && !own) throw ScimError.invalidSyntax(`The body is a ${other.name}; send a ${type.name} here`);
  if (leniency.strict && !own) throw ScimError.invalidSyntax(`\`schemas\` must name ${type.schema.id}`);
  for (const { alias, quirk } of urnAliases) {
    if (urns.includes(foldCase(alias))) leniency.repair(quirk, 'schemas');
  }
}
