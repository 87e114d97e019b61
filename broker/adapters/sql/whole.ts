import { setTimeout as delay } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { OpenDatabase } from './open-database.ts';
import { wasUndone } from './postgres-errors.ts';
import type { Database } from './schema.ts';

/** The database as a store has it: the connection, or the transaction it is bound to. */
export type Bench = Pick<OpenDatabase, 'db' | 'dialect' | 'scope'>;

const maxAttempts = 3;
const pauseMs = 20;

/**
 * A transaction of its own. READ COMMITTED on PostgreSQL: each statement sees what was committed before it, waits for
 * whoever changes the same row, and then looks at the row again, so a single conditional statement decides rightly; what
 * needs several statements takes a row first that its rivals take too. `work` runs again when the database undid all of it
 * (a deadlock), so it does nothing but ask the database.
 */
export async function inTransaction<Result>(
  { db, scope }: Pick<OpenDatabase, 'db' | 'scope'>,
  work: (db: Kysely<Database>) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute((transaction) => scope.run(() => work(transaction)));
    } catch (error) {
      if (attempt >= maxAttempts || !wasUndone(error)) throw error;
    }
    // Whom it gave way to goes first, or the two would meet again.
    await delay(attempt * pauseMs);
  }
}

/** Several statements that stand or fall together: in the transaction that is open, or in one of their own. */
export async function together<Result>(bench: Bench, work: (db: Kysely<Database>) => Promise<Result>): Promise<Result> {
  return bench.db.isTransaction ? work(bench.db) : inTransaction(bench, work);
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
