import type { FigureStore } from '../../../domain/ports/stores/figure-store.ts';
import type { Bench } from '../whole.ts';

export function createFigureStore({ db }: Bench): FigureStore {
  return {
    async boundPeople(tenant) {
      const rows = await db
        .selectFrom('account_binding')
        .select(({ fn }) => ['connection', fn.countAll<number>().as('people')])
        .where('tenant', '=', tenant)
        .groupBy('connection')
        .execute();
      return new Map(rows.map(({ connection, people }) => [connection, Number(people)]));
    },
    async livingSessions(tenant, now, idleSince) {
      const rows = await db
        .selectFrom('broker_session')
        .select(({ fn }) => ['connection', 'strength', fn.countAll<number>().as('sessions')])
        .where('tenant', '=', tenant)
        .where('expires_at', '>', now)
        .where('last_seen_at', '>', idleSince)
        .groupBy(['connection', 'strength'])
        .orderBy('connection')
        .orderBy('strength')
        .execute();
      return rows.map((row) => ({ ...row, sessions: Number(row.sessions) }));
    },
  };
}
