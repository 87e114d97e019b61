import { expect, test } from '@jest/globals';
import { nextReading, readingAfterFault } from '../../../../broker/domain/metadata/next-reading.ts';
import { parseDuration } from '../../../../broker/saml/duration.ts';

const hour = 3_600_000;

test.each<[string, { validUntil: number | null; cacheMs: number | null }, number]>([
  ['every six hours where nothing is said', { validUntil: null, cacheMs: null }, 6],
  ['as the provider says', { validUntil: null, cacheMs: 12 * hour }, 12],
  ['not more often than every hour', { validUntil: null, cacheMs: 60_000 }, 1],
  ['not less often than every day', { validUntil: null, cacheMs: 700 * hour }, 24],
  ['half way to its end', { validUntil: 8 * hour, cacheMs: null }, 4],
  ['soon where it has ended', { validUntil: -hour, cacheMs: null }, 1],
])('metadata is read again %s', (_when, told, hours) => {
  expect(nextReading(told, 0, 1)).toBe(hours * hour);
  expect(nextReading(told, 0, 0)).toBe(0.9 * hours * hour);
});

test('metadata that was refused is read again in an hour', () => {
  expect(readingAfterFault(5)).toBe(hour + 5);
});

test.each<[string, number | null]>([
  ['PT6H', 6 * hour],
  ['P1DT2H30M5S', 26.5 * hour + 5_000],
  ['PT0.5S', 0],
  ['P1M', 28 * 24 * hour],
  ['P1Y', 365 * 24 * hour],
  ['PT86400S', 24 * hour],
  ['P', null],
  ['PT', null],
  ['P1DT', null],
  ['-P1D', null],
  ['1D', null],
  ['P1D ', null],
  ['PT1H1H', null],
  ['P1.5D', null],
  ['PT99999999999S', null],
])('a span of %s is read as it stands', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});
