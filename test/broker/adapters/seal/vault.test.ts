import { createHmac, hkdfSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { lengthPrefixed } from '../../../../broker/adapters/seal/lengths.ts';
import { createMasterKeys } from '../../../../broker/adapters/seal/master-keys.ts';
import { createVault } from '../../../../broker/adapters/seal/vault.ts';
import type { TenantId } from '../../../../broker/domain/brands.ts';
import type { TenantKeyStore } from '../../../../broker/domain/ports/stores/key-store.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';
import { createFixedRandom } from '../../../support/fixed-random.ts';
import { openTestStorage, type TestStorage, testMasterKey } from '../../../support/storage.ts';

const tenant = 't1' as TenantId;
const place = { tenant, table: 'mfa_factor', row: 'r1', column: 'sealed' };
const plain = new TextEncoder().encode('a secret');

let storage: TestStorage;
let clock: FakeClock;
let calls: string[];

beforeEach(async () => {
  clock = createFakeClock();
  storage = await openTestStorage({ clock });
  calls = [];
});
afterEach(() => storage.close());

/** A broker's vault of its own, over the same database. */
function vaultWith(masterKey = testMasterKey, seed = 'vault') {
  const counting: TenantKeyStore = {
    ...storage.tenantKeys,
    find: (...at) => {
      calls.push('find');
      return storage.tenantKeys.find(...at);
    },
    insert: (row) => {
      calls.push('insert');
      return storage.tenantKeys.insert(row);
    },
    findPepper: (...at) => {
      calls.push('findPepper');
      return storage.tenantKeys.findPepper(...at);
    },
  };
  const random = createFixedRandom(seed);
  return createVault({ masterKeys: createMasterKeys({ present: masterKey }, random), keys: counting, random, clock });
}

describe('sealing under the tenant', () => {
  test('opens at the same place, also on another broker', async () => {
    const sealed = await vaultWith().seal(place, plain);
    expect(await vaultWith(testMasterKey, 'other').open(place, sealed)).toEqual(plain);
  });

  test('seals the empty value and a long one', async () => {
    const vault = vaultWith();
    for (const value of [new Uint8Array(), new Uint8Array(200 * 1024).fill(7)])
      expect(await vault.open(place, await vault.seal(place, value))).toEqual(value);
  });

  test('two sealings of the same thing differ, and neither shows it', async () => {
    const vault = vaultWith();
    const [first, second] = [await vault.seal(place, plain), await vault.seal(place, plain)];
    expect(first).not.toEqual(second);
    expect(Buffer.from(first).includes(Buffer.from(plain))).toBe(false);
  });

  test.each([
    ['tenant', { ...place, tenant: 't2' as TenantId }],
    ['table', { ...place, table: 'signing_key' }],
    ['row', { ...place, row: 'r2' }],
    ['column', { ...place, column: 'other' }],
    ['border between two names', { ...place, table: 'mfa_factorr', row: '1' }],
  ])('does not open what was moved to another %s', async (_what, elsewhere) => {
    const vault = vaultWith();
    const sealed = await vault.seal(place, plain);
    await vault.seal({ ...place, tenant: 't2' as TenantId }, plain);
    await expect(vault.open(elsewhere, sealed)).rejects.toMatchObject({ code: 'sealed_value_unreadable' });
  });

  test('does not open what was changed or cut, wherever', async () => {
    const vault = vaultWith();
    const sealed = await vault.seal(place, plain);
    for (let index = 0; index < sealed.length; index++) {
      const changed = Uint8Array.from(sealed, (byte, at) => (at === index ? byte ^ 1 : byte));
      // In the four bytes of the key version a change asks for a key that is not there.
      const code = index >= 1 && index <= 4 ? 'key_unavailable' : 'sealed_value_unreadable';
      await expect(vault.open(place, changed)).rejects.toMatchObject({ code });
      await expect(vault.open(place, sealed.subarray(0, index))).rejects.toMatchObject({ code: 'sealed_value_unreadable' });
    }
  });

  test('refuses a master key that has not 32 bytes', () => {
    expect(() => vaultWith(new Uint8Array(31))).toThrow(RangeError);
  });
});

describe('data keys', () => {
  test('are made once, however many ask at once', async () => {
    const vaults = Array.from({ length: 20 }, (_, index) => vaultWith(testMasterKey, `broker ${index}`));
    const sealed = await Promise.all(vaults.map((vault) => vault.seal(place, plain)));
    for (const value of sealed) expect(await vaultWith().open(place, value)).toEqual(plain);
    expect((await storage.tenantKeys.find(tenant, null))?.version).toBe(1);
  });

  test('are read from the database once in five minutes', async () => {
    const vault = vaultWith();
    await vault.seal(place, plain);
    calls.length = 0;
    await vault.open(place, await vault.seal(place, plain));
    expect(calls).toEqual([]);
    clock.advance({ minutes: 5 });
    await vault.seal(place, plain);
    expect(calls).toEqual(['find']);
  });

  test('stand wrapped in the database, and open under their own master key alone', async () => {
    const sealed = await vaultWith().seal(place, plain);
    const other = vaultWith(new Uint8Array(32).fill(8));
    await expect(other.open(place, sealed)).rejects.toMatchObject({
      code: 'key_unavailable',
      details: { because: 'master-key-is-another-one' },
    });
  });

  test('of a tenant do not open under another tenant, even when somebody moves the row', async () => {
    const vault = vaultWith();
    await vault.seal(place, plain);
    const row = await storage.tenantKeys.find(tenant, null);
    if (row === null) throw new Error('no key');
    const thief = 't2' as TenantId;
    await storage.tenantKeys.insert({ ...row, tenant: thief });
    await expect(vault.seal({ ...place, tenant: thief }, plain)).rejects.toMatchObject({
      code: 'key_unavailable',
      details: { because: 'wrapped-key-changed' },
    });
  });

  test('made inside a transaction that fails are forgotten with it', async () => {
    const part = { name: 'policy' as const, hash: 'h'.repeat(43), content: '{}' };
    await expect(
      storage.atomically(async (stores) => {
        await stores.settings.putPart(tenant, part, clock.now());
        expect(await stores.settings.parts(tenant, [part])).toEqual([part]);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await storage.tenantKeys.find(tenant, null)).toBeNull();
    await storage.settings.putPart(tenant, part, clock.now());
    const reopened = vaultWith();
    const sealed = await storage.vault.seal(place, plain);
    expect(await reopened.open(place, sealed)).toEqual(plain);
  });
});

describe('fingerprints', () => {
  test('are the same on every broker, and the pepper is read once', async () => {
    const vault = vaultWith();
    const one = await vault.fingerprint(tenant, 'subject', ['okta', 'ann']);
    expect(await vaultWith(testMasterKey, 'other').fingerprint(tenant, 'subject', ['okta', 'ann'])).toBe(one);
    expect(one).toMatch(/^[A-Za-z0-9_-]{43}$/);
    calls.length = 0;
    expect(await vault.fingerprint(tenant, 'subject', ['okta', 'ann'])).toBe(one);
    expect(calls).toEqual([]);
  });

  test('are those of the first release, which kept no pepper', async () => {
    const pepper = hkdfSync('sha256', testMasterKey, '', lengthPrefixed(['gatehouse/pepper/1', tenant, 'subject']), 32);
    const then = createHmac('sha256', Buffer.from(pepper))
      .update(lengthPrefixed(['okta', 'ann']))
      .digest('base64url');
    expect(await vaultWith().fingerprint(tenant, 'subject', ['okta', 'ann'])).toBe(then);
  });

  test('are the same however many brokers make the pepper at once', async () => {
    const vaults = Array.from({ length: 20 }, (_, index) => vaultWith(testMasterKey, `broker ${index}`));
    const all = await Promise.all(vaults.map((vault) => vault.fingerprint(tenant, 'subject', ['ann'])));
    expect(new Set(all).size).toBe(1);
  });

  test('have a pepper that stands wrapped, and that opens for no other tenant and purpose', async () => {
    await vaultWith().fingerprint(tenant, 'subject', ['ann']);
    const row = await storage.tenantKeys.findPepper(tenant, 'subject');
    if (row === null) throw new Error('no pepper');
    await storage.tenantKeys.insertPeppers([
      { ...row, tenant: 't2' as TenantId },
      { ...row, purpose: 'address' },
    ]);
    for (const moved of [
      vaultWith().fingerprint('t2' as TenantId, 'subject', ['ann']),
      vaultWith().fingerprint(tenant, 'address', ['ann']),
    ])
      await expect(moved).rejects.toMatchObject({ code: 'key_unavailable', details: { because: 'wrapped-key-changed' } });
  });

  test('differ by tenant, purpose, parts and their borders', async () => {
    const vault = vaultWith();
    const all = await Promise.all([
      vault.fingerprint(tenant, 'subject', ['ab', 'c']),
      vault.fingerprint('t2' as TenantId, 'subject', ['ab', 'c']),
      vault.fingerprint(tenant, 'address', ['ab', 'c']),
      vault.fingerprint(tenant, 'subject', ['a', 'bc']),
      vault.fingerprint(tenant, 'subject', ['abc']),
      vault.fingerprint(tenant, 'subject', ['ab', 'c', '']),
    ]);
    expect(new Set(all).size).toBe(all.length);
  });

  test('need the master key', async () => {
    const mine = await vaultWith().fingerprint(tenant, 'subject', ['ann']);
    const other = vaultWith(new Uint8Array(32).fill(8));
    await expect(other.fingerprint(tenant, 'subject', ['ann'])).rejects.toMatchObject({ code: 'key_unavailable' });
    expect(await other.fingerprint('t2' as TenantId, 'subject', ['ann'])).not.toBe(mine);
  });
});
