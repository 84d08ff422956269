import { parentPort, workerData } from 'node:worker_threads';
import { serveEmbedded } from '@/lib/db/embedded-server';

/** Runs PGlite off the main thread, so that the event loop is free while the database works. */
const { dataDirectory, socketPath } = workerData as { dataDirectory: string; socketPath: string };

const served = await serveEmbedded(dataDirectory, socketPath);

parentPort?.once('message', () => {
  void served.close().then(() => process.exit(0));
});
parentPort?.postMessage('ready');
