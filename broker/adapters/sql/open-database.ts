import type { Kysely } from 'kysely';
import type { SqlDialect } from './dialect.ts';
import type { Database } from './schema.ts';
import type { TransactionScope } from './transaction-scope.ts';

/** An open database, whichever it is. */
export interface OpenDatabase {
  readonly db: Kysely<Database>;
  readonly dialect: SqlDialect;
  readonly scope: TransactionScope;
  /** Runs work that may take minutes, which a statement of a request may not. */
  patiently<Result>(work: (open: Pick<OpenDatabase, 'db' | 'dialect' | 'scope'>) => Promise<Result>): Promise<Result>;
  /** May be called twice; every call afterwards throws `database_unavailable`. */
  close(): Promise<void>;
}
