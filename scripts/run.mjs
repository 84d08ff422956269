import { spawn } from 'node:child_process';

class CommandFailed extends Error {
  name = 'CommandFailed';
}

/**
 * Runs a program and resolves when it ends with 0. Its output goes to stderr (stdout belongs to the caller's own
 * result): at once, or, when `quiet`, only if it fails. With `ownOutput` it has stdout for itself.
 * @throws CommandFailed
 */
export async function run(program, args, options) {
  const { code, output } = await runForCode(program, args, options);
  if (code === 0) return;
  process.stderr.write(output);
  throw new CommandFailed(`${[program, ...args].join(' ')} ended with ${code}.`);
}

/** As `run`, but resolves with the exit code whatever it is, and with the output kept when `quiet`. */
export function runForCode(program, args, { env = {}, quiet = false, ownOutput = false } = {}) {
  return new Promise((resolve, reject) => {
    const sink = quiet ? 'pipe' : 2;
    const stdio = ['ignore', ownOutput ? 1 : sink, sink];
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio });
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    const forward = (signal) => {
      child.kill(signal);
      process.exit(1);
    };
    process.once('SIGTERM', forward).once('SIGINT', forward);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('SIGTERM', forward).off('SIGINT', forward);
      resolve({ code: code ?? signal, output: Buffer.concat(output).toString() });
    });
  });
}

/** Runs a script of this project or of an installed package with this very Node.js. */
export function runNode(script, args, options) {
  return run(process.execPath, [script, ...args], options);
}
