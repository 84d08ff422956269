import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('works in the folder of the project, whatever characters its path has', () => {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'rollcall-')));
  const project = join(parent, 'my copy of 100 % ünïcode');
  try {
    mkdirSync(join(project, 'scripts'), { recursive: true });
    for (const file of ['package.json', 'scripts/launch.mjs', 'scripts/node-version.mjs']) cpSync(file, join(project, file));
    const program = join(project, 'scripts', 'where.mjs');
    writeFileSync(program, "import { launch } from './launch.mjs';\nawait launch(async () => console.log(process.cwd()));\n");
    expect(execFileSync(process.execPath, [program], { encoding: 'utf8' }).trim()).toBe(project);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
});
