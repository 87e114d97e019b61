import { AppError } from '../../domain/app-error.ts';

/**
 * SQLSTATEs that are the code's mistake, by class (PostgreSQL, appendix A): data, constraints, order of calls, syntax.
 * Stores turn the conflicts that they expect into outcomes, so these are never normal.
 */
const ourMistakes = /^(?:2[0-7]|2B|2D|2F|34|38|39|3B|42|44)/;
/** Of those classes, what the operator mends: read-only, broken off by a time limit, no right, nobody migrated, a pooler that mixes statements up. */
const operators = new Set(['25006', '25P03', '25P04', '42501', '42P01', '26000', '42P05']);
/** The database undid all of it so that another transaction could go on: serialization failure and deadlock. */
const undone = new Set(['40001', '40P01']);
/**
 * Every failure of the server or of the way to it becomes `database_unavailable`; a statement that cannot be right
 * becomes `internal`. `details` name the SQLSTATE or the system's code, never an address.
 */
export function translatePostgresError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const state = sqlState(error);
  if (state === null) return connectionLost(error);
  const ours = ourMistakes.test(state) && !operators.has(state);
  return new AppError(ours ? 'internal' : 'database_unavailable', {
    cause: error,
    details: { because: `postgres.${state}`, sqlstate: state },
  });
}

/** For everything that goes wrong on the way to the server: no such host, no free connection, refused, no certificate. */
export function connectionLost(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const state = sqlState(error);
  const because = `postgres.${state ?? systemCode(error) ?? driversWord(error) ?? 'connection'}`;
  return new AppError('database_unavailable', { cause: error, details: { because, ...(state !== null && { sqlstate: state }) } });
}

/** What pg finds wrong by itself while it connects, and gives no code. Tests with a real server pin its words. */
const driversOwn = [
  [/client password must be a (?:non-empty )?string/, 'password-missing'],
  [/server does not support SSL connections/, 'tls-not-offered'],
] as const;

function driversWord(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  return driversOwn.find(([words]) => words.test(error.message))?.[1] ?? null;
}

/** Nothing of it happened and it may be done again: the database said so itself. */
export function wasUndone(error: unknown): boolean {
  const state = stateOfOurs(error);
  return state !== null && undone.has(state);
}

/** Did a statement give up waiting for a lock? */
export function lockWasNotGiven(error: unknown): boolean {
  return stateOfOurs(error) === '55P03';
}

/**
 * Is the connection in a state that nobody should use it in again? 0A000, 26000, 42P05: its prepared statements are not what
 * they should be; a fresh one has none.
 */
export function spoilsConnection(error: unknown): boolean {
  const state = stateOfOurs(error);
  return state === null || /^(?:08|57P|25P0[34]|XX|0A000|26000|42P05)/.test(state);
}

function stateOfOurs(error: unknown): string | null {
  if (!(error instanceof AppError)) return null;
  const { sqlstate } = error.details;
  return typeof sqlstate === 'string' ? sqlstate : null;
}

/** Five digits and capitals; errors of Node have names of words. */
function sqlState(error: unknown): string | null {
  const code = codeOf(error);
  return code !== null && /^[0-9A-Z]{5}$/.test(code) && isServers(error) ? code : null;
}

/** The server's own errors have a severity; `EPIPE` is as long as a SQLSTATE. */
function isServers(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'severity' in error;
}

function systemCode(error: unknown): string | null {
  const code = codeOf(error);
  return code !== null && /^[A-Z][A-Z0-9_]{1,59}$/.test(code) ? code : null;
}

function codeOf(error: unknown): string | null {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
