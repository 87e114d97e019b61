import { beforeEach, describe, expect, test } from '@jest/globals';
import { createLimiter, type Limiter } from '../../../../broker/adapters/jira/limiter.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';

let clock: FakeClock;
let slept: number[];
let limiter: Limiter;

beforeEach(() => {
  clock = createFakeClock();
  slept = [];
  // Waiting takes no time here, so that all callers stand in line at one moment.
  limiter = createLimiter({
    clock,
    sleep: async (ms) => {
      slept.push(ms);
    },
  });
});

const enterAll = (key: string, count: number) => Promise.allSettled(Array.from({ length: count }, () => limiter.enter(key)));

test('a burst is let through, then spread over two seconds, and the rest is told to come back', async () => {
  const outcomes = await enterAll('a', 200);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(150);
  expect(slept).toHaveLength(100);
  expect(slept[0]).toBe(20);
  expect(slept.at(-1)).toBe(2000);
  expect(outcomes.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'jira_busy', details: { waitMs: 2020 } } });
});

test('places come back with time, up to a full bucket', async () => {
  await enterAll('a', 50);
  clock.advance({ ms: 100 });
  slept.length = 0;
  await enterAll('a', 5);
  expect(slept).toEqual([]);
  clock.advance({ minutes: 5 });
  await enterAll('a', 51);
  expect(slept).toEqual([20]);
});

test('keys do not share', async () => {
  await enterAll('a', 150);
  await enterAll('b', 1);
  expect(slept.filter((ms) => ms > 0)).toHaveLength(100);
});

describe('a closed door', () => {
  test('is waited for when it opens soon', async () => {
    limiter.block('a', clock.now() + 1500);
    await limiter.enter('a');
    expect(slept).toEqual([1500]);
  });

  test('is told at once when it does not', async () => {
    limiter.block('a', clock.now() + 60_000);
    await expect(limiter.enter('a')).rejects.toMatchObject({ code: 'jira_busy', details: { waitMs: 60_000 } });
    await expect(limiter.enter('b')).resolves.toBeUndefined();
    clock.advance({ seconds: 60 });
    await expect(limiter.enter('a')).resolves.toBeUndefined();
  });

  test('is never opened earlier by a shorter word', async () => {
    limiter.block('a', clock.now() + 60_000);
    limiter.block('a', clock.now() + 1_000);
    await expect(limiter.enter('a')).rejects.toMatchObject({ code: 'jira_busy' });
  });

  test('stays closed when ten thousand others are forgotten', async () => {
    limiter.block('a', clock.now() + 60_000);
    clock.advance({ seconds: 10 });
    for (let other = 0; other < 10_001; other += 1) await limiter.enter(`other ${other}`);
    await expect(limiter.enter('a')).rejects.toMatchObject({ code: 'jira_busy' });
  });
});
