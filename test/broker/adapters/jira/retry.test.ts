import { expect, test } from '@jest/globals';
import { backoffMs, retryAfterMs, spreadMs } from '../../../../broker/adapters/jira/retry.ts';
import type { Random } from '../../../../broker/domain/ports/random.ts';

const now = Date.UTC(2026, 10, 21, 12, 0, 0);

test.each<[string | undefined, number | null]>([
  [undefined, null],
  ['', null],
  ['7', 7000],
  [' 7 ', 7000],
  ['0', 0],
  ['-5', null],
  ['1.5', null],
  ['soon', null],
  ['9999999999', null],
  ['Sat, 21 Nov 2026 12:00:30 GMT', 30_000],
  ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
  ['Saturday, 21-Nov-26 12:00:30 GMT', 30_000],
  ['Sat Nov 21 12:00:30 2026 GMT', 30_000],
  ['2026', 2_026_000],
  ['999999999', 3_600_000],
  ['Sat, 21 Nov 2099 12:00:00 GMT', 3_600_000],
])('Retry-After "%s" is %s ms', (header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms);
});

const always = (byte: number): Random => ({ bytes: (count) => new Uint8Array(count).fill(byte), token: () => '' });

test('pauses double and are spread over their upper half', () => {
  expect([2, 3, 4].map((next) => backoffMs(next, always(0)))).toEqual([250, 500, 1000]);
  expect([2, 3, 4].map((next) => backoffMs(next, always(255)))).toEqual([500, 1000, 2000]);
});

test('a pause that was named is only ever made longer', () => {
  expect(spreadMs(always(0))).toBe(0);
  expect(spreadMs(always(255))).toBe(250);
});
