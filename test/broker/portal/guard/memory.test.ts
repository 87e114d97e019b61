import { expect, test } from '@jest/globals';
import { createMemory } from '../../../../broker/portal/guard/memory.ts';

test('merges equal questions under way, and forgets failures', async () => {
  const memory = createMemory({ clock: { now: () => 0 }, capacity: 10 });
  let asked = 0;
  const fails = () => {
    asked += 1;
    return Promise.reject(new Error('away'));
  };
  const both = await Promise.allSettled([memory.recall('a', 1_000, fails), memory.recall('a', 1_000, fails)]);
  expect(both.map((one) => one.status)).toEqual(['rejected', 'rejected']);
  expect(asked).toBe(1);
  expect(await memory.recall('a', 1_000, async () => 'back')).toBe('back');
});

test('keeps no more than it was allowed', async () => {
  const memory = createMemory({ clock: { now: () => 0 }, capacity: 2 });
  let asked = 0;
  const ask = async () => ++asked;
  for (const key of ['a', 'b', 'c']) await memory.recall(key, 1_000, ask);
  await memory.recall('c', 1_000, ask);
  expect(asked).toBe(3);
  await memory.recall('a', 1_000, ask);
  expect(asked).toBe(4);
});
