import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A table of cases that is kept as a data file beside its test: a JSON array with one case a line. */
export function readCases<Case>(directory: string, file: string): Case[] {
  return JSON.parse(readFileSync(join(directory, 'cases', file), 'utf8')) as Case[];
}
