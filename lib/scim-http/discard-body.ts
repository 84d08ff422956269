import type { IncomingMessage } from 'node:http';

/** Closing a connection in the middle of what a client sends can cost it the answer that is on its way. */
const MOST_BYTES = 8 * 1024 * 1024;
const LONGEST_MS = 2_000;

/** Takes in what is left of a refused body and forgets it, within bounds; whoever sends more is cut off. */
export async function discardBody(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return;
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    let left = MOST_BYTES;
    timer = setTimeout(resolve, LONGEST_MS);
    request.on('data', (chunk: Buffer) => {
      left -= chunk.byteLength;
      if (left <= 0) resolve();
    });
    for (const event of ['end', 'close', 'error']) request.once(event, () => resolve());
  });
  clearTimeout(timer);
}
