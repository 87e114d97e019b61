import type { Clock } from '../domain/ports/clock.ts';

/** So many shares of one minute are told apart; past that a new minute begins early, as nobody can make that many for free. */
const sharesKept = 50_000;

/** Counts per minute and share, in memory: a count in the database would be the very write that it is to prevent. */
export function createAllowance(clock: Clock, perMinute: number): { take(share: string): boolean } {
  let minute = 0;
  let taken = new Map<string, number>();
  return {
    /** False when this share has had enough in this minute. */
    take(share) {
      const now = Math.floor(clock.now() / 60_000);
      if (now !== minute || taken.size >= sharesKept) {
        minute = now;
        taken = new Map();
      }
      const count = (taken.get(share) ?? 0) + 1;
      taken.set(share, count);
      return count <= perMinute;
    },
  };
}
