import { describe, expect, test } from '@jest/globals';
import { systemRandom } from '../../../../broker/adapters/clock/system-random.ts';

describe('the random source', () => {
  test.each([1, 12, 32, 4_095, 4_096, 4_097, 10_000])('gives %d bytes when asked for them', (count) => {
    expect(systemRandom.bytes(count)).toHaveLength(count);
    expect(Buffer.from(systemRandom.token(count), 'base64url')).toHaveLength(count);
  });

  test('never gives the same twice, however much is asked for and in whatever sizes', () => {
    const given = new Set<string>();
    let asked = 0;
    for (let round = 0; round < 20_000; round += 1) {
      const size = 16 + (round % 23);
      given.add(Buffer.from(systemRandom.bytes(size)).toString('hex', 0, 16));
      given.add(Buffer.from(systemRandom.token(size), 'base64url').toString('hex', 0, 16));
      asked += 2;
    }
    expect(given.size).toBe(asked);
  });

  test('gives no bytes that were wiped', () => {
    // Of 32 bytes, 32 zeros never come by chance.
    for (let round = 0; round < 1_000; round += 1) expect(systemRandom.bytes(32).some((byte) => byte !== 0)).toBe(true);
  });

  test('gives a copy: what is done to it touches nothing that is given later, and later calls do not touch it', () => {
    const mine = systemRandom.bytes(32);
    const before = Buffer.from(mine).toString('hex');
    for (let round = 0; round < 500; round += 1) systemRandom.bytes(32);
    expect(Buffer.from(mine).toString('hex')).toBe(before);
    expect(mine.buffer.byteLength).toBe(32);
  });

  test('has bits that are one half of the time', () => {
    const ones = [...systemRandom.bytes(100_000), ...Array.from({ length: 2_000 }, () => [...systemRandom.bytes(50)]).flat()];
    const share = ones.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0) / (ones.length * 8);
    expect(share).toBeGreaterThan(0.495);
    expect(share).toBeLessThan(0.505);
  });
});
