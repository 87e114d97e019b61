import { AppError } from '../../domain/app-error.ts';
import { inTrouble, type SqliteTrouble } from './sqlite-troubles.ts';

const primaryCode = { busy: 5, locked: 6, constraint: 19, mismatch: 20, misuse: 21, range: 25 } as const;

const troubleOfCode: Readonly<Record<number, SqliteTrouble>> = {
  5: 'sqlite.locked',
  6: 'sqlite.locked',
  8: 'sqlite.read-only',
  10: 'sqlite.io',
  11: 'sqlite.damaged',
  13: 'sqlite.full',
  14: 'sqlite.cannot-open',
  26: 'sqlite.not-a-database',
};

/** What the system says where this code reads and writes files itself. */
const troubleOfSystem: Readonly<Record<string, SqliteTrouble>> = {
  ENOENT: 'sqlite.replaced',
  ENOSPC: 'sqlite.full',
  EDQUOT: 'sqlite.full',
  EACCES: 'sqlite.read-only',
  EPERM: 'sqlite.read-only',
  EROFS: 'sqlite.read-only',
};

/** Another connection holds the lock; the statement changed nothing and may be tried again. */
export function isBusy(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === primaryCode.busy || code === primaryCode.locked;
}

/**
 * Every failure of the database (locked for too long, closed, disk full, read-only, not a database) becomes
 * `database_unavailable`, which names it. A statement that breaks a constraint is the code's mistake, since stores turn the
 * expected conflicts into outcomes: `internal`, like a statement that is not SQL.
 */
export function translateSqliteError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = sqliteCode(error);
  if (code !== null) {
    const { constraint, mismatch, misuse, range } = primaryCode;
    const ours = code === constraint || code === mismatch || code === misuse || code === range || isBadSql(error, code);
    if (ours) return new AppError('internal', { cause: error, details: { sqlite: code } });
    const trouble = troubleOfCode[code];
    if (trouble !== undefined) return inTrouble(trouble, { cause: error, details: { sqlite: code } });
    return new AppError('database_unavailable', { cause: error, details: { sqlite: code } });
  }
  if (nodeCode(error) === 'ERR_INVALID_STATE') return new AppError('database_unavailable', { cause: error, details: { sqlite: 'closed' } });
  const system = nodeCode(error);
  if (typeof system === 'string' && isOfSystem(error)) return inTrouble(troubleOfSystem[system] ?? 'sqlite.io', { cause: error });
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

/** Did a call of the system fail: `open`, `fsync`, `stat`? */
function isOfSystem(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error;
}

function nodeCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
