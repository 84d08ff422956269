import { MOST_RULES } from '@/lib/mapping/most-rules';
import type { MappableRole } from '@/lib/roles/role-mapping';
import { foldCase } from '@/lib/shared/fold-case';

export interface RuleTable {
  rows: { name: string; roleKey: string }[];
  /** What was wrong in which line of the text, counted from 1. */
  problems: { line: number; message: string }[];
}

/** A line of cells, and where in the text it begins. */
interface Line {
  line: number;
  cells: string[];
}

/** As headings of the second column, in whatever spelling. */
const HEADINGS = ['role', 'roles', 'rolle', 'role key', 'role name'];

/**
 * Reads a table of two columns as spreadsheets copy it, apart by tabs or commas: the name of a group or a value, and
 * a role by key or name. A line of headings is left out, as are empty lines and rows that come again.
 */
export function parseRuleTable(text: string, roles: readonly Pick<MappableRole, 'key' | 'name'>[]): RuleTable {
  const table: RuleTable = { rows: [], problems: [] };
  const keys = new Map([
    ...roles.map(({ key, name }) => [foldCase(name), key] as const),
    ...roles.map(({ key }) => [foldCase(key), key] as const),
  ]);
  const seen = new Set<string>();
  const lines = cellsOf(text).filter(({ cells }) => cells.some((cell) => cell !== ''));
  for (const [at, { line, cells }] of lines.entries()) {
    const [name = '', role = ''] = cells;
    const roleKey = keys.get(foldCase(role));
    if (at === 0 && roleKey === undefined && HEADINGS.includes(foldCase(role))) continue;
    const problem = problemOf(cells, roleKey, roles);
    if (problem !== null) table.problems.push({ line, message: problem });
    else if (roleKey !== undefined && !seen.has(JSON.stringify([name, roleKey]))) {
      seen.add(JSON.stringify([name, roleKey]));
      table.rows.push({ name, roleKey });
    }
  }
  return atMost(table);
}

function problemOf(
  cells: readonly string[],
  roleKey: string | undefined,
  roles: readonly { name: string }[],
): string | null {
  const [name = '', role = ''] = cells;
  if (cells.length === 1) return `"${name}" has no second column. Write a name and a role, apart by a tab or a comma.`;
  if (cells.slice(2).some((cell) => cell !== '')) return 'There are more than two columns. Put names with commas in quotes.';
  if (name === '') return 'The first column is empty. Write a name in it.';
  if (role === '') return `"${name}" has no role. Write one in the second column.`;
  if (roleKey !== undefined) return null;
  return `There is no role "${role}". The roles are ${roles.map((known) => known.name).join(', ')}.`;
}

function atMost(table: RuleTable): RuleTable {
  if (table.rows.length <= MOST_RULES) return table;
  const most = MOST_RULES.toLocaleString('en');
  const message = `A mapping holds up to ${most} rules; the table has ${table.rows.length.toLocaleString('en')}.`;
  return { rows: table.rows.slice(0, MOST_RULES), problems: [...table.problems, { line: MOST_RULES + 1, message }] };
}

/** A cell in quotes, which may hold dividers, line breaks, and quotes written twice (RFC 4180 §2). */
const quotedCell = /[^\S\r\n\t]*"((?:[^"]|"")*)"[^\S\r\n\t]*(?=[\t,\r\n]|$)/y;

const lineBreak = /\r\n|\r|\n/y;

/** The cells of each line, trimmed. Tabs divide them when there are any, else commas do. */
function cellsOf(text: string): Line[] {
  const divider = text.includes('\t') ? '\t' : ',';
  const plainCell = divider === '\t' ? /[^\t\r\n]*/y : /[^,\r\n]*/y;
  const lines: Line[] = [{ line: 1, cells: [] }];
  let line = 1;
  for (let at = 0; ; at += 1) {
    const quoted = matchAt(quotedCell, text, at);
    const [cell = '', inner] = quoted ?? matchAt(plainCell, text, at) ?? [];
    lines.at(-1)?.cells.push((inner?.replaceAll('""', '"') ?? cell).trim());
    line += cell.split(/\r\n|\r|\n/).length - 1;
    at += cell.length;
    if (at >= text.length) return lines;
    const [broken] = matchAt(lineBreak, text, at) ?? [];
    if (broken === undefined) continue;
    at += broken.length - 1;
    line += 1;
    lines.push({ line, cells: [] });
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
