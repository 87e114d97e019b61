import type { Selectable } from 'kysely';
import type { EntryStore, StoredEntry } from '../../../domain/ports/stores/entry-store.ts';
import { bytesOf } from '../bytes.ts';
import type { Database } from '../schema.ts';
import { changedOne, statement } from '../statement.ts';
import type { Bench } from '../whole.ts';

export function createEntryStore(bench: Bench): EntryStore {
  const { db } = bench;
  return {
    put: async (row) => changedOne(await put(bench, row)),
    async ofSessions(tenant, sessions) {
      if (sessions.length === 0) return [];
      const rows = await db
        .selectFrom('session_entry')
        .select(['tenant', 'broker_session', 'application', 'session_index', 'name_key', 'sealed'])
        .where('tenant', '=', tenant)
        .where('broker_session', 'in', sessions)
        .orderBy('application')
        .execute();
      return rows.map(entryOf);
    },
    async sessionsOf(tenant, application, nameKey, sessionIndexes) {
      const all = db
        .selectFrom('session_entry')
        .select('broker_session')
        .where('tenant', '=', tenant)
        .where('application', '=', application)
        .where('name_key', '=', nameKey)
        .orderBy('broker_session');
      const rows = await (sessionIndexes.length === 0 ? all : all.where('session_index', 'in', sessionIndexes)).execute();
      return rows.map((row) => row.broker_session);
    },
  };
}

const put = statement((db, row: StoredEntry, dialect) =>
  db
    .insertInto('session_entry')
    .columns(['tenant', 'broker_session', 'application', 'session_index', 'name_key', 'sealed'])
    .expression(
      // Held, or a session that ends at this very moment would be seen here and missed by the foreign key.
      dialect.held(
        db
          .selectFrom('broker_session')
          .select(({ val }) => [
            'tenant',
            'id as broker_session',
            val(row.application).as('application'),
            val(row.sessionIndex).as('session_index'),
            val(row.nameKey).as('name_key'),
            val(row.sealed).as('sealed'),
          ])
          .where('tenant', '=', row.tenant)
          .where('id', '=', row.brokerSession),
      ),
    )
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'broker_session', 'application']).doUpdateSet((set) => ({
        session_index: set.ref('excluded.session_index'),
        name_key: set.ref('excluded.name_key'),
        sealed: set.ref('excluded.sealed'),
      })),
    ),
);

function entryOf(row: Selectable<Database['session_entry']>): StoredEntry {
  return {
    tenant: row.tenant,
    brokerSession: row.broker_session,
    application: row.application,
    sessionIndex: row.session_index,
    nameKey: row.name_key,
    sealed: bytesOf(row.sealed),
  };
}
