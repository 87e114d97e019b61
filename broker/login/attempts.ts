import type { EpochMs } from '../domain/brands.ts';

/** How often somebody may guess (NIST SP 800-63B-4, 3.2.2: at most 100 in a row; ASVS 5.0, 6.6.3). */
export const attemptLimits = {
  /** Wrong answers before a login ends. */
  triesPerLogin: 5,
  /** Wrong answers in a row, over all logins, before the first wait. */
  failuresBeforeLock: 10,
  /** From here on only an administrator's reset helps. */
  failuresBeforeReset: 50,
  firstLockMs: 15 * 60_000,
  longestLockMs: 24 * 3_600_000,
  /** Wrong answers of one address, over all people, before each further one ends its login at once. */
  failuresOfAddress: 100,
  addressWindowMs: 3_600_000,
} as const;

/** Locked until a reset: far enough away, and still a time. */
const untilReset: EpochMs = 8_640_000_000_000_000;

/**
 * Until when this many failures in a row lock a person's factors: every tenth failure locks, each lock twice as long as
 * the one before. Only failures after a successful company sign-in count, so that no stranger can lock somebody out.
 */
export function lockUntil(failures: number, now: EpochMs): EpochMs {
  const { failuresBeforeLock, failuresBeforeReset, firstLockMs, longestLockMs } = attemptLimits;
  if (failures >= failuresBeforeReset) return untilReset;
  if (failures === 0 || failures % failuresBeforeLock !== 0) return 0;
  return now + Math.min(firstLockMs * 2 ** (failures / failuresBeforeLock - 1), longestLockMs);
}
