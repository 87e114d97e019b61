import { describe, expect, test } from '@jest/globals';
import type { SeenPlace } from '../../broker/domain/ports/stores/place-store.ts';
import { brand } from '../support/builders/brand.ts';
import { onEachDatabase } from './databases.ts';

const oslo = { latitude: 59.9, longitude: 10.7 };
const aPlace = (wish: Partial<SeenPlace> = {}): SeenPlace => ({
  tenant: brand('t1'),
  subject: brand('ada'),
  country: 'NO',
  at: oslo,
  seenAt: 100,
  ...wish,
});

onEachDatabase((at) => {
  describe('places that a person was seen at', () => {
    const countries = async (subject = 'ada', since = 0, tenant = 't1') =>
      (await at.one().seenPlaces.list(brand(tenant), brand(subject), since)).map(({ country }) => country);

    test('come latest first, each country once with its latest place', async () => {
      const { seenPlaces } = at.one();
      await seenPlaces.note(aPlace());
      await seenPlaces.note(aPlace({ country: 'SE', at: null, seenAt: 200 }));
      await at.two().seenPlaces.note(aPlace({ country: '', at: null, seenAt: 150 }));
      expect(await countries()).toEqual(['SE', '', 'NO']);
      const bergen = { latitude: 60.4, longitude: -0.1 };
      await seenPlaces.note(aPlace({ at: bergen, seenAt: 300 }));
      expect(await seenPlaces.list(brand('t1'), brand('ada'), 0)).toEqual([
        aPlace({ at: bergen, seenAt: 300 }),
        aPlace({ country: 'SE', at: null, seenAt: 200 }),
        aPlace({ country: '', at: null, seenAt: 150 }),
      ]);
    });

    test('are never replaced by what was seen before', async () => {
      const { seenPlaces } = at.one();
      await seenPlaces.note(aPlace({ seenAt: 300 }));
      await seenPlaces.note(aPlace({ at: null, seenAt: 200 }));
      expect(await seenPlaces.list(brand('t1'), brand('ada'), 0)).toEqual([aPlace({ seenAt: 300 })]);
    });

    test('stand when two brokers write them at once', async () => {
      const writes = Array.from({ length: 40 }, (_, index) =>
        (index % 2 === 0 ? at.one() : at.two()).seenPlaces.note(aPlace({ seenAt: index, at: { latitude: index, longitude: 0 } })),
      );
      await Promise.all(writes);
      expect(await at.one().seenPlaces.list(brand('t1'), brand('ada'), 0)).toEqual([
        aPlace({ seenAt: 39, at: { latitude: 39, longitude: 0 } }),
      ]);
    });

    test('are kept to a tenth of a degree', async () => {
      const { seenPlaces } = at.one();
      await seenPlaces.note(aPlace({ at: { latitude: 59.91387, longitude: -179.96 } }));
      expect(await seenPlaces.list(brand('t1'), brand('ada'), 0)).toMatchObject([{ at: { latitude: 59.9, longitude: -180 } }]);
    });

    test('belong to one person of one tenant', async () => {
      const { seenPlaces } = at.one();
      await seenPlaces.note(aPlace());
      await seenPlaces.note(aPlace({ subject: brand('bo'), country: 'DE' }));
      await seenPlaces.note(aPlace({ tenant: brand('t2'), country: 'FR' }));
      expect([await countries(), await countries('bo'), await countries('ada', 0, 't2'), await countries('dev')]).toEqual([
        ['NO'],
        ['DE'],
        ['FR'],
        [],
      ]);
      expect(await seenPlaces.forget(brand('t1'), brand('ada'))).toBe(1);
      expect([await countries(), await countries('bo'), await countries('ada', 0, 't2')]).toEqual([[], ['DE'], ['FR']]);
    });

    test('count no longer than asked for, and are swept', async () => {
      const { seenPlaces } = at.one();
      await seenPlaces.note(aPlace({ seenAt: 100 }));
      await seenPlaces.note(aPlace({ country: 'SE', seenAt: 200 }));
      expect([await countries('ada', 100), await countries('ada', 101)]).toEqual([['SE', 'NO'], ['SE']]);
      expect([await seenPlaces.sweep(100), await seenPlaces.sweep(101)]).toEqual([0, 1]);
      expect(await countries()).toEqual(['SE']);
    });

    test('of a commit that fails were never seen', async () => {
      const work = at.one().atomically(async (stores) => {
        await stores.seenPlaces.note(aPlace());
        throw new Error('no');
      });
      await expect(work).rejects.toThrow('no');
      expect(await countries()).toEqual([]);
    });
  });
});
