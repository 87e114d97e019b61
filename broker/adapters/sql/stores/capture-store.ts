import { type Selectable, sql } from 'kysely';
import type { CaptureStore, StoredCapture, StoredMessages } from '../../../domain/ports/stores/capture-store.ts';
import { bytesOf } from '../bytes.ts';
import type { Database } from '../schema.ts';
import { type Bench, together } from '../whole.ts';

export function createCaptureStore(bench: Bench): CaptureStore {
  const { db } = bench;
  const runningAt = (tenant: StoredCapture['tenant'], now: number) =>
    db.selectFrom('capture').selectAll().where('tenant', '=', tenant).where('ends_at', '>', now);

  return {
    start: (capture) =>
      together(bench, async (whole) => {
        const { tenant, id, connection, startedAt, startedBy, endsAt } = capture;
        // The tenant's row first: whoever starts another one at this moment waits, and then sees this one.
        await whole
          .updateTable('tenant')
          .set({ captures_until: sql<number>`case when captures_until < ${endsAt} then ${endsAt} else captures_until end` })
          .where('id', '=', tenant)
          .execute();
        const other = await whole
          .selectFrom('capture')
          .select('id')
          .where('tenant', '=', tenant)
          .where('connection', '=', connection)
          .where('ends_at', '>', startedAt)
          .executeTakeFirst();
        if (other !== undefined) return false;
        await whole
          .insertInto('capture')
          .values({ tenant, id, connection, started_at: startedAt, started_by: startedBy, ends_at: endsAt, kept: 0 })
          .execute();
        return true;
      }),
    async stop(tenant, connection, now) {
      const { numUpdatedRows } = await db
        .updateTable('capture')
        .set({ ends_at: now })
        .where('tenant', '=', tenant)
        .where('connection', '=', connection)
        .where('ends_at', '>', now)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
    async running(tenant, connection, now) {
      const row = await runningAt(tenant, now).where('connection', '=', connection).executeTakeFirst();
      return row === undefined ? null : captureOf(row);
    },
    async allRunning(tenant, now) {
      return (await runningAt(tenant, now).orderBy('connection').execute()).map(captureOf);
    },
    keep: (messages, most) =>
      together(bench, async (whole) => {
        const { tenant, id, capture, connection, at, code, sealed } = messages;
        const { numUpdatedRows } = await whole
          .updateTable('capture')
          .set({ kept: sql<number>`kept + 1` })
          .where('tenant', '=', tenant)
          .where('id', '=', capture)
          .where('connection', '=', connection)
          .where('ends_at', '>', at)
          .where('kept', '<', most)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows !== 1n) return false;
        await whole.insertInto('captured_message').values({ tenant, id, capture, connection, at, code, sealed }).execute();
        return true;
      }),
    list: (tenant, connection) =>
      db
        .selectFrom('captured_message')
        .select(['tenant', 'id', 'capture', 'connection', 'at', 'code'])
        .where('tenant', '=', tenant)
        .where('connection', '=', connection)
        .orderBy('at', 'desc')
        .orderBy('id')
        .execute(),
    async find(tenant, id) {
      const row = await db
        .selectFrom('captured_message')
        .select(['tenant', 'id', 'capture', 'connection', 'at', 'code', 'sealed'])
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : messagesOf(row);
    },
    async remove(tenant, connection) {
      const { numDeletedRows } = await db
        .deleteFrom('captured_message')
        .where('tenant', '=', tenant)
        .where('connection', '=', connection)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
    async sweep(before) {
      await db.deleteFrom('capture').where('ends_at', '<', before).execute();
      const { numDeletedRows } = await db.deleteFrom('captured_message').where('at', '<', before).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function captureOf(row: Selectable<Database['capture']>): StoredCapture {
  const { tenant, id, connection, kept } = row;
  return { tenant, id, connection, startedAt: row.started_at, startedBy: row.started_by, endsAt: row.ends_at, kept };
}

function messagesOf(row: Selectable<Database['captured_message']>): StoredMessages {
  return { ...row, sealed: bytesOf(row.sealed) };
}
