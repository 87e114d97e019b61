import type { Kysely } from 'kysely';
import type { SqlDialect } from '../dialect.ts';
import type { Database } from '../schema.ts';

/**
 * One step of the schema. Forward only, and gentle: brokers of the version before go on running while and after it is
 * applied.
 *
 * - It adds tables, columns and indexes, and never takes away, renames or narrows what an older version uses. That goes
 *   in a later release, when no broker of the older version runs.
 * - A new column may be null or has a constant default: older versions do not know of it when they insert, and both
 *   databases then add it without touching a row.
 * - All pending steps are one transaction. On PostgreSQL it waits half a second at most for a table, because everybody
 *   else's statements on that table wait behind it; then it gives way, starts over, and after some attempts fails
 *   without having changed anything. So it does nothing that takes long while it holds a table: no rewriting of rows, no
 *   new check over existing ones.
 * - An index on a table that may be large (sessions, one-time ids, factors, traces) is written `ifNotExists`, and the
 *   notes of the release say how an operator makes it beforehand with `create index concurrently`, which no transaction
 *   may do.
 * - Statements that are prepared name their columns, so that a column more changes nothing for them.
 */
export interface Migration {
  readonly number: number;
  readonly name: string;
  up(db: Kysely<Database>, dialect: SqlDialect): Promise<void>;
}
