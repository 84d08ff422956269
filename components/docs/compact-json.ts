import { isJsonObject, type JsonValue } from '@/lib/scim/json';

/** Characters that fit beside each other where two examples stand in a row. */
const width = 54;

/** JSON as a person would write it: what fits stays on one line, the rest is indented by two. */
export function compactJson(value: JsonValue, indent = ''): string {
  const line = onOneLine(value);
  const isShort = indent.length + line.length <= width;
  if (isShort || value === null || typeof value !== 'object') return line;
  const inner = `${indent}  `;
  const members = isJsonObject(value)
    ? Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${compactJson(each, inner)}`)
    : value.map((each) => compactJson(each, inner));
  const [open, close] = isJsonObject(value) ? '{}' : '[]';
  return `${open}\n${inner}${members.join(`,\n${inner}`)}\n${indent}${close}`;
}

/** The same without any line break, however long it is. */
export function onOneLine(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${onOneLine(each)}`);
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}';
}
