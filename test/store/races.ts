import { expect, test } from '@jest/globals';
import type { TestStorage } from '../support/storage.ts';

export const rounds = 200;

/**
 * Two tests: two writers on one connection, and two on a connection each. In every round both start at once, and exactly
 * one of them may win.
 */
export function oneWinner(
  name: string,
  at: { one: () => TestStorage; two: () => TestStorage },
  race: (storage: TestStorage, round: number, writer: 1 | 2) => Promise<boolean>,
  prepare: (storage: TestStorage, round: number) => Promise<unknown> = async () => {},
): void {
  test.each([
    ['one connection', at.one],
    ['two connections', at.two],
  ])(`${name}: one winner on %s`, async (_where, second) => {
    for (let round = 1; round <= rounds; round++) {
      await prepare(at.one(), round);
      // Who starts first alternates, so that neither place is the winner's by habit.
      const writers = [() => race(at.one(), round, 1), () => race(second(), round, 2)];
      if (round % 2 === 0) writers.reverse();
      const won = await Promise.all(writers.map((start) => start()));
      expect([round, won.filter(Boolean).length]).toEqual([round, 1]);
    }
  });
}
