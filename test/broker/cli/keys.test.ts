import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createMasterKeys } from '../../../broker/adapters/seal/master-keys.ts';
import { createVault } from '../../../broker/adapters/seal/vault.ts';
import type { Tenant } from '../../../broker/domain/tenant.ts';
import { createPendingSignIns } from '../../../broker/portal/sign-in/pending.ts';
import { brand } from '../../support/builders/brand.ts';
import { aStoredFactor } from '../../support/builders/stored-factor.ts';
import { aStoredBrokerSession, aStoredPortalSession } from '../../support/builders/stored-session.ts';
import { type CliBench, openCliBench } from '../../support/cli-bench.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';
import { someSettings } from '../../support/settings.ts';
import { testMasterKey } from '../../support/storage.ts';

const newMasterKey = new Uint8Array(32).fill(9);

let bench: CliBench;
let acme: Tenant;

beforeEach(async () => {
  bench = await openCliBench();
  acme = await bench.addTenant('acme');
  await bench.makeLive(acme, 1, someSettings());
  await bench.signingKeys.current(acme.id, 'login', 'ecdsa-p256');
  await bench.storage.vault.fingerprint(acme.id, 'subject', ['ann']);
});
afterEach(() => bench.close());

const trusted = async () => (await bench.signingKeys.trusted(acme.id, 'login', 'ecdsa-p256')).map(({ id }) => id);
const signer = async () => (await bench.signingKeys.current(acme.id, 'login', 'ecdsa-p256')).id;

/** Another broker's, with a memory of its own. */
const vaultOf = (masterKey: Uint8Array) => {
  const random = createFixedRandom('vault');
  return createVault({
    masterKeys: createMasterKeys({ present: masterKey }, random),
    keys: bench.storage.tenantKeys,
    random,
    clock: bench.clock,
  });
};

describe('keys list', () => {
  test('tells of every key and of no secret', async () => {
    bench.clock.advance({ days: 3 });
    const { code, out } = await bench.run('keys', 'list');
    expect(code).toBe(0);
    expect(out).toMatch(/acme +signing login +\S{22} +ecdsa-p256 +3d +2026-11-21 12:00:00Z +- +-/);
    expect(out).toMatch(/acme +data +version 1 +aes-256-gcm +3d +2026-11-21 12:00:00Z +- +\S{22}/);
    expect(out).toMatch(/acme +pepper subject +- +hmac-sha-256 +- +- +- +\S{22}/);
    expect(out).toMatch(/MASTER_KEY \S{22} wraps 2 of these keys over all tenants\.$/);
    const rows = [
      ...(await bench.storage.tenantKeys.list(acme.id)),
      ...(await bench.storage.signingKeys.list(acme.id, 'login', 'ecdsa-p256')),
    ];
    const { out: json } = await bench.run('keys', 'list', '--tenant', 'acme', '--json');
    expect(JSON.parse(json)).toMatchObject({
      masterKeys: { byPresent: 2, byAlso: 0, byOthers: 0 },
      tenants: [
        { tenant: 'acme', signing: [{ purpose: 'login' }], data: [{ version: 1, seals: true }], peppers: [{ purpose: 'subject' }] },
      ],
    });
    for (const row of rows) {
      const secret = Buffer.from('wrapped' in row ? row.wrapped : row.sealed);
      expect(json).not.toContain(secret.toString('base64url').slice(10, 30));
    }
    expect(json).not.toMatch(/wrapped|sealed"|private/);
  });

  test('of a tenant that is not there says so', async () => {
    expect(await bench.run('keys', 'list', '--tenant', 'nobody')).toMatchObject({
      code: 1,
      err: expect.stringContaining('tenant_unknown'),
    });
  });
});

describe('keys rotate signing', () => {
  test('publishes a successor at once, which signs a minute later, and trusts both for an hour', async () => {
    const old = await signer();
    const { code, out, err } = await bench.run('keys', 'rotate', 'signing');
    expect([code, err]).toEqual([0, 'acme: exchanging the signing keys (login, portal); sign-ins under way go on.']);
    const [line] = out.split('\n');
    const successor =
      /^acme, login \(ecdsa-p256\): (\S{22}) signs from 2026-11-21 12:01:00Z, (\S{22}) is trusted until 2026-11-21 13:01:00Z\.$/.exec(
        line ?? '',
      );
    expect(successor?.[2]).toBe(old);
    bench.clock.advance({ seconds: 3 });
    expect([await signer(), await trusted()]).toEqual([old, [old, successor?.[1]]]);
    bench.clock.advance({ seconds: 57 });
    expect([await signer(), await trusted()]).toEqual([successor?.[1], [old, successor?.[1]]]);
    bench.clock.advance({ hours: 1 });
    expect(await trusted()).toEqual([successor?.[1]]);
  });

  test('takes other times', async () => {
    const { out } = await bench.run(
      'keys',
      'rotate',
      'signing',
      '--tenant',
      'acme',
      '--purpose',
      'login',
      '--ahead',
      '7d',
      '--overlap',
      '1d',
    );
    expect(out).toMatch(/signs from 2026-11-28 12:00:00Z, \S{22} is trusted until 2026-11-29 12:00:00Z/);
  });

  test('does nothing while the exchange before is not over, and says until when', async () => {
    await bench.run('keys', 'rotate', 'signing');
    bench.clock.advance({ minutes: 2 });
    expect(await bench.run('keys', 'rotate', 'signing')).toMatchObject({
      code: 1,
      out: 'acme, login (ecdsa-p256): nothing done, the exchange before is under way until 2026-11-21 13:01:00Z; "--now" does not wait for it.',
    });
    expect((await bench.storage.signingKeys.list(acme.id, 'login', 'ecdsa-p256')).length).toBe(2);
    bench.clock.advance({ hours: 1 });
    expect((await bench.run('keys', 'rotate', 'signing')).code).toBe(0);
  });

  test('goes on with the rest when the one before was interrupted', async () => {
    await bench.run('keys', 'rotate', 'signing', '--purpose', 'login');
    await bench.signingKeys.current(acme.id, 'portal', 'ecdsa-p256');
    const { code, out } = await bench.run('keys', 'rotate', 'signing');
    expect([code, out.split('\n')]).toEqual([
      0,
      [expect.stringContaining('nothing done'), expect.stringContaining('portal (ecdsa-p256): ')],
    ]);
  });

  test('twice at once makes one successor', async () => {
    const both = await Promise.all([bench.run('keys', 'rotate', 'signing'), bench.run('keys', 'rotate', 'signing')]);
    expect(both.map(({ code }) => code)).toContain(0);
    expect((await bench.storage.signingKeys.list(acme.id, 'login', 'ecdsa-p256')).length).toBe(2);
  });

  test('of a tenant that never signed does nothing', async () => {
    await bench.addTenant('umbra');
    expect(await bench.run('keys', 'rotate', 'signing', '--tenant', 'umbra')).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing yet'),
    });
  });

  describe('--now', () => {
    test('ends the old key and the portal sessions that rest on it, and leaves people signed in', async () => {
      const old = await signer();
      const session = aStoredBrokerSession({ tenant: acme.id, expiresAt: bench.clock.now() + 60_000, lastSeenAt: bench.clock.now() });
      await bench.storage.sessions.insertBroker(session);
      await bench.storage.sessions.insertPortal(aStoredPortalSession({ tenant: acme.id }));
      const { code, out, err } = await bench.run('keys', 'rotate', 'signing', '--now');
      expect([code, err]).toEqual([0, expect.stringContaining('at once')]);
      expect(out.split('\n')[0]).toContain(`${old} is trusted no more.`);
      expect(out.split('\n')[1]).toContain('acme: portal sessions ended: 1.');
      expect([await signer(), await trusted()]).toEqual([expect.not.stringContaining(old), [await signer()]]);
      expect(bench.state.pausedMs).toBeGreaterThan(2_000);
      expect(await bench.storage.sessions.findBroker(acme.id, session.tokenHash, bench.clock.now(), 0)).not.toBeNull();
    });

    test('does not wait for an exchange under way, whose successor it takes along', async () => {
      const old = await signer();
      await bench.run('keys', 'rotate', 'signing', '--ahead', '7d');
      await bench.run('keys', 'rotate', 'signing', '--now');
      const keys = await trusted();
      expect([keys.length, keys.includes(old), keys[0]]).toEqual([1, false, await signer()]);
    });

    test('ends every old key, also when another rotation comes in between', async () => {
      const old = await signer();
      await Promise.all([bench.run('keys', 'rotate', 'signing', '--now'), bench.run('keys', 'rotate', 'signing')]);
      bench.clock.advance({ seconds: 3 });
      expect(await trusted()).not.toContain(old);
      expect(await trusted()).toContain(await signer());
    });

    test('of the portal alone ends no session', async () => {
      await bench.signingKeys.current(acme.id, 'portal', 'ecdsa-p256');
      expect((await bench.run('keys', 'rotate', 'signing', '--purpose', 'portal', '--now')).out).not.toContain('sessions');
    });
  });
});

describe('keys rotate data', () => {
  test('seals everything anew, and destroys the old version when brokers and browsers have let go of it', async () => {
    const first = await bench.run('keys', 'rotate', 'data');
    expect(first).toMatchObject({ code: 0, err: expect.stringContaining('version 2 of the data key seals from now on') });
    expect(first.out.split('\n')).toEqual([
      // Five parts of the settings, and the signing key.
      'acme: values sealed anew under version 2: 6.',
      'acme: the old version stays until 2026-11-21 12:20:00Z for what brokers and browsers still have; run this again then.',
    ]);
    bench.clock.advance({ minutes: 20 });
    const second = await bench.run('keys', 'rotate', 'data');
    expect(second).toMatchObject({ code: 0, err: expect.stringContaining('was begun before and goes on; no other is begun') });
    expect(second.out).toContain('old versions destroyed: 1. Everything is sealed under version 2.');
    expect((await bench.storage.tenantKeys.list(acme.id)).map(({ version }) => version)).toEqual([2]);
    expect((await bench.snapshots.live(acme.id)).revision).toBe(1);
  });

  test('--wait does both in one go', async () => {
    const { code, out } = await bench.run('keys', 'rotate', 'data', '--wait');
    expect([code, bench.state.pausedMs, out]).toEqual([0, 20 * 60_000, expect.stringContaining('old versions destroyed: 1')]);
  });

  test('what a broker seals meanwhile under the old version is sealed anew before that is destroyed', async () => {
    await bench.run('keys', 'rotate', 'data');
    // This broker has the old version in its memory.
    const part = { name: 'portal' as const, hash: 'h'.repeat(43), content: '{}' };
    await bench.storage.settings.putPart(acme.id, part, bench.clock.now());
    bench.clock.advance({ minutes: 20 });
    expect((await bench.run('keys', 'rotate', 'data')).out).toContain('values sealed anew under version 2: 1.');
    expect(await bench.storage.settings.parts(acme.id, [part])).toEqual([part]);
  });

  test('keeps the old version while a value cannot be sealed anew, and says which', async () => {
    await bench.storage.factors.insert({
      tenant: acme.id,
      id: brand('broken'),
      subject: brand('s'),
      kind: 'totp',
      state: 'active',
      sealed: new Uint8Array([1, 0, 0, 0, 1, 7, 7]),
      lastStep: 0,
      createdAt: 1,
      lastUsedAt: null,
      expiresAt: null,
    });
    const { code, out, err } = await bench.run('keys', 'rotate', 'data', '--wait');
    expect([code, err]).toEqual([1, expect.stringContaining('acme: cannot be opened, left as it is: mfa_factor.sealed broken')]);
    expect([err, out]).toEqual([expect.stringContaining('because values still need it: 1.'), expect.not.stringContaining('destroyed')]);
    expect((await bench.storage.tenantKeys.list(acme.id)).length).toBe(2);
  });

  test('a sign-in that its browser carries goes on until it would have ended anyway', async () => {
    const { clock, storage } = bench;
    const other = () => createPendingSignIns({ vault: vaultOf(testMasterKey), clock, random: createFixedRandom('other broker') });
    // This broker has the old version in its memory, and goes on with it for five minutes.
    const first = createPendingSignIns({ vault: storage.vault, clock, random: createFixedRandom('broker') });
    await bench.run('keys', 'rotate', 'data');
    clock.advance({ minutes: 4 });
    const { name, value } = await first.remember(acme.id, { requestId: '_1', returnPath: '/x' }, {});
    clock.advance({ minutes: 9 });
    expect(await other().read(acme.id, { [name]: value })).toMatchObject([{ requestId: '_1', returnPath: '/x' }]);
    clock.advance({ minutes: 7 });
    expect((await bench.run('keys', 'rotate', 'data')).out).toContain('destroyed: 1');
    const late = await first.remember(acme.id, { requestId: '_2', returnPath: '/y' }, {});
    expect(await other().read(acme.id, { [late.name]: late.value })).toMatchObject([{ requestId: '_2' }]);
    expect(await other().read(acme.id, { [name]: value })).toEqual([]);
  });

  test('tells of its progress in about ten lines, however much there is', async () => {
    const { storage } = bench;
    for (let number = 0; number < 1_500; number++) {
      const id = `f${number}`;
      const place = { tenant: acme.id, table: 'mfa_factor', row: id, column: 'sealed' };
      await storage.factors.insert(
        aStoredFactor({ tenant: acme.id, id: brand(id), sealed: await storage.vault.seal(place, new Uint8Array(20)) }),
      );
    }
    const { err } = await bench.run('keys', 'rotate', 'data');
    const lines = err.split('\n').filter((line) => line.startsWith('acme: sealed anew: '));
    expect([lines.length, lines.at(-1)]).toEqual([10, 'acme: sealed anew: 1506 of 1506']);
  });

  test('of every tenant goes on where one has sealed nothing', async () => {
    await bench.addTenant('umbra');
    expect(await bench.run('keys', 'rotate', 'data')).toMatchObject({ code: 2, err: expect.stringContaining('--tenant NAME or --all') });
    const { code, err } = await bench.run('keys', 'rotate', 'data', '--all', '--wait');
    expect([code, err]).toEqual([0, expect.stringContaining('umbra: has sealed nothing yet')]);
    expect((await bench.storage.tenantKeys.list(acme.id)).map(({ version }) => version)).toEqual([2]);
  });
});

describe('keys rotate master', () => {
  test('has nothing to do where every key is wrapped by the present one', async () => {
    expect(await bench.run('keys', 'rotate', 'master')).toMatchObject({ code: 0, out: expect.stringContaining('already: 2.') });
    bench.state.masterKeyAlso = newMasterKey;
    expect((await bench.run('keys', 'rotate', 'master')).out).toContain('take it from every broker');
  });

  test('wraps every key anew and then needs the old master key no more; people keep their names', async () => {
    const name = await bench.storage.vault.fingerprint(acme.id, 'subject', ['ann']);
    const code = await bench.storage.vault.fingerprint(acme.id, 'recovery-code', ['1234']);
    bench.state.masterKey = newMasterKey;
    bench.state.masterKeyAlso = testMasterKey;
    expect((await bench.run('keys', 'list')).out).toMatch(/MASTER_KEY_ALSO \S{22} wraps 3: run "gatehouse keys rotate master"/);
    const rotated = await bench.run('keys', 'rotate', 'master');
    expect(rotated).toMatchObject({ code: 0, err: expect.stringContaining('Wrapping 3 keys anew') });
    expect(rotated.out.split('\n')).toEqual(['Keys wrapped anew: 3.', 'No key needs MASTER_KEY_ALSO any more: take it from every broker.']);
    expect((await bench.run('keys', 'list')).out).toMatch(/MASTER_KEY_ALSO \S{22} wraps none any more/);

    const after = vaultOf(newMasterKey);
    expect(await after.fingerprint(acme.id, 'subject', ['ann'])).toBe(name);
    expect(await after.fingerprint(acme.id, 'recovery-code', ['1234'])).toBe(code);
    await expect(vaultOf(testMasterKey).fingerprint(acme.id, 'subject', ['ann'])).rejects.toMatchObject({ code: 'key_unavailable' });
  });

  test('keeps the names of people who were not looked for before the exchange', async () => {
    const old = await vaultOf(testMasterKey).fingerprint(acme.id, 'upstream-sid', ['x']);
    await bench.storage.tenantKeys.list(acme.id);
    bench.state.masterKey = newMasterKey;
    bench.state.masterKeyAlso = testMasterKey;
    await bench.run('keys', 'rotate', 'master');
    expect(await vaultOf(newMasterKey).fingerprint(acme.id, 'upstream-sid', ['x'])).toBe(old);
  });

  test('twice at once ends in the same', async () => {
    bench.state.masterKey = newMasterKey;
    bench.state.masterKeyAlso = testMasterKey;
    const both = await Promise.all([bench.run('keys', 'rotate', 'master'), bench.run('keys', 'rotate', 'master')]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(await bench.storage.rotation.countByMasterKey()).toHaveLength(1);
  });
});
