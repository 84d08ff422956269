import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Files below a folder, by their paths from the root of the repository. */
export function filesBelow(folder: string, name: RegExp): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => name.test(file))
    .map((file) => join(folder, file))
    .sort();
}
