import { expect, test } from '@jest/globals';
import { lockUntil } from '../../../broker/login/attempts.ts';

const minutes = (count: number) => count * 60_000;

test('every tenth failure in a row locks, twice as long each time, up to a day', () => {
  const now = 1_000_000;
  const locks = [1, 9, 10, 11, 19, 20, 30, 40].map((failures) => Math.max(0, lockUntil(failures, now) - now));
  expect(locks).toEqual([0, 0, minutes(15), 0, 0, minutes(30), minutes(60), minutes(120)]);
});

test('fifty failures in a row need a reset by an administrator', () => {
  expect(lockUntil(50, 0)).toBeGreaterThan(Date.UTC(3000, 0));
  expect(lockUntil(73, 0)).toBeGreaterThan(Date.UTC(3000, 0));
});
