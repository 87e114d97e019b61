import { type Stats, statSync } from 'node:fs';
import { inTrouble } from './sqlite-troubles.ts';

/**
 * SQLite goes on writing into a file whose name was taken away, and what it writes there is lost with the process. So the
 * files are looked at again: seldom before work is begun, and always before something lasting is acknowledged.
 */
export interface FileWatch {
  /** Looks at most ten times a second. Throws `database_unavailable`. */
  assertInPlace(): void;
  /** Looks now. Throws `database_unavailable`. */
  assertInPlaceNow(): void;
}

/** Three looks cost five microseconds: little, but not for every statement. */
const betweenLooksMs = 100;

/** Remembers the files as they are now: the database is open and its log is there. */
export function watchFiles(path: string): FileWatch {
  const files = [path, `${path}-wal`, `${path}-shm`].map((name) => ({ name, known: look(name) }));
  let lookedAt = performance.now();

  function assertInPlaceNow(): void {
    for (const { name, known } of files) {
      const now = look(name);
      // The database itself is never empty; the log is after every checkpoint that ends it.
      if (!isSame(known, now) || (name === path && now?.size === 0)) throw inTrouble('sqlite.replaced');
    }
    lookedAt = performance.now();
  }

  return {
    assertInPlaceNow,
    assertInPlace() {
      if (performance.now() - lookedAt >= betweenLooksMs) assertInPlaceNow();
    },
  };
}

function look(name: string): Stats | undefined {
  return statSync(name, { throwIfNoEntry: false });
}

function isSame(known: Stats | undefined, now: Stats | undefined): boolean {
  return known?.ino === now?.ino && known?.dev === now?.dev;
}
