import { type Kysely, sql } from 'kysely';
import type { Database } from './schema.ts';
import type { TransactionScope } from './transaction-scope.ts';

/** The database as a store has it: the connection, or the transaction it is bound to. */
export interface Bench {
  readonly db: Kysely<Database>;
  readonly scope: TransactionScope;
}

/** Several statements that stand or fall together: in the transaction that is open, or in one of their own. */
export async function together<Result>({ db, scope }: Bench, work: (db: Kysely<Database>) => Promise<Result>): Promise<Result> {
  if (db.isTransaction) return work(db);
  return db.transaction().execute((transaction) => scope.run(() => work(transaction)));
}

/** Like `together`, but what was written is undone when `work` answers false; an outer transaction goes on either way. */
export async function allOrNothing(bench: Bench, work: (db: Kysely<Database>) => Promise<boolean>): Promise<boolean> {
  return together(bench, async (db) => {
    await sql`savepoint all_or_nothing`.execute(db);
    const done = await work(db);
    if (!done) await sql`rollback to savepoint all_or_nothing`.execute(db);
    await sql`release savepoint all_or_nothing`.execute(db);
    return done;
  });
}
