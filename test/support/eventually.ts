import { setTimeout as delay } from 'node:timers/promises';

const betweenLooksMs = 5;

/** Looks until something is so; throws when it is not so in time, instead of looking for ever. */
export async function eventually(isSo: () => Promise<boolean> | boolean, what: string, patienceMs = 20_000): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`not in time: ${what}`);
    await delay(betweenLooksMs);
  }
}
