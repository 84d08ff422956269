import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import type { BulkOperation } from './bulk-operation';

/** The id that takes the place of a reference; undefined leaves the reference as it is. */
export type Resolve = (bulkId: string) => string | undefined;

const whole = /^bulkId:(.+)$/s;
const atTheEnd = /(?<=^|\/)bulkId:([^/]+)$/;
const inFilter = /"bulkId:((?:[^"\\]|\\.)+)"/g;

/**
 * Replaces the references "bulkId:…" of RFC 7644 §3.7.2 in an operation: in its path, and in its data where
 * a text is nothing else, at the end of a `$ref`, and as a literal in the filter of a PATCH operation's
 * `path`.
 */
export function resolveOperation(operation: BulkOperation, resolve: Resolve): BulkOperation {
  const { segments, data } = operation;
  return {
    ...operation,
    segments: segments.map((segment) => resolveText(segment, resolve)),
    ...(data && { data: resolveObject(data, resolve) }),
  };
}

/** The bulkIds that an operation refers to. */
export function bulkIdsOf(operation: BulkOperation): Set<string> {
  const found = new Set<string>();
  resolveOperation(operation, (bulkId) => void found.add(bulkId));
  return found;
}

/** The bulkIds that data refers to. */
export function bulkIdsIn(value: JsonValue): Set<string> {
  const found = new Set<string>();
  resolveValue(value, (bulkId) => void found.add(bulkId));
  return found;
}

function resolveValue(value: JsonValue, resolve: Resolve, key = ''): JsonValue {
  if (typeof value === 'string') return resolveKeyed(key.toLowerCase(), value, resolve);
  if (Array.isArray(value)) return value.map((element) => resolveValue(element, resolve));
  return isJsonObject(value) ? resolveObject(value, resolve) : value;
}

function resolveObject(object: JsonObject, resolve: Resolve): JsonObject {
  const entries = Object.entries(object);
  return Object.fromEntries(entries.map(([key, value]) => [key, resolveValue(value, resolve, key)]));
}

function resolveKeyed(key: string, text: string, resolve: Resolve): string {
  if (key === '$ref') {
    return text.replace(atTheEnd, (sent, bulkId: string) => resolve(bulkId) ?? sent);
  }
  if (key === 'path') {
    return text.replace(inFilter, (sent, bulkId: string) => {
      const id = resolve(unescaped(bulkId));
      return id === undefined ? sent : JSON.stringify(id);
    });
  }
  return resolveText(text, resolve);
}

function resolveText(text: string, resolve: Resolve): string {
  const bulkId = whole.exec(text)?.[1];
  return (bulkId !== undefined && resolve(bulkId)) || text;
}

/** A literal of a filter has the escapes of JSON; what is not valid JSON will be refused with its filter. */
function unescaped(literal: string): string {
  try {
    return JSON.parse(`"${literal}"`) as string;
  } catch {
    return literal;
  }
}
