import { describe, expect, test } from '@jest/globals';
import { daysLeft, passedStep, severityOf, warningDue } from '../../../broker/domain/expiry.ts';

const dayMs = 86_400_000;
const now = 1_800_000_000_000;

describe('a warning is due', () => {
  test.each([
    ['61 days before the end', 61 * dayMs, null],
    ['a moment before the sixtieth day', 60 * dayMs + 1, null],
    ['60 days before', 60 * dayMs, 60],
    ['a moment before the thirtieth day', 30 * dayMs + 1, 60],
    ['30 days before', 30 * dayMs, 30],
    ['7 days before', 7 * dayMs, 7],
    ['two days before', 2 * dayMs, 7],
    ['a day before', dayMs, 1],
    ['a moment before the end', 1, 1],
    ['at the end', 0, passedStep],
    ['long after it', -100 * dayMs, passedStep],
  ])('%s', (_when, leftMs, step) => {
    expect(warningDue(now + leftMs, now)).toBe(step);
  });
});

test('the last step is further than every other, so that each warning is given once', () => {
  expect(passedStep).toBeLessThan(1);
});

test.each([
  [60 * dayMs + 1, 'fine'],
  [60 * dayMs, 'soon'],
  [7 * dayMs + 1, 'soon'],
  [7 * dayMs, 'urgent'],
  [1, 'urgent'],
  [0, 'over'],
])('with %d ms left it is %s', (leftMs, severity) => {
  expect(severityOf(now + leftMs, now)).toBe(severity);
});

test('days that are left are whole ones, and below nothing once it is over', () => {
  expect([2 * dayMs - 1, dayMs, 1, 0, -1].map((leftMs) => daysLeft(now + leftMs, now))).toEqual([1, 1, 0, 0, -1]);
});
