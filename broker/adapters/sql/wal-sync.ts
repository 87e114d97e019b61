import { closeSync, fsyncSync, openSync } from 'node:fs';

/**
 * Tables whose rows may be lost with the power (not with the process): what is in them ends within hours by itself, and
 * losing the newest means signing in once more. Every other table is synced to the disk before a write is acknowledged.
 */
const passing = 'login|login_try|logout|rate|trace|consumed|broker_session|portal_session|session_entry|upstream_end';
const changes = new RegExp(`^\\s*(?:insert into|update|delete from|replace into)\\s+"(?!(?:${passing})")`, 'i');
/** A session that was ended must not come back with the power. */
const endings = /^\s*delete from\s+"(?:broker_session|portal_session)"/i;
const definitions = /^\s*(?:create|drop|alter)\s/i;

/** Must this statement be on the disk before it counts as done? */
export function needsSync(sql: string): boolean {
  return changes.test(sql) || endings.test(sql) || definitions.test(sql);
}

/** Forces what SQLite wrote to its write-ahead log onto the disk. `path` is the database's; `:memory:` has no log. */
export function syncWal(path: string): void {
  const file = openSync(`${path}-wal`, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
