import { spawn } from 'node:child_process';
import { prepareBundles } from './prepare-bundles.mjs';

await prepareBundles();
// Next knows its address from its arguments and Rollcall from the environment; here they are made to agree.
process.env.PORT ||= '3000';
process.env.HOST ||= '127.0.0.1';
const next = ['node_modules/next/dist/bin/next', 'dev', '--port', process.env.PORT, '--hostname', process.env.HOST];
const server = spawn(process.execPath, next, { stdio: 'inherit', env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' } });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.once('exit', (code) => process.exit(code ?? 1));
