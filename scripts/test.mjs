import { mkdir, readFile, rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { launch } from './launch.mjs';
import { runForCode } from './run.mjs';

const REPORTS = 'test-results';

const STAGES = [
  { name: 'lint', title: 'Lint and import law', run: () => check('node_modules/eslint/bin/eslint.js', ['.']) },
  { name: 'types', title: 'Type check', run: typeCheck },
  { name: 'unit', title: 'Unit tests', run: () => vitest('unit') },
  { name: 'pglite', title: 'Store and conformance on PGlite', run: () => vitest('pglite') },
  { name: 'postgres', title: 'Store and conformance on PostgreSQL', run: () => vitest('postgres') },
  { name: 'build', title: 'Production build', run: () => check('scripts/build.mjs', []) },
  { name: 'server', title: 'The production server', run: () => vitest('server') },
  { name: 'e2e', title: 'End to end in Chromium', run: playwright },
];

await launch(async () => {
  const stages = selectStages();
  const { ensureInstalled } = await import('./install.mjs');
  await ensureInstalled();
  const { ensureGenerated } = await import('./generate.mjs');
  await ensureGenerated();
  await rm(REPORTS, { recursive: true, force: true });
  await mkdir(REPORTS, { recursive: true });
  const results = [];
  for (const stage of stages) {
    console.log(`\n── ${stage.title}`);
    const started = performance.now();
    const result = await stage.run();
    results.push({ ...stage, ...result, seconds: Math.round((performance.now() - started) / 1000) });
  }
  summarise(results);
});

/** `--only unit,lint` runs some stages; without it, all. */
function selectStages() {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  if (values.only === undefined) return STAGES;
  const wanted = values.only.split(',');
  const unknown = wanted.find((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown === undefined) return STAGES.filter((stage) => wanted.includes(stage.name));
  console.error(`There is no stage ${unknown}. The stages are ${STAGES.map((stage) => stage.name).join(', ')}.`);
  process.exit(1);
}

/** A program that passes or fails as a whole counts as one. */
async function check(script, args) {
  const { code } = await runForCode(process.execPath, [script, ...args]);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Next writes the types of the routes; a fresh clone has none yet. */
async function typeCheck() {
  const { code } = await runForCode(process.execPath, ['node_modules/next/dist/bin/next', 'typegen']);
  return code === 0 ? check('node_modules/typescript/bin/tsc', ['--noEmit']) : { passed: 0, failed: 1 };
}

async function vitest(project) {
  const report = `${REPORTS}/${project}.json`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runForCode(process.execPath, [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    project,
    ...reporters,
  ]);
  const totals = await readReport(report);
  return tally(code, totals?.numPassedTests, totals?.numFailedTests);
}

async function playwright() {
  const report = `${REPORTS}/e2e.json`;
  const { code } = await runForCode(process.execPath, ['node_modules/@playwright/test/cli.js', 'test'], {
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
  const totals = await readReport(report);
  return tally(code, totals?.stats.expected, totals && totals.stats.unexpected + totals.stats.flaky);
}

async function readReport(file) {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : JSON.parse(text);
}

/** A runner that ended badly without naming a failed test, or without a report, is itself a failure. */
function tally(code, passed = 0, failed = 0) {
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

function summarise(results) {
  console.log('\n── Summary');
  for (const { title, passed, failed, seconds } of results) {
    const mark = failed === 0 ? '✓' : '✗';
    console.log(`${mark} ${title.padEnd(38)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds} s`);
  }
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  console.log(`\n${total('passed')} passed, ${total('failed')} failed`);
  process.exitCode = total('failed') === 0 ? 0 : 1;
}
