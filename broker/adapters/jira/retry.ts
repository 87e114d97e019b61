import type { EpochMs } from '../../domain/brands.ts';
import type { Random } from '../../domain/ports/random.ts';

/** Tries in all for a call that may be repeated. */
export const maxTries = 3;

/** Longer waits are left to the person: "try again in a minute". */
export const longestWaitMs = 5_000;

/** Waiting and trying of one call together never goes past this. */
export const patienceMs = 15_000;

const firstPauseMs = 250;

/** What is told to wait longer than this asks again after it: nobody is locked out by a slip of the other side. */
const longestBlockMs = 60 * 60_000;

/** `Retry-After` in milliseconds from now, from seconds or from a date (RFC 9110, 10.2.3); null where it says nothing usable. */
export function retryAfterMs(header: string | undefined, now: EpochMs): number | null {
  if (header === undefined) return null;
  const value = header.trim();
  if (/^\d{1,9}$/.test(value)) return Math.min(Number(value) * 1000, longestBlockMs);
  // Only the three date forms of HTTP begin with a day's name; Date.parse alone would take "-5" for a year.
  const at = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : Math.min(Math.max(0, at - now), longestBlockMs);
}

/** Pause before try number `next` (2, 3 ...) where the other side named none: doubling, with full jitter on its upper half. */
export function backoffMs(next: number, random: Random): number {
  const ceiling = firstPauseMs * 2 ** (next - 1);
  return Math.round(ceiling * (0.5 + 0.5 * fraction(random)));
}

/** What to add to a pause that the other side named, so that everybody who waits does not come back at once. */
export function spreadMs(random: Random): number {
  return Math.round(250 * fraction(random));
}

function fraction(random: Random): number {
  return Buffer.from(random.bytes(4)).readUInt32BE() / 2 ** 32;
}
