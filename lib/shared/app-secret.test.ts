import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secretInDataFolder } from '@/lib/shared/app-secret';
import { EnvironmentError } from '@/lib/shared/env';

describe('the secret in the data folder', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollcall-secret-'));
    path = join(folder, 'secret');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made once, for its owner alone, and stays the same', () => {
    const secret = secretInDataFolder(path);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(readFileSync(path, 'utf8')).toBe(secret);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(secretInDataFolder(path)).toBe(secret);
  });

  it.each(['', '\n', 'half-a-secret'])('is refused when the file was left with %j in it', (left) => {
    writeFileSync(path, left);
    expect(() => secretInDataFolder(path)).toThrow(EnvironmentError);
  });
});
