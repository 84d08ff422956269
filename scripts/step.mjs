const TICK_MS = 1000;

/** Runs `work` and shows on stderr what is being done, that it still is, and how long it took. */
export async function step(title, work) {
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  const live = process.stderr.isTTY;
  const write = (text) => process.stderr.write(live ? `\r\x1b[K${text}` : text);
  write(live ? `${title} …` : `${title} …\n`);
  const ticker = setInterval(() => live && write(`${title} … ${seconds()}`), TICK_MS);
  try {
    const result = await work();
    write(`${title}: done in ${seconds()}\n`);
    return result;
  } catch (error) {
    write(`${title}: failed after ${seconds()}\n`);
    throw error;
  } finally {
    clearInterval(ticker);
  }
}
