import type { LeaseStore } from '../../../domain/ports/stores/lease-store.ts';
import type { Bench } from '../whole.ts';

export function createLeaseStore({ db }: Bench): LeaseStore {
  return {
    async take(name, holder, { now, until, dueSince }) {
      const taken = await db
        .insertInto('lease')
        .values({ name, holder, held_until: until, done_at: null, failed_at: null })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ holder, held_until: until })
            .where('lease.held_until', '<=', now)
            .where((lease) => lease.or([lease('lease.done_at', 'is', null), lease('lease.done_at', '<=', dueSince)])),
        )
        .returning('name')
        .executeTakeFirst();
      return taken !== undefined;
    },
    async keep(name, holder, until) {
      const { numUpdatedRows } = await db
        .updateTable('lease')
        .set({ held_until: until })
        .where('name', '=', name)
        .where('holder', '=', holder)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async giveBack(name, holder, outcome, at) {
      await db
        .updateTable('lease')
        .set(outcome === 'done' ? { holder: '', held_until: 0, done_at: at } : { holder: '', held_until: 0, failed_at: at })
        .where('name', '=', name)
        .where('holder', '=', holder)
        .execute();
    },
    async list() {
      const rows = await db.selectFrom('lease').select(['name', 'done_at', 'failed_at']).orderBy('name').execute();
      return rows.map(({ name, done_at: doneAt, failed_at: failedAt }) => ({ name, doneAt, failedAt }));
    },
  };
}
