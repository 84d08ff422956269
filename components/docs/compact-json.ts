import { isJsonObject, type JsonValue } from '@/lib/scim/json';

const width = 72;

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

function onOneLine(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${onOneLine(each)}`);
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}';
}
