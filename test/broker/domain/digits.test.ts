import { describe, expect, test } from '@jest/globals';
import { drawDigits, readDigits } from '../../../broker/domain/digits.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';

/** A random source that gives these numbers, one after another. */
const giving = (...numbers: number[]) => ({
  bytes: () => new Uint8Array(Buffer.from((numbers.shift() ?? 0).toString(16).padStart(8, '0'), 'hex')),
  token: () => '',
});

describe('a code of digits', () => {
  test('has as many as were asked for, zeros in front included', () => {
    expect(drawDigits(giving(42), 6)).toBe('000042');
    expect(drawDigits(giving(42), 8)).toBe('00000042');
    expect(drawDigits(giving(999_999), 6)).toBe('999999');
    expect(drawDigits(giving(1_000_000), 6)).toBe('000000');
  });

  test('is drawn again where the last, incomplete round of numbers would favour some', () => {
    expect(drawDigits(giving(4_294_000_000, 4_294_967_295, 7), 6)).toBe('000007');
    expect(drawDigits(giving(4_293_999_999), 6)).toBe('999999');
    expect(drawDigits(giving(4_200_000_000, 7), 8)).toBe('00000007');
  });

  test('is spread over the whole range', () => {
    const random = createFixedRandom('codes');
    const counts = Array.from({ length: 10 }, () => 0);
    for (let draws = 0; draws < 5_000; draws += 1) {
      const first = Number(drawDigits(random, 6)[0]);
      counts[first] = (counts[first] ?? 0) + 1;
    }
    for (const count of counts) expect(count).toBeGreaterThan(400);
  });

  test.each([
    [' 123 456 ', '123456'],
    ['123-456-78', '12345678'],
    ['1234567', '1234567'],
    ['12345', null],
    ['123456789', null],
    ['12345a', null],
    ['１２３４５６', null],
    ['', null],
  ])('is read from %p', (typed, code) => {
    expect(readDigits(typed, 6, 8)).toBe(code);
  });
});
