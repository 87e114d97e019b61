import { AppError } from '../../domain/app-error.ts';
import type { EpochMs } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';

/** Waits without blocking. Injected, so that tests do not wait. */
export type Sleep = (ms: number) => Promise<void>;

/** Half of what Atlassian is assumed to allow per second for GET and POST; its exact numbers are not published. */
const perSecond = 50;
/** Nobody waits longer for a place than this. */
const patienceMs = 2_000;
/** Above this many, idle buckets are thrown away. */
const keptBuckets = 10_000;

interface Bucket {
  /** Below zero: places promised to callers who wait for them. */
  tokens: number;
  filledAt: EpochMs;
  blockedUntil: EpochMs;
}

export interface Limiter {
  /** Returns when the call may be sent. Throws `jira_busy` at once when that would take too long. */
  enter(key: string): Promise<void>;
  /** The other side asked to wait: nobody sends before. Asking early prolongs the block (jsm.md section 3). */
  block(key: string, until: EpochMs): void;
}

/**
 * A token bucket and a closed door per key (tenant, method and endpoint template), so that one person's burst neither
 * uses up the tenant's allowance nor is repeated by everybody else while Jira says wait.
 */
export function createLimiter(deps: { clock: Clock; sleep: Sleep }): Limiter {
  const buckets = new Map<string, Bucket>();

  function bucketOf(key: string, now: EpochMs): Bucket {
    const known = buckets.get(key);
    if (known) {
      known.tokens = Math.min(perSecond, known.tokens + ((now - known.filledAt) / 1000) * perSecond);
      known.filledAt = now;
      return known;
    }
    if (buckets.size >= keptBuckets) forgetIdle(now);
    const fresh = { tokens: perSecond, filledAt: now, blockedUntil: 0 };
    buckets.set(key, fresh);
    return fresh;
  }

  function forgetIdle(now: EpochMs): void {
    // A bucket untouched for a second is full again, so it is worth nothing unless its door is closed.
    for (const [key, bucket] of buckets) if (now - bucket.filledAt > 1000 && bucket.blockedUntil <= now) buckets.delete(key);
  }

  return {
    async enter(key) {
      const now = deps.clock.now();
      const bucket = bucketOf(key, now);
      const forToken = bucket.tokens >= 1 ? 0 : Math.ceil(((1 - bucket.tokens) / perSecond) * 1000);
      const wait = Math.max(forToken, bucket.blockedUntil - now);
      if (wait > patienceMs) throw new AppError('jira_busy', { details: { waitMs: wait } });
      bucket.tokens -= 1;
      if (wait > 0) await deps.sleep(wait);
    },
    block(key, until) {
      const bucket = bucketOf(key, deps.clock.now());
      bucket.blockedUntil = Math.max(bucket.blockedUntil, until);
    },
  };
}
