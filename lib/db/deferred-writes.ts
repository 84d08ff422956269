import { processWide } from '@/lib/shared/process-wide';

const pending = processWide('deferred-writes', () => new Set<Promise<void>>());

/**
 * Starts a write whose fault must not become the fault of the request: it is logged. The promise never
 * rejects, and need not be waited for.
 */
export function deferWrite(write: () => Promise<void>): Promise<void> {
  const settled = write().catch((error: unknown) => {
    console.error(
      `A write in the background failed: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  pending.add(settled);
  void settled.finally(() => pending.delete(settled));
  return settled;
}

/** Waits until every deferred write is done; called before the database closes. */
export async function settleDeferredWrites(): Promise<void> {
  while (pending.size > 0) await Promise.all(pending);
}
