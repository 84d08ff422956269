import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { serveEmbedded } from '@/lib/db/embedded-server';
import { POSTGRES_SOCKET } from '@/lib/db/data-folder';
const d = await mkdtemp(join(tmpdir(), 'rc-')); const s = await serveEmbedded(undefined, join(d, POSTGRES_SOCKET));
await Promise.all([1, 2, 3].map(() => new Promise((r) => spawn('npx', ['tsx', 'scratch-child.mts', d], { stdio: 'inherit' }).on('exit', r))));
await s.close(); process.exit(0);
