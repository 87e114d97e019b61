import type { EpochMs } from '../brands.ts';

const hourMs = 3_600_000;
const usualIntervalMs = 6 * hourMs;
const shortestIntervalMs = hourMs;
export const longestIntervalMs = 24 * hourMs;

/**
 * When to read metadata again: as long as it may be kept by its own word (`cacheDuration`), and long before it ends
 * (`validUntil`; SAML Metadata 2.0, 2.3.2), but never more often than every hour nor less often than every day.
 * `spread` between 0 and 1 keeps many providers from being asked at the same moment.
 */
export function nextReading(
  told: { readonly validUntil: EpochMs | null; readonly cacheMs: number | null },
  now: EpochMs,
  spread: number,
): EpochMs {
  const halfWay = told.validUntil === null ? Number.POSITIVE_INFINITY : (told.validUntil - now) / 2;
  const wanted = Math.min(told.cacheMs ?? usualIntervalMs, halfWay);
  const bounded = Math.min(Math.max(wanted, shortestIntervalMs), longestIntervalMs);
  return Math.round(now + bounded * (0.9 + 0.1 * spread));
}

/** After a refused reading: soon, for it may be a matter of an hour. */
export function readingAfterFault(now: EpochMs): EpochMs {
  return now + shortestIntervalMs;
}
