import { expect, test } from '@jest/globals';
import { createMarks } from '../../../../broker/adapters/seal/marks.ts';
import { createMasterKeys } from '../../../../broker/adapters/seal/master-keys.ts';
import { createFixedRandom } from '../../../support/fixed-random.ts';

const marksOf = (key: number) => createMarks(createMasterKeys({ present: new Uint8Array(32).fill(key) }, createFixedRandom()));

test('a mark is the same at every broker of a deployment, and another for another purpose, value or master key', () => {
  const number = marksOf(1).of('phone-number', '+4740612345');
  expect(number).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(marksOf(1).of('phone-number', '+4740612345')).toBe(number);
  const others = [
    marksOf(1).of('phone-prefix', '+4740612345'),
    marksOf(1).of('phone-number', '+4740612346'),
    marksOf(2).of('phone-number', '+4740612345'),
  ];
  expect(new Set([number, ...others]).size).toBe(4);
});
