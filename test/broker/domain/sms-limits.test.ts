import { describe, expect, test } from '@jest/globals';
import { isSuspicious, resendAt } from '../../../broker/domain/sms-limits.ts';

test('the next message waits 30 seconds, then a minute, then two', () => {
  expect([0, 1, 2, 3, 4, 9].map((sends) => resendAt(sends, 1_000) - 1_000)).toEqual([0, 30_000, 60_000, 120_000, 120_000, 120_000]);
});

describe('few codes that are typed', () => {
  test.each([
    [49, 0, false],
    [50, 14, true],
    [50, 15, false],
    [1_000, 299, true],
    [0, 0, false],
  ])('of %d, %d were: %s', (sent, verified, suspicious) => {
    expect(isSuspicious({ sent, verified })).toBe(suspicious);
  });
});
