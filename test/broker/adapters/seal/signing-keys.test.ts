import { sign, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createSigningKeys } from '../../../../broker/adapters/seal/signing-keys.ts';
import type { TenantId } from '../../../../broker/domain/brands.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';
import { createFixedRandom } from '../../../support/fixed-random.ts';
import { openTestStorage, type TestStorage } from '../../../support/storage.ts';

const tenant = 't1' as TenantId;
const hour = 3_600_000;

let storage: TestStorage;
let clock: FakeClock;

beforeEach(async () => {
  clock = createFakeClock();
  storage = await openTestStorage({ clock });
});
afterEach(() => storage.close());

const broker = (seed = 'keys') =>
  createSigningKeys({ vault: storage.vault, keys: storage.signingKeys, random: createFixedRandom(seed), clock });
const idsOf = (keys: readonly { id: string }[]) => keys.map(({ id }) => id);

describe('the first key', () => {
  test.each(['ecdsa-p256', 'rsa-2048'] as const)('of %s is made when it is asked for, and signs', async (algorithm) => {
    const key = await broker().current(tenant, 'login', algorithm);
    const bytes = Buffer.from('signed');
    expect(verify('sha256', bytes, key.publicKey, sign('sha256', bytes, key.privateKey))).toBe(true);
    expect(key.algorithm).toBe(algorithm);
    expect(key.privateKey.asymmetricKeyDetails).toMatchObject(
      algorithm === 'rsa-2048' ? { modulusLength: 2048 } : { namedCurve: 'prime256v1' },
    );
  });

  test('is one, however many brokers ask for it at once', async () => {
    const keys = await Promise.all(
      Array.from({ length: 10 }, (_, index) => broker(`broker ${index}`).current(tenant, 'login', 'ecdsa-p256')),
    );
    expect(new Set(idsOf(keys)).size).toBe(1);
    expect((await storage.signingKeys.list(tenant, 'login', 'ecdsa-p256')).length).toBe(1);
  });

  test('is made once by one broker that is asked many times at once', async () => {
    const keys = broker();
    const all = await Promise.all(Array.from({ length: 10 }, () => keys.current(tenant, 'login', 'ecdsa-p256')));
    expect(new Set(all).size).toBe(1);
  });

  test('differs by tenant, purpose and algorithm', async () => {
    const keys = broker();
    const all = [
      await keys.current(tenant, 'login', 'ecdsa-p256'),
      await keys.current(tenant, 'portal', 'ecdsa-p256'),
      await keys.current('t2' as TenantId, 'login', 'ecdsa-p256'),
    ];
    expect(new Set(idsOf(all)).size).toBe(3);
  });

  test('is the same object each time, so that its parsing is paid once', async () => {
    const keys = broker();
    const first = await keys.current(tenant, 'login', 'ecdsa-p256');
    clock.advance({ minutes: 1 });
    expect(await keys.current(tenant, 'login', 'ecdsa-p256')).toBe(first);
  });

  test('stands sealed in the database', async () => {
    const key = await broker().current(tenant, 'login', 'ecdsa-p256');
    const [row] = await storage.signingKeys.list(tenant, 'login', 'ecdsa-p256');
    const der = key.privateKey.export({ format: 'der', type: 'pkcs8' });
    expect(Buffer.from(row?.sealed ?? []).includes(der)).toBe(false);
  });
});

describe('a rotation', () => {
  test('trusts both keys, lets the old one sign until its time, and forgets it after its trust', async () => {
    const keys = broker();
    const old = await keys.current(tenant, 'login', 'ecdsa-p256');
    const now = clock.now();
    const next = await keys.rotate(tenant, 'login', 'ecdsa-p256', { signsFrom: now + hour, trustedUntil: now + 2 * hour });
    expect(next.id).not.toBe(old.id);

    expect((await keys.current(tenant, 'login', 'ecdsa-p256')).id).toBe(old.id);
    expect(idsOf(await keys.trusted(tenant, 'login', 'ecdsa-p256'))).toEqual([old.id, next.id]);

    clock.set(now + hour);
    expect((await keys.current(tenant, 'login', 'ecdsa-p256')).id).toBe(next.id);
    expect(idsOf(await keys.trusted(tenant, 'login', 'ecdsa-p256'))).toEqual([old.id, next.id]);

    clock.set(now + 2 * hour);
    expect(idsOf(await keys.trusted(tenant, 'login', 'ecdsa-p256'))).toEqual([next.id]);
    expect(await storage.signingKeys.sweep(now + 2 * hour + 1)).toBe(1);
    expect((await broker('fresh').current(tenant, 'login', 'ecdsa-p256')).id).toBe(next.id);
  });

  test('is seen by another broker within two seconds', async () => {
    const [one, two] = [broker('one'), broker('two')];
    await two.current(tenant, 'login', 'ecdsa-p256');
    const now = clock.now();
    const next = await one.rotate(tenant, 'login', 'ecdsa-p256', { signsFrom: now, trustedUntil: now + hour });
    clock.advance({ seconds: 2 });
    expect((await two.current(tenant, 'login', 'ecdsa-p256')).id).toBe(next.id);
  });

  describe('at the moment when another broker reads', () => {
    /** Its database answers what was so when it was asked, this much later; meanwhile `rotated` is made. */
    async function late(...answersMs: readonly number[]) {
      const one = broker('one');
      await one.current(tenant, 'login', 'ecdsa-p256');
      const delays = answersMs.values();
      let rotated: string | null = null;
      const list: typeof storage.signingKeys.list = async (...at) => {
        const rows = await storage.signingKeys.list(...at);
        if (rotated === null) {
          const now = clock.now();
          rotated = (await one.rotate(tenant, 'login', 'ecdsa-p256', { signsFrom: now, trustedUntil: now + hour })).id;
        }
        clock.advance({ ms: delays.next().value ?? 0 });
        return rows;
      };
      const keys = createSigningKeys({
        vault: storage.vault,
        keys: { ...storage.signingKeys, list },
        random: createFixedRandom('two'),
        clock,
      });
      return { current: () => keys.current(tenant, 'login', 'ecdsa-p256'), rotated: () => rotated };
    }

    test('is seen two seconds after that, not after the answer', async () => {
      const { current, rotated } = await late(1_999);
      expect((await current()).id).not.toBe(rotated());
      clock.advance({ ms: 1 });
      expect((await current()).id).toBe(rotated());
    });

    test('is seen at once where the answer took two seconds', async () => {
      const { current, rotated } = await late(2_000);
      expect((await current()).id).toBe(rotated());
    });

    test('lets nobody sign where every answer takes that long', async () => {
      const { current } = await late(2_000, 2_000);
      await expect(current()).rejects.toMatchObject({ code: 'key_unavailable', details: { because: 'signing-keys.read-too-slow' } });
      await current();
    });
  });

  test('by two brokers at once makes one successor', async () => {
    const brokers = [broker('one'), broker('two'), broker('three')];
    await brokers[0]?.current(tenant, 'login', 'ecdsa-p256');
    const now = clock.now();
    const times = { signsFrom: now + hour, trustedUntil: now + 2 * hour };
    const next = await Promise.all(brokers.map((each) => each.rotate(tenant, 'login', 'ecdsa-p256', times)));
    expect(new Set(idsOf(next)).size).toBe(1);
    expect((await storage.signingKeys.list(tenant, 'login', 'ecdsa-p256')).length).toBe(2);
  });

  test('by somebody who knows the newest key does nothing when there is a newer one', async () => {
    const keys = broker();
    const old = await keys.current(tenant, 'login', 'ecdsa-p256');
    const times = { signsFrom: clock.now(), trustedUntil: clock.now() + hour, follows: old.id };
    const next = await keys.rotate(tenant, 'login', 'ecdsa-p256', times);
    expect((await broker('late').rotate(tenant, 'login', 'ecdsa-p256', times)).id).toBe(next.id);
    expect((await storage.signingKeys.list(tenant, 'login', 'ecdsa-p256')).length).toBe(2);
  });

  test('at once ends the old key on every broker, also on one whose clock is behind', async () => {
    const old = await broker('old').current(tenant, 'login', 'ecdsa-p256');
    const next = await broker().rotate(tenant, 'login', 'ecdsa-p256', { signsFrom: clock.now(), trustedUntil: 0 });
    expect(next.id).not.toBe(old.id);
    for (const minutes of [0, -5]) {
      clock.advance({ minutes });
      expect((await broker().current(tenant, 'login', 'ecdsa-p256')).id).toBe(next.id);
      expect(idsOf(await broker().trusted(tenant, 'login', 'ecdsa-p256'))).toEqual([next.id]);
    }
    expect(await storage.signingKeys.sweep(clock.now())).toBe(1);
  });

  test('never lets a key sign that nobody trusts any more', async () => {
    const times = { signsFrom: clock.now() + hour, trustedUntil: clock.now() };
    await expect(broker().rotate(tenant, 'login', 'ecdsa-p256', times)).rejects.toThrow(RangeError);
  });
});
