import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createJobs, type Job } from '../../../broker/jobs/runner.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';
import { createRecordedLog } from '../../support/recorded-log.ts';
import { openTestStorage, type TestStorage } from '../../support/storage.ts';

const clock = createFakeClock();
let storage: TestStorage;
let log: ReturnType<typeof createRecordedLog>;
let brokers = 0;

beforeEach(async () => {
  storage = await openTestStorage({ clock });
  log = createRecordedLog();
});
afterEach(async () => {
  jest.useRealTimers();
  await storage.close();
});

const broker = (...jobs: Job[]) =>
  createJobs({ jobs, leases: storage.leases, clock, random: createFixedRandom(`broker ${++brokers}`), log });

function counted(run: Job['run'] = async () => {}) {
  const job = {
    name: 'count',
    everyMs: 3_600_000,
    runs: 0,
    async run(still: () => Promise<boolean>) {
      job.runs += 1;
      await run(still);
    },
  };
  return job;
}

describe('jobs', () => {
  test('are done by one of many brokers, each time they are due', async () => {
    const job = counted();
    const two = [broker(job), broker(job)];
    await Promise.all(two.map((each) => each.runDue()));
    for (const each of two) await each.runDue();
    expect(job.runs).toBe(1);
    clock.advance({ minutes: 59 });
    await two[1]?.runDue();
    expect(job.runs).toBe(1);
    clock.advance({ minutes: 1 });
    await Promise.all(two.map((each) => each.runDue()));
    expect(job.runs).toBe(2);
  });

  test('that fail are told, do not keep others from being done, and are tried again', async () => {
    const broken = { ...counted(() => Promise.reject(new Error('away'))), name: 'broken' };
    const fine = counted();
    const jobs = broker(broken, fine);
    await jobs.runDue();
    expect([fine.runs, log.lines.map(({ event, fields }) => [event, fields.purpose])]).toEqual([1, [['job.failed', 'broken']]]);
    await jobs.runDue();
    expect(log.lines).toHaveLength(2);
    expect((await storage.leases.list()).map(({ name, doneAt }) => [name, doneAt === null])).toEqual([
      ['broken', true],
      ['count', false],
    ]);
  });

  test('of a broker that died are taken by another once the lease has ended', async () => {
    await storage.leases.take('count', 'a broker that died', { now: clock.now(), until: clock.now() + 180_000, dueSince: 0 });
    const job = counted();
    const jobs = broker(job);
    await jobs.runDue();
    expect(job.runs).toBe(0);
    clock.advance({ minutes: 3 });
    await jobs.runDue();
    expect(job.runs).toBe(1);
  });

  test('are told when somebody else has them by now', async () => {
    const told: boolean[] = [];
    const job = counted(async (still) => {
      told.push(await still());
      clock.advance({ minutes: 4 });
      await storage.leases.take('count', 'another', { now: clock.now(), until: clock.now() + 1, dueSince: 0 });
      told.push(await still());
    });
    await broker(job).runDue();
    expect(told).toEqual([true, false]);
  });

  test('start a while after the broker, come again, and are asked to end when it stops', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] });
    let finish = () => {};
    const told: boolean[] = [];
    const job = counted(async (still) => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      told.push(await still());
    });
    const jobs = broker(job);
    jobs.start();
    jobs.start();
    jest.advanceTimersByTime(14_999);
    expect(job.runs).toBe(0);
    jest.advanceTimersByTime(11_000);
    await storage.leases.list();
    await storage.leases.list();
    const stopped = jobs.stop();
    finish();
    await stopped;
    expect([job.runs, told]).toEqual([1, [false]]);
    jest.advanceTimersByTime(600_000);
    expect(job.runs).toBe(1);
  });

  test('do not keep the process alive', () => {
    const before = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const jobs = broker(counted());
    jobs.start();
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length).toBe(before);
    return jobs.stop();
  });
});
