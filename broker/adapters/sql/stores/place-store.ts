import type { Selectable } from 'kysely';
import type { PlaceStore, SeenPlace } from '../../../domain/ports/stores/place-store.ts';
import type { Database } from '../schema.ts';
import { statement } from '../statement.ts';
import type { Bench } from '../whole.ts';

export function createPlaceStore(bench: Bench): PlaceStore {
  const { db } = bench;
  return {
    async list(tenant, subject, since) {
      const { rows } = await listed(bench, { tenant, subject, since });
      return rows.map(placeOf);
    },
    async note({ tenant, subject, country, at, seenAt }) {
      const [latitude, longitude] = at === null ? [null, null] : [tenths(at.latitude), tenths(at.longitude)];
      await db
        .insertInto('seen_place')
        .values({ tenant, subject, country, latitude, longitude, seen_at: seenAt })
        .onConflict((conflict) =>
          conflict
            .columns(['tenant', 'subject', 'country'])
            .doUpdateSet((set) => ({
              latitude: set.ref('excluded.latitude'),
              longitude: set.ref('excluded.longitude'),
              seen_at: set.ref('excluded.seen_at'),
            }))
            .whereRef('seen_place.seen_at', '<', 'excluded.seen_at'),
        )
        .execute();
    },
    async forget(tenant, subject) {
      const { numDeletedRows } = await db
        .deleteFrom('seen_place')
        .where('tenant', '=', tenant)
        .where('subject', '=', subject)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
    async sweep(before) {
      const { numDeletedRows } = await db.deleteFrom('seen_place').where('seen_at', '<', before).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

const listed = statement((db, at: Pick<SeenPlace, 'tenant' | 'subject'> & { readonly since: number }) =>
  db
    .selectFrom('seen_place')
    .select(['tenant', 'subject', 'country', 'latitude', 'longitude', 'seen_at'])
    .where('tenant', '=', at.tenant)
    .where('subject', '=', at.subject)
    .where('seen_at', '>=', at.since)
    .orderBy('seen_at', 'desc')
    .orderBy('country'),
);

const tenths = (degrees: number) => Math.round(degrees * 10);

function placeOf({ tenant, subject, country, latitude, longitude, seen_at }: Selectable<Database['seen_place']>): SeenPlace {
  const at = latitude === null || longitude === null ? null : { latitude: latitude / 10, longitude: longitude / 10 };
  return { tenant, subject, country, at, seenAt: seen_at };
}
