import { readFileSync } from 'node:fs';

/**
 * Why this Node.js cannot run Rollcall, as one sentence; null when it can. Reads the range of package.json, which
 * is written as ">=20.19 <25". Old releases run this file too, so its syntax is plain.
 */
export function nodeVersionFault(version, range = requiredRange()) {
  const fits = range.split(' ').every((bound) => {
    const [, operator, limit] = /^(>=|<)(.+)$/.exec(bound);
    const order = compare(version, limit);
    return operator === '<' ? order < 0 : order >= 0;
  });
  if (fits) return null;
  return `Rollcall needs Node.js ${range} and this is ${version}: install a supported release (nodejs.org) and try again.`;
}

/** Ends the process with one sentence when its Node.js is not supported. */
export function requireSupportedNode() {
  const fault = nodeVersionFault(process.versions.node);
  if (fault === null) return;
  console.error(fault);
  process.exit(1);
}

function requiredRange() {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).engines.node;
}

function compare(left, right) {
  const theirs = right.split('.').map(Number);
  const ours = left.split('.').map(Number);
  for (let index = 0; index < theirs.length; index += 1) {
    if (ours[index] !== theirs[index]) return ours[index] - theirs[index];
  }
  return 0;
}
