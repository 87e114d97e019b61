import type { ColumnDataType, CreateTableBuilder, Kysely } from 'kysely';
import type { Database } from './schema.ts';

/** All that differs between the databases, apart from how they are opened. */
export interface SqlDialect {
  readonly types: {
    readonly text: ColumnDataType;
    /** 64 bits: counts, versions and times in epoch milliseconds. */
    readonly integer: ColumnDataType;
    readonly bytes: ColumnDataType;
  };
  /** Finishes a table; short-lived ones need not survive a crash of the database server. */
  table<Table extends string, Column extends string>(
    builder: CreateTableBuilder<Table, Column>,
    life: 'lasting' | 'short-lived',
  ): CreateTableBuilder<Table, Column>;
  hasTable(db: Kysely<Database>, name: string): Promise<boolean>;
  /**
   * Keeps other processes from migrating until the transaction ends. `waiting` is called once where one of them is at it.
   * Throws `database_unavailable` because of `postgres.migration-lock` when it never ends.
   */
  lockForMigration(transaction: Kysely<Database>, waiting: () => void): Promise<void>;
  /** Rows that the query finds stay there until its transaction ends; it waits for whoever is just removing one. */
  held<Query extends { forKeyShare(): Query }>(query: Query): Query;
  /** Rows that the query finds stay as they are until its transaction ends; it waits for whoever is just changing one. */
  unchanged<Query extends { forShare(): Query }>(query: Query): Query;
}
