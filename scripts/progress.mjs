/**
 * Runs `work` and shows on a terminal what is going on and how long it takes. Where nobody watches (no terminal) it says
 * nothing; a failure always speaks for itself.
 */
export async function step(title, work) {
  const watched = process.stderr.isTTY === true;
  const startedAt = performance.now();
  const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(1);
  const show = (state) => watched && process.stderr.write(`\r\x1b[2K${title} ... ${state}`);
  show('');
  const ticker = watched ? setInterval(() => show(`${seconds()} s`), 200) : undefined;
  try {
    const result = await work();
    if (watched) process.stderr.write(`\r\x1b[2K${title}: ${seconds()} s\n`);
    return result;
  } catch (error) {
    if (watched) process.stderr.write(`\r\x1b[2K${title}: failed after ${seconds()} s\n`);
    throw error;
  } finally {
    clearInterval(ticker);
  }
}
