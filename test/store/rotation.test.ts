import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { headOf } from '../../broker/adapters/seal/envelope.ts';
import { lengthPrefixed } from '../../broker/adapters/seal/lengths.ts';
import { createMasterKeys } from '../../broker/adapters/seal/master-keys.ts';
import { createKeyRotation } from '../../broker/adapters/seal/rotation/key-rotation.ts';
import { createSigningKeys } from '../../broker/adapters/seal/signing-keys.ts';
import { createVault } from '../../broker/adapters/seal/vault.ts';
import type { FactorId, TenantId } from '../../broker/domain/brands.ts';
import type { SealedColumn } from '../../broker/domain/ports/stores/rotation-store.ts';
import { fingerprintPurposes } from '../../broker/domain/ports/vault.ts';
import { brand } from '../support/builders/brand.ts';
import { aStoredFactor } from '../support/builders/stored-factor.ts';
import { aPart } from '../support/builders/stored-settings.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFixedRandom } from '../support/fixed-random.ts';
import { createRecordedLog } from '../support/recorded-log.ts';
import { type TestStorage, testMasterKey } from '../support/storage.ts';
import { onEachDatabase } from './databases.ts';

const tenant = brand<TenantId>('t1');
const other = brand<TenantId>('t2');
const newMasterKey = new Uint8Array(32).fill(9);
const nothing = () => {};

/** A broker or a command with its own memory over one of the storages. */
function keysOver(storage: TestStorage, seed: string, masterKeys: { present: Uint8Array; also?: Uint8Array } = { present: testMasterKey }) {
  const clock = createFakeClock();
  const random = createFixedRandom(seed);
  const keys = storage.tenantKeys;
  const both = createMasterKeys(masterKeys, random);
  const vault = createVault({ masterKeys: both, keys, random, clock });
  const signingKeys = createSigningKeys({ vault, keys: storage.signingKeys, random, clock });
  const log = createRecordedLog();
  const rotation = createKeyRotation({
    masterKeys: both,
    keys,
    signingKeyStore: storage.signingKeys,
    signingKeys,
    rotation: storage.rotation,
    random,
    clock,
    log,
  });
  return { clock, vault, signingKeys, rotation, log };
}

onEachDatabase((at) => {
  const factors: SealedColumn = { table: 'mfa_factor', column: 'sealed', row: 'id', batch: 2 };
  const placeOf = (id: string, owner = tenant) => ({ tenant: owner, table: 'mfa_factor', row: id, column: 'sealed' });
  const text = (value: string) => new TextEncoder().encode(value);
  const insertFactor = (id: string, sealed: Uint8Array, owner = tenant) =>
    at.one().factors.insert(aStoredFactor({ tenant: owner, id: brand<FactorId>(id), sealed }));
  const sealedOf = async (id: string) => (await at.one().factors.find(tenant, brand<FactorId>(id)))?.sealed ?? new Uint8Array();

  describe('values under an older version', () => {
    const [v1, v2, v300] = [1, 2, 300].map((version) => new Uint8Array([...headOf(version), 9])) as [Uint8Array, Uint8Array, Uint8Array];

    test('are found by batches, of one tenant, in the order of versions', async () => {
      for (const [id, sealed] of Object.entries({ a: v1, b: v2, c: v1, d: v300, e: v1 })) await insertFactor(id, sealed);
      await insertFactor('z', v1, other);
      const { rotation } = at.one();
      const first = await rotation.sealedBefore(tenant, factors, headOf(2), null);
      expect(first).toEqual([
        { row: 'a', sealed: v1 },
        { row: 'c', sealed: v1 },
      ]);
      expect(await rotation.sealedBefore(tenant, factors, headOf(2), 'c')).toEqual([{ row: 'e', sealed: v1 }]);
      expect(await rotation.sealedBefore(tenant, factors, headOf(2), 'e')).toEqual([]);
      const counts = [1, 2, 3, 256, 301].map((version) => rotation.countSealedBefore(tenant, headOf(version)));
      expect(await Promise.all(counts)).toEqual([0, 3, 4, 4, 5]);
    });

    test('are replaced only while they are what was read', async () => {
      await insertFactor('a', v1);
      await insertFactor('b', v1);
      const read = await at.one().rotation.sealedBefore(tenant, factors, headOf(2), null);
      const changes = read.map((each) => ({ read: each, next: v2 }));
      expect(await at.two().rotation.reseal(tenant, factors, changes.slice(0, 1))).toBe(1);
      expect(await at.one().rotation.reseal(tenant, factors, changes)).toBe(1);
      expect(await at.one().rotation.reseal(other, factors, changes)).toBe(0);
      expect(await at.one().rotation.reseal(tenant, factors, [])).toBe(0);
      expect([await sealedOf('a'), await sealedOf('b')]).toEqual([v2, v2]);
    });

    test('keep their key from being destroyed', async () => {
      for (const version of [1, 2]) {
        const key = { version, masterKeyId: 'm', wrapped: v1, createdAt: 1 };
        await at.one().tenantKeys.insert({ ...key, tenant });
        await at.one().tenantKeys.insert({ ...key, tenant: other });
      }
      await insertFactor('a', v1);
      const { rotation, tenantKeys } = at.one();
      expect(await rotation.destroyDataKeysBelow(tenant, 2, headOf(2))).toBe(0);
      expect(
        await at
          .two()
          .factors.remove(tenant, (await at.two().factors.find(tenant, brand<FactorId>('a')))?.subject ?? brand(''), brand<FactorId>('a')),
      ).toBe(true);
      expect(await rotation.destroyDataKeysBelow(tenant, 2, headOf(2))).toBe(1);
      expect([(await tenantKeys.list(tenant)).length, (await tenantKeys.list(other)).length]).toEqual([1, 2]);
    });
  });

  describe('wrapped keys', () => {
    test('are counted by master key, listed by batches, and replaced only while they are what was read', async () => {
      const { tenantKeys, rotation } = at.one();
      const key = { masterKeyId: 'old', wrapped: new Uint8Array([1]), createdAt: 1 };
      for (let number = 100; number < 250; number++) await tenantKeys.insert({ ...key, tenant: brand(`t${number}`), version: 1 });
      await tenantKeys.insert({ ...key, tenant, version: 1, masterKeyId: 'new' });
      const pepper = { tenant, purpose: 'subject', masterKeyId: 'old', wrapped: new Uint8Array([2]) } as const;
      await tenantKeys.insertPeppers([pepper, { ...pepper, purpose: 'address', masterKeyId: 'new' }]);
      expect(await rotation.countByMasterKey()).toEqual([
        { masterKeyId: 'new', dataKeys: 1, peppers: 1 },
        { masterKeyId: 'old', dataKeys: 150, peppers: 1 },
      ]);
      const first = await rotation.dataKeysOfOthers('new', null);
      const second = await rotation.dataKeysOfOthers('new', first.at(-1) ?? null);
      expect([first.length, second.length, second.at(-1)?.tenant]).toEqual([100, 50, 't249']);
      const changes = second.map((read) => ({ read, next: { ...read, masterKeyId: 'new', wrapped: new Uint8Array([3]) } }));
      expect([await rotation.rewrapDataKeys(changes), await at.two().rotation.rewrapDataKeys(changes)]).toEqual([50, 0]);
      expect(await rotation.peppersOfOthers('new', null)).toEqual([pepper]);
      const rewrap = [{ read: pepper, next: { ...pepper, masterKeyId: 'new', wrapped: new Uint8Array([4]) } }];
      expect([await rotation.rewrapPeppers(rewrap), await at.two().rotation.rewrapPeppers(rewrap)]).toEqual([1, 0]);
      expect(await tenantKeys.findPepper(tenant, 'subject')).toMatchObject({ masterKeyId: 'new', wrapped: new Uint8Array([4]) });
    });

    test('a pepper that is there stays, whoever brings another', async () => {
      const pepper = { tenant, purpose: 'subject', masterKeyId: 'a', wrapped: new Uint8Array([1]) } as const;
      const rows = Array.from({ length: 10 }, (_, index) => ({ ...pepper, wrapped: new Uint8Array([index]) }));
      await Promise.all(rows.map((row, index) => (index % 2 ? at.one() : at.two()).tenantKeys.insertPeppers([row])));
      const kept = await at.one().tenantKeys.findPepper(tenant, 'subject');
      await at.two().tenantKeys.insertPeppers([{ ...pepper, wrapped: new Uint8Array([99]) }]);
      expect(await at.one().tenantKeys.findPepper(tenant, 'subject')).toEqual(kept);
    });
  });

  describe('an exchange of a data key', () => {
    async function aFactor(id: string, vault: ReturnType<typeof keysOver>['vault']) {
      await insertFactor(id, await vault.seal(placeOf(id), text(`secret of ${id}`)));
    }

    test('by two at once makes one version, and everything opens afterwards', async () => {
      const [one, two] = [keysOver(at.one(), 'one'), keysOver(at.two(), 'two')];
      for (let number = 0; number < 250; number++) await aFactor(`f${number}`, one.vault);
      await Promise.all(
        [one, two].map(async ({ rotation }) => {
          await rotation.beginData(tenant);
          return rotation.reseal(tenant, nothing);
        }),
      );
      expect((await at.one().tenantKeys.list(tenant)).map(({ version }) => version)).toEqual([1, 2]);
      one.clock.advance({ minutes: 20 });
      expect(await one.rotation.endData(tenant)).toEqual({ destroyed: 1, left: 0, needed: 0 });
      const fresh = keysOver(at.two(), 'fresh');
      for (const id of ['f0', 'f123', 'f249'])
        expect(await fresh.vault.open(placeOf(id), await sealedOf(id))).toEqual(text(`secret of ${id}`));
    });

    test('never puts an old value in the place of one that a broker wrote meanwhile', async () => {
      const one = keysOver(at.one(), 'one');
      await aFactor('a', one.vault);
      const part = aPart('policy');
      await at.one().settings.putPart(tenant, part, 1);
      await one.rotation.beginData(tenant);
      const written = await one.vault.seal(placeOf('a'), text('written meanwhile'));
      // Between what the exchange reads and what it writes.
      const { rotation } = at.two();
      const meanwhile: TestStorage = {
        ...at.two(),
        rotation: {
          ...rotation,
          async reseal(owner, column, changes) {
            const read = changes.map((change) => ({ read: change.read, next: written }));
            if (column.table === 'mfa_factor') await rotation.reseal(owner, column, read);
            return rotation.reseal(owner, column, changes);
          },
        },
      };
      const { changed, passed } = await keysOver(meanwhile, 'command').rotation.reseal(tenant, nothing);
      expect([changed, passed, await sealedOf('a')]).toEqual([1, 1, written]);
    });

    test('that was interrupted anywhere is finished by the next one', async () => {
      const one = keysOver(at.one(), 'one');
      for (const id of ['a', 'b', 'c', 'd', 'e']) await aFactor(id, one.vault);
      for (let writes = 0; writes < 4; writes++) {
        const { rotation } = at.two();
        let left = writes;
        const dying: TestStorage = {
          ...at.two(),
          rotation: {
            ...rotation,
            sealedColumns: [factors],
            reseal: async (...args) => {
              if (left-- === 0) throw new Error('the machine stopped');
              return rotation.reseal(...args);
            },
          },
        };
        const command = keysOver(dying, `command ${writes}`).rotation;
        await command.beginData(tenant);
        await command.reseal(tenant, nothing).catch((error: Error) => expect(error.message).toBe('the machine stopped'));
        expect(await command.endData(tenant)).toMatchObject({ destroyed: 0, left: 1 });
      }
      const last = keysOver(at.one(), 'last');
      expect(await last.rotation.beginData(tenant)).toMatchObject({ kind: 'under-way', version: 2 });
      await last.rotation.reseal(tenant, nothing);
      last.clock.advance({ minutes: 20 });
      expect(await last.rotation.endData(tenant)).toEqual({ destroyed: 1, left: 0, needed: 0 });
      for (const id of ['a', 'b', 'c', 'd', 'e'])
        expect(await last.vault.open(placeOf(id), await sealedOf(id))).toEqual(text(`secret of ${id}`));
    });
  });

  describe('an exchange of the master key', () => {
    const exchanged = { present: newMasterKey, also: testMasterKey };

    async function prepare(tenants: number) {
      const old = keysOver(at.one(), 'old');
      const ids = Array.from({ length: tenants }, (_, number) => brand<TenantId>(`t${number}`));
      const names = new Map<TenantId, string>();
      for (const id of ids) {
        await old.vault.seal(placeOf('a', id), text('x'));
        names.set(id, await old.vault.fingerprint(id, 'subject', ['ann']));
      }
      return { ids, names, old };
    }

    test('by two at once leaves every key under the new one, and people their names', async () => {
      const { ids, names, old } = await prepare(120);
      const sealed = await old.vault.seal(placeOf('a', ids[0]), text('still there'));
      const results = await Promise.all(
        [keysOver(at.one(), 'c1', exchanged), keysOver(at.two(), 'c2', exchanged)].map((c) => c.rotation.rewrap(nothing)),
      );
      expect(results.reduce((sum, { changed }) => sum + changed, 0)).toBe(240);
      const after = keysOver(at.two(), 'after', { present: newMasterKey });
      expect(await after.rotation.masterKeyUse()).toMatchObject({
        byPresent: 120 + fingerprintPurposes.length * 120,
        byAlso: 0,
        byOthers: 0,
      });
      for (const id of ids) expect(await after.vault.fingerprint(id, 'subject', ['ann'])).toBe(names.get(id));
      expect(await after.vault.open(placeOf('a', ids[0]), sealed)).toEqual(text('still there'));
    });

    test('that was interrupted leaves what both kinds of brokers can open, and is finished by the next one', async () => {
      const { ids, names } = await prepare(150);
      const { rotation } = at.two();
      let batches = 0;
      const dying: TestStorage = {
        ...at.two(),
        rotation: {
          ...rotation,
          rewrapDataKeys: async (changes) => {
            if (batches++ === 1) throw new Error('the machine stopped');
            return rotation.rewrapDataKeys(changes);
          },
        },
      };
      await expect(keysOver(dying, 'command', exchanged).rotation.rewrap(nothing)).rejects.toThrow('the machine stopped');
      const brokers = [
        keysOver(at.one(), 'swapped', exchanged),
        keysOver(at.two(), 'not yet', { present: testMasterKey, also: newMasterKey }),
      ];
      for (const { vault } of brokers) for (const id of ids) expect(await vault.fingerprint(id, 'subject', ['ann'])).toBe(names.get(id));
      const next = keysOver(at.one(), 'next', exchanged);
      expect((await next.rotation.masterKeyUse()).byAlso).toBeGreaterThan(0);
      await next.rotation.rewrap(nothing);
      expect(await next.rotation.masterKeyUse()).toMatchObject({ byAlso: 0, byOthers: 0 });
      for (const id of ids)
        expect(await keysOver(at.two(), 'after', { present: newMasterKey }).vault.fingerprint(id, 'subject', ['ann'])).toBe(names.get(id));
    });

    test('keeps the names that nobody asked for before, whoever asks first and when', async () => {
      const old = keysOver(at.one(), 'old');
      for (const each of [tenant, other]) await old.vault.seal(placeOf('a', each), text('x'));
      // What a broker of the first release, which stored no peppers, has written into the database.
      const { presentId, pepperFrom } = createMasterKeys({ present: testMasterKey }, createFixedRandom('first release'));
      const then = (each: TenantId) =>
        createHmac('sha256', pepperFrom(presentId, each, 'recovery-code'))
          .update(lengthPrefixed(['1234']))
          .digest('base64url');
      const swapped = keysOver(at.two(), 'swapped', exchanged);
      expect(await swapped.vault.fingerprint(other, 'recovery-code', ['1234'])).toBe(then(other));
      await swapped.rotation.rewrap(nothing);
      const after = keysOver(at.one(), 'after', { present: newMasterKey });
      for (const each of [tenant, other]) expect(await after.vault.fingerprint(each, 'recovery-code', ['1234'])).toBe(then(each));
    });

    test('keeps them too when the data key was exchanged before', async () => {
      const old = keysOver(at.one(), 'old', { present: testMasterKey, also: newMasterKey });
      await old.vault.seal(placeOf('a'), text('x'));
      expect((await old.rotation.list(tenant)).peppers).toEqual([]);
      const swapped = keysOver(at.two(), 'swapped', exchanged);
      await swapped.rotation.beginData(tenant);
      expect((await swapped.rotation.list(tenant)).peppers).toHaveLength(fingerprintPurposes.length);
      swapped.clock.advance({ minutes: 20 });
      expect(await swapped.rotation.endData(tenant)).toMatchObject({ destroyed: 1 });
      expect(await swapped.vault.fingerprint(tenant, 'subject', ['ann'])).toBe(await old.vault.fingerprint(tenant, 'subject', ['ann']));
    });

    test('is written down', async () => {
      await prepare(1);
      const command = keysOver(at.one(), 'command', exchanged);
      await command.rotation.rewrap(nothing);
      expect(command.log.lines).toEqual([{ level: 'warn', event: 'keys.master_key_rotated', fields: { count: 2 } }]);
    });
  });
});
