import type { TraceStore } from '../../../domain/ports/stores/trace-store.ts';
import type { Bench } from '../whole.ts';

export function createTraceStore({ db }: Bench): TraceStore {
  return {
    async insert({ tenant, supportCode, at, code, because, step, connection }) {
      await db.insertInto('trace').values({ tenant, support_code: supportCode, at, code, because, step, connection }).execute();
    },
    async find(tenant, supportCode) {
      const row = await db
        .selectFrom('trace')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('support_code', '=', supportCode)
        .executeTakeFirst();
      if (row === undefined) return null;
      const { at, code, because, step, connection } = row;
      return { tenant, supportCode, at, code, because, step, connection };
    },
    async sweep(before) {
      const { numDeletedRows } = await db.deleteFrom('trace').where('at', '<', before).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}
