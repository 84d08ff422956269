import { processWide } from '@/lib/shared/process-wide';

const pending = processWide('deferred-writes', () => new Set<Promise<void>>());

/** Starts a write that no answer waits for. A fault is logged, because nobody is left to be told. */
export function deferWrite(write: () => Promise<void>): void {
  const settled = write().catch((error: unknown) => {
    console.error(`A write in the background failed: ${error instanceof Error ? error.message : String(error)}`);
  });
  pending.add(settled);
  void settled.finally(() => pending.delete(settled));
}

/** Waits until every deferred write is done; called before the database closes. */
export async function settleDeferredWrites(): Promise<void> {
  while (pending.size > 0) await Promise.all(pending);
}
