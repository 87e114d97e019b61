import { expect, test } from '@jest/globals';
import { drawCode, groupedCode, readCode } from '../../../broker/domain/crockford.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';

test('what is drawn and shown in groups is read again, as people type it', () => {
  const random = createFixedRandom('crockford');
  for (let count = 0; count < 200; count += 1) {
    const code = drawCode(random, 16);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
    expect(groupedCode(code)).toMatch(/^(.{4}-){3}.{4}$/);
    expect(readCode(groupedCode(code), 16)).toBe(code);
    expect(readCode(` ${groupedCode(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `, 16)).toBe(code);
  }
});

test.each(['', 'ABCD', 'ABCD-EFGH-JKMU', 'ABCD-EFGH-JKM!', 'ABCD-EFGH-JKMNP'])('what is no code of twelve signs is none: %s', (typed) => {
  expect(readCode(typed, 12)).toBeNull();
});
