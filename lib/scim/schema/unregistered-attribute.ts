import { isJsonObject, type JsonValue } from '../json';
import { enterpriseUserUrn } from '../urns';
import { isAttributeName } from './attribute-name';
import { isCustomUrn } from './custom-urn';
import type { UnknownPath } from './resolve-path';

/** An attribute that a client sent under the URN of an extension though no schema of the type defines it. */
export interface UnregisteredAttribute {
  urn: string;
  name: string;
  value: JsonValue;
}

/**
 * The attributes that arrived on a path that no schema has, and that an administrator could register. An object
 * under an unknown URN is an extension with its attributes; any other value belongs to the attribute behind the
 * last colon. Parts of an attribute, as in `urn:…:User:office.floor`, become an object again. Core attributes
 * and those of Enterprise User are defined once for all, so nothing can be registered there.
 */
export function unregisteredAttributes(path: UnknownPath, value: JsonValue): UnregisteredAttribute[] {
  return attributesAt(path, value).filter(({ urn, name, value: sent }) =>
    sent !== null && isAttributeName(name) && isCustomUrn(urn));
}

function attributesAt(path: UnknownPath, value: JsonValue): UnregisteredAttribute[] {
  if (path.kind === 'unknownAttribute') {
    const { extension, name } = path.within ?? {};
    if (!extension || !name || extension.id === enterpriseUserUrn) return [];
    return [attributeAt(extension.id, name, value)];
  }
  const { urn } = path;
  if (isJsonObject(value)) return Object.entries(value).map(([name, inner]) => ({ urn, name, value: inner }));
  const colon = urn.lastIndexOf(':');
  return [attributeAt(urn.slice(0, colon), urn.slice(colon + 1), value)];
}

function attributeAt(urn: string, path: string, value: JsonValue): UnregisteredAttribute {
  const [name = '', ...parts] = path.split('.');
  return { urn, name, value: parts.reduceRight<JsonValue>((inner, part) => ({ [part]: inner }), value) };
}
