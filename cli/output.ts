import { oneLine } from '@/lib/shared/one-line';

/** Options every command has. */
export interface OutputOptions {
  json?: true;
}

export const JSON_OPTION = ['--json', 'print one line of JSON instead of text'] as const;

/** Prints a command's result: as JSON when it was asked for, else as the text that `describe` makes. */
export function print<T>(options: OutputOptions, result: T, describe: (result: T) => string): void {
  process.stdout.write(`${options.json ? JSON.stringify(result) : describe(result)}\n`);
}

/**
 * Rows under headings, in columns as wide as their widest cell. Names come from IdPs, with whatever is in them.
 */
export function table<Row>(rows: readonly Row[], columns: Record<string, (row: Row) => string>): string {
  const cells = rows.map((row) => Object.values(columns).map((cell) => oneLine(cell(row))));
  const lines = [Object.keys(columns), ...cells];
  const widths = Object.keys(columns).map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  return lines
    .map((line) => line.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ').trimEnd())
    .join('\n');
}

export function day(date: Date | null): string {
  return date?.toISOString().slice(0, 10) ?? '–';
}
