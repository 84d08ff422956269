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
  /** Whether a cell begins with a quote that is never closed. */
  isOpen: boolean;
}

const OPEN_QUOTE = 'A quote is opened and not closed. Close it, or write a quote that belongs to a name twice, within quotes.';

/** As headings of the second column, in whatever spelling. */
const HEADINGS = ['role', 'roles', 'rolle', 'role key', 'role name'];

/**
 * Reads a table of two columns as spreadsheets copy or export it, apart by tabs, commas or semicolons: the name of a
 * group or a value, and a role by key or name. A line of headings is left out, as are empty lines and rows that come again.
 */
export function parseRuleTable(text: string, roles: readonly Pick<MappableRole, 'key' | 'name'>[]): RuleTable {
  const table: RuleTable = { rows: [], problems: [] };
  const keys = new Map([
    ...roles.map(({ key, name }) => [foldCase(name), key] as const),
    ...roles.map(({ key }) => [foldCase(key), key] as const),
  ]);
  const seen = new Set<string>();
  const lines = cellsOf(text).filter(({ cells }) => cells.some((cell) => cell !== ''));
  for (const [at, { line, cells, isOpen }] of lines.entries()) {
    const [name = '', role = ''] = cells;
    const roleKey = keys.get(foldCase(role));
    if (at === 0 && roleKey === undefined && HEADINGS.includes(foldCase(role))) continue;
    const problem = isOpen ? OPEN_QUOTE : problemOf(cells, roleKey, roles);
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
  if (cells.length === 1) return `"${name}" has no second column. Write a name and a role, apart by a tab, a comma or a semicolon.`;
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

/**
 * For each divider, a cell in quotes, which may hold dividers, line breaks, and quotes written twice (RFC 4180 §2), and
 * one without.
 */
const cellPatterns = {
  '\t': { quoted: /[^\S\r\n\t]*"((?:[^"]|"")*)"[^\S\r\n\t]*(?=[\t\r\n]|$)/y, plain: /[^\t\r\n]*/y },
  ',': { quoted: /[^\S\r\n]*"((?:[^"]|"")*)"[^\S\r\n]*(?=[,\r\n]|$)/y, plain: /[^,\r\n]*/y },
  ';': { quoted: /[^\S\r\n]*"((?:[^"]|"")*)"[^\S\r\n]*(?=[;\r\n]|$)/y, plain: /[^;\r\n]*/y },
};

const lineBreak = /\r\n|\r|\n/y;

/** The cells of each line, trimmed. Tabs divide them when there are any, else commas, else semicolons do. */
function cellsOf(text: string): Line[] {
  const divider = (['\t', ','] as const).find((each) => text.includes(each)) ?? ';';
  const patterns = cellPatterns[divider];
  const lines: Line[] = [{ line: 1, cells: [], isOpen: false }];
  let line = 1;
  for (let at = 0; ; at += 1) {
    const [cell = '', inner] = matchAt(patterns.quoted, text, at) ?? matchAt(patterns.plain, text, at) ?? [];
    const current = lines.at(-1);
    current?.cells.push((inner?.replaceAll('""', '"') ?? cell).trim());
    if (current && inner === undefined && /^\s*"[^"]*(?:"[^"]*"[^"]*)*$/.test(cell)) current.isOpen = true;
    line += cell.split(/\r\n|\r|\n/).length - 1;
    at += cell.length;
    if (at >= text.length) return lines;
    const [broken] = matchAt(lineBreak, text, at) ?? [];
    if (broken === undefined) continue;
    at += broken.length - 1;
    line += 1;
    lines.push({ line, cells: [], isOpen: false });
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
