import { AppError } from '../../domain/app-error.ts';

const primaryCode = { busy: 5, locked: 6, constraint: 19, mismatch: 20, misuse: 21, range: 25 } as const;

/** Another connection holds the lock; the statement changed nothing and may be tried again. */
export function isBusy(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === primaryCode.busy || code === primaryCode.locked;
}

/**
 * Every failure of the database (locked for too long, closed, disk full, read-only, not a database) becomes
 * `database_unavailable`. A statement that breaks a constraint is the code's mistake, since stores turn the expected
 * conflicts into outcomes: `internal`, like a statement that is not SQL.
 */
export function translateSqliteError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = sqliteCode(error);
  if (code !== null) {
    const { constraint, mismatch, misuse, range } = primaryCode;
    const ours = code === constraint || code === mismatch || code === misuse || code === range || isBadSql(error, code);
    return new AppError(ours ? 'internal' : 'database_unavailable', { cause: error, details: { sqlite: code } });
  }
  if (nodeCode(error) === 'ERR_INVALID_STATE') return new AppError('database_unavailable', { cause: error, details: { sqlite: 'closed' } });
  return error;
}

/** SQLITE_ERROR (1) covers bad SQL and little else that lasts; a table that is not there means that nobody migrated. */
function isBadSql(error: unknown, code: number): boolean {
  return code === 1 && !/no such table/.test((error as Error).message);
}

/** The primary result code (the low byte of the extended one), or null for an error that is not SQLite's. */
function sqliteCode(error: unknown): number | null {
  if (nodeCode(error) !== 'ERR_SQLITE_ERROR') return null;
  const { errcode } = error as { errcode?: unknown };
  return typeof errcode === 'number' ? errcode & 0xff : 1;
}

function nodeCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
