import { expect, it } from 'vitest';
import { nodeVersionFault } from './node-version.mjs';

const RANGE = '>=20.19 <25';

it.each(['20.19.0', '20.20.2', '22.1.0', '24.99.1'])('runs on Node.js %s', (version) => {
  expect(nodeVersionFault(version, RANGE)).toBeNull();
});

it.each(['12.0.0', '18.20.4', '20.18.9', '25.0.0', '26.1.0'])('refuses Node.js %s in one sentence', (version) => {
  const fault = nodeVersionFault(version, RANGE);
  expect(fault).toContain(version);
  expect(fault).toContain(RANGE);
});

it('reads the range it needs from package.json', () => {
  expect(nodeVersionFault('4.0.0')).toContain('Rollcall needs Node.js >=');
});
