/**
 * Runs jobs beside the sweeper: of many brokers one does each job when it is due. It owns when and by whom; what a job does
 * is its own matter, and it does no harm when two do it at once.
 */
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Random } from '../domain/ports/random.ts';
import type { LeaseStore } from '../domain/ports/stores/lease-store.ts';

export interface Job {
  /** Name of its lease; the same in every version of the broker. */
  readonly name: string;
  readonly everyMs: number;
  /**
   * `still` is asked between two pieces of work: it holds on to the lease, and says false when the broker stops or somebody
   * else has the job by now.
   */
  run(still: () => Promise<boolean>): Promise<void>;
}

export interface Jobs {
  /** Looks for due jobs about every minute from now on; does not keep the process alive. */
  start(): void;
  /** Resolves when the job under way has ended; it is asked to end early. */
  stop(): Promise<void>;
  /** Does what is due now. */
  runDue(): Promise<void>;
}

const firstMs = 20_000;
const intervalMs = 60_000;
/** Longer than any piece of work between two `still`. */
const leaseMs = 3 * 60_000;

export function createJobs(deps: { jobs: readonly Job[]; leases: LeaseStore; clock: Clock; random: Random; log: Log }): Jobs {
  const { leases, clock, random, log } = deps;
  let timer: NodeJS.Timeout | null = null;
  let underWay: Promise<void> | null = null;
  let stopping = false;

  async function runOne(job: Job): Promise<void> {
    const holder = random.token(16);
    const now = clock.now();
    if (!(await leases.take(job.name, holder, { now, until: now + leaseMs, dueSince: now - job.everyMs }))) return;
    const still = async () => !stopping && (await leases.keep(job.name, holder, clock.now() + leaseMs));
    try {
      await job.run(still);
      await leases.giveBack(job.name, holder, stopping ? 'failed' : 'done', clock.now());
    } catch (error) {
      log.error('job.failed', { purpose: job.name, error });
      await leases.giveBack(job.name, holder, 'failed', clock.now());
    }
  }

  async function runAll(): Promise<void> {
    for (const job of deps.jobs) {
      if (stopping) return;
      try {
        await runOne(job);
      } catch (error) {
        // The database is away: the lease ends by itself, and the next minute comes.
        log.error('job.failed', { purpose: job.name, error });
      }
    }
  }

  function runDue(): Promise<void> {
    underWay ??= runAll().finally(() => {
      underWay = null;
    });
    return underWay;
  }

  /** Up to a quarter sooner or later, so that brokers that were started together do not stay in step. */
  const jittered = (ms: number) => ms * (0.75 + (0.5 * (random.bytes(1)[0] ?? 0)) / 255);

  function schedule(ms: number): void {
    timer = setTimeout(() => {
      void runDue().finally(() => {
        if (!stopping) schedule(intervalMs);
      });
    }, jittered(ms)).unref();
  }

  return {
    start() {
      stopping = false;
      if (timer === null) schedule(firstMs);
    },
    async stop() {
      stopping = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      await underWay;
    },
    runDue,
  };
}
