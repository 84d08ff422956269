import { execFile } from 'node:child_process';

export interface CommandResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs an operators' command of the built project, with the environment given and little else. */
export function rollcall(env: Record<string, string>, ...args: string[]): Promise<CommandResult> {
  return new Promise((resolve) => {
    const environment = { PATH: process.env.PATH, NODE_ENV: 'production' as const, ...env };
    execFile(process.execPath, ['dist/rollcall.mjs', ...args], { env: environment }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });
}
