import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { pathKeys, type AttributePath } from './resolve-path';

/** The value of an attribute, or of a sub-attribute of a single complex one, in a document. */
export function readSlot(document: JsonObject, path: AttributePath): JsonValue | undefined {
  const holder = holderOf(document, path);
  return holder?.[(path.subAttribute ?? path.attribute).name];
}

/**
 * Puts a value where the path points, making the extension object and the parent as needed; undefined
 * unassigns, and takes away a parent or an extension object that holds nothing any more.
 */
export function writeSlot(document: JsonObject, path: AttributePath, value: JsonValue | undefined): void {
  writeAt(document, pathKeys(path), value);
}

function holderOf(document: JsonObject, path: AttributePath): JsonObject | undefined {
  let holder: JsonObject | undefined = document;
  for (const key of pathKeys(path).slice(0, -1)) {
    const next: JsonValue | undefined = holder?.[key];
    holder = isJsonObject(next) ? next : undefined;
  }
  return holder;
}

function writeAt(object: JsonObject, [key = '', ...inner]: string[], value: JsonValue | undefined): void {
  if (inner.length === 0) {
    if (value === undefined) delete object[key];
    else object[key] = value;
    return;
  }
  const held = object[key];
  const parent = isJsonObject(held) ? held : {};
  writeAt(parent, inner, value);
  if (Object.keys(parent).length > 0) object[key] = parent;
  else delete object[key];
}
