import type { Clock } from '../../broker/domain/ports/clock.ts';

export interface FakeClock extends Clock {
  /** Moves time on; parts add up. */
  advance(by: {
    readonly ms?: number;
    readonly seconds?: number;
    readonly minutes?: number;
    readonly hours?: number;
    readonly days?: number;
  }): void;
  set(now: number): void;
}

/** A clock that stands still until a test moves it. Starts at 2026-11-21T12:00:00Z unless told. */
export function createFakeClock(start = Date.UTC(2026, 10, 21, 12)): FakeClock {
  let now = start;
  return {
    now: () => now,
    advance({ ms = 0, seconds = 0, minutes = 0, hours = 0, days = 0 }) {
      now += ms + 1000 * (seconds + 60 * (minutes + 60 * (hours + 24 * days)));
    },
    set(to) {
      now = to;
    },
  };
}
