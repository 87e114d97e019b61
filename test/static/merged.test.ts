import { expect, test } from '@jest/globals';
import { merged } from '../../static/admin/state/merged.ts';

const base = { name: 'a', list: [1], inner: { one: 'x', two: 'y' } };

test('what only one side has changed is taken from that side', () => {
  const mine = { ...base, name: 'mine' };
  const theirs = { ...base, list: [1, 2], inner: { one: 'x', two: 'theirs' } };
  expect(merged(base, mine, theirs)).toEqual({
    value: { name: 'mine', list: [1, 2], inner: { one: 'x', two: 'theirs' } },
    taken: ['list', 'inner/two'],
    both: [],
  });
});

test('what both have changed stays as it was entered here, and is told', () => {
  const found = merged(base, { ...base, list: [3] }, { ...base, list: [4] });
  expect(found).toEqual({ value: { ...base, list: [3] }, taken: [], both: ['list'] });
});

test('the same change on both sides is none', () => {
  const same = { ...base, name: 'same' };
  expect(merged(base, same, { ...same })).toEqual({ value: same, taken: [], both: [] });
});
