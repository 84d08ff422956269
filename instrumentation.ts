/** Next calls this once when a server starts, and never while it builds. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { prepareProcess } = await import('./instrumentation-node');
    await prepareProcess();
  }
}
