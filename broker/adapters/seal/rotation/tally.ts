import type { Progress, Resealed } from '../../../domain/ports/key-rotation.ts';

/** Counts what a run does, and tells its progress after each batch. */
export interface Tally {
  batch(tried: number, changed: number): void;
  unreadable(what: string): void;
  result(): Resealed;
}

export function createTally(expected: number, progress: Progress): Tally {
  let changed = 0;
  let passed = 0;
  const unreadable: string[] = [];
  return {
    batch(tried, done) {
      changed += done;
      passed += tried - done;
      const seen = changed + passed + unreadable.length;
      progress(seen, Math.max(expected, seen));
    },
    unreadable(what) {
      unreadable.push(what);
    },
    result: () => ({ changed, passed, unreadable }),
  };
}
