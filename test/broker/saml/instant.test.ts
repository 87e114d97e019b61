import { expect, test } from '@jest/globals';
import { formatInstant, parseInstant } from '../../../broker/saml/instant.ts';

test('an instant survives being written, to the second', () => {
  const epochMs = Date.parse('2026-11-21T12:34:56.789Z');
  expect(formatInstant(epochMs)).toBe('2026-11-21T12:34:56Z');
  expect(parseInstant(formatInstant(epochMs))).toBe(epochMs - 789);
});

test('fractions of a second are read to the millisecond', () => {
  expect(parseInstant('2026-11-21T12:00:00.5Z')).toBe(Date.parse('2026-11-21T12:00:00.500Z'));
  expect(parseInstant('2026-11-21T12:00:00.123456789Z')).toBe(Date.parse('2026-11-21T12:00:00.123Z'));
});

test.each([
  '',
  'now',
  '2026-11-21',
  '2026-11-21T12:00Z',
  '2026-11-21T12:00:00',
  '2026-11-21T12:00:00+00:00',
  '2026-11-21t12:00:00z',
  ' 2026-11-21T12:00:00Z',
  '2026-11-21T12:00:00Z\n',
  '2026-11-21T24:00:00Z',
  '2026-11-21T12:60:00Z',
  '2026-11-21T23:59:60Z',
  '2026-13-01T00:00:00Z',
  '2026-02-29T00:00:00Z',
  '2026-00-10T00:00:00Z',
  '-2026-11-21T12:00:00Z',
  '12026-11-21T12:00:00Z',
])('%j is no instant', (text) => {
  expect(parseInstant(text)).toBeNull();
});
