import { expect, test } from '@jest/globals';
import { createBoundedMap } from '../../../broker/domain/bounded-map.ts';

test('keeps the entries used last, and forgets the others', () => {
  const map = createBoundedMap<number>(2);
  map.set('one', 1);
  map.set('two', 2);
  expect(map.get('one')).toBe(1);
  map.set('three', 3);
  expect([map.get('one'), map.get('two'), map.get('three')]).toEqual([1, undefined, 3]);
  map.delete('one');
  map.set('four', 4);
  expect([map.get('three'), map.get('four')]).toEqual([3, 4]);
});

test('an entry that is set again is no second one', () => {
  const map = createBoundedMap<number>(2);
  map.set('one', 1);
  map.set('two', 2);
  map.set('one', 11);
  map.set('three', 3);
  expect([map.get('one'), map.get('two'), map.get('three')]).toEqual([11, undefined, 3]);
});
