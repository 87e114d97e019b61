import { expect, test } from '@jest/globals';
import { lengthPrefixed } from '../../../../broker/adapters/seal/lengths.ts';

test('puts its length in bytes before each text', () => {
  expect([...lengthPrefixed(['ab', '', 'é'])]).toEqual([0, 0, 0, 2, 97, 98, 0, 0, 0, 0, 0, 0, 0, 2, 0xc3, 0xa9]);
  expect([...lengthPrefixed([])]).toEqual([]);
});

test('makes different bytes of different lists', () => {
  const lists = [
    ['ab', 'c'],
    ['a', 'bc'],
    ['abc'],
    ['abc', ''],
    ['', 'abc'],
    ['ab', 'c', ''],
    ['\u0000'],
    ['\ud800'],
    ['\udfff'],
    ['\ufffd'],
    ['\udbff\udfff'],
  ];
  expect(new Set(lists.map((list) => lengthPrefixed(list).toString('hex'))).size).toBe(lists.length);
});
