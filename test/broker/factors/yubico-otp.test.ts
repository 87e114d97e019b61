import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { TenantId } from '../../../broker/domain/brands.ts';
import type { OtpValidation, OtpVerdict } from '../../../broker/domain/ports/otp-validation.ts';
import { createSoftwareKey, type SoftwareKey } from '../../../sandbox/yubico/key.ts';
import { type FactorBench, openFactorBench, sceneOf } from '../../support/factors/bench.ts';

const acme = 'acme' as TenantId;
const ada = sceneOf('ada');
const bo = sceneOf('bo');

let asked: string[];
let verdict: OtpVerdict;
/** Says what it was told to, however often it is asked: less strict than any service is. */
const service: OtpValidation = {
  async validate({ text }) {
    asked.push(text);
    return verdict;
  },
};

const localKeys = (key: SoftwareKey) =>
  new Map([[key.publicId, { serial: null, publicId: key.publicId, privateId: key.privateId, aesKey: key.aesKey }]]);

let bench: FactorBench;
let key: SoftwareKey;
beforeEach(() => {
  asked = [];
  verdict = { valid: true };
  key = createSoftwareKey();
});
afterEach(() => bench.close());

const confirm = (text: string, scene = ada) => {
  if (bench.yubico.enrol === undefined) throw new Error('cannot be set up');
  return bench.yubico.enrol.confirm(scene, {}, { text }, 'further');
};
const verify = (text: string, scene = ada) => bench.yubico.use.verify(scene, {}, { text });

describe('a YubiKey whose codes a service validates', () => {
  beforeEach(async () => {
    bench = await openFactorBench({ otp: service });
  });

  test('is registered by touching it, and touched again to sign in', async () => {
    expect(await bench.yubico.enrol?.offer(ada, {})).toMatchObject({ page: 'code', shape: 'touch' });
    expect(await confirm(key.press())).toMatchObject({ ok: true });
    expect(await verify(key.press())).toMatchObject({ ok: true });
    const [own] = await bench.own.list({ tenant: acme, subject: ada.subject });
    expect(own).toMatchObject({ kind: 'yubico-otp', label: 'YubiKey' });
  });

  test('is asked about only where the key is the person’s own', async () => {
    await confirm(key.press());
    asked = [];
    expect(await verify(createSoftwareKey().press())).toMatchObject({ ok: false, code: 'yubikey_wrong' });
    expect(await verify(key.press(), bo)).toMatchObject({ ok: false, code: 'yubikey_wrong' });
    expect(await verify(key.press(), sceneOf('ada', 'umbra'))).toMatchObject({ ok: false, code: 'yubikey_wrong' });
    expect(asked).toEqual([]);
  });

  test('gives codes that count once here, whatever the service says', async () => {
    await confirm(key.press());
    const code = key.press();
    const verdicts = await Promise.all(Array.from({ length: 8 }, () => verify(code)));
    expect(verdicts.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await verify(code)).toMatchObject({ ok: false, code: 'yubikey_used' });
  });

  test('is used up by the code that registered it', async () => {
    const code = key.press();
    await confirm(code);
    expect(await verify(code)).toMatchObject({ ok: false, code: 'yubikey_used' });
  });

  test.each([
    ['bad', 'yubikey_wrong'],
    ['replayed', 'yubikey_used'],
    ['not-allowed', 'yubikey_not_checked'],
    ['untrusted', 'yubikey_not_checked'],
    ['unavailable', 'yubikey_not_checked'],
  ] as const)('of which the service says "%s" lets nobody in', async (because, code) => {
    await confirm(key.press());
    verdict = { valid: false, because };
    expect(await verify(key.press())).toMatchObject({ ok: false, code });
    expect(await confirm(createSoftwareKey().press())).toMatchObject({ ok: false, code });
  });

  test('belongs to one person of a tenant, until they give it back', async () => {
    await confirm(key.press());
    expect(await confirm(key.press(), bo)).toMatchObject({ ok: false, code: 'yubikey_taken' });
    expect(await confirm(key.press())).toMatchObject({ ok: false, code: 'yubikey_taken' });
    expect(await confirm(key.press(), sceneOf('ada', 'umbra'))).toMatchObject({ ok: true });
    await bench.own.removeAll({ tenant: acme, subject: ada.subject });
    expect(await confirm(key.press(), bo)).toMatchObject({ ok: true });
    expect(await verify(key.press())).toMatchObject({ ok: false });
    expect(await verify(key.press(), bo)).toMatchObject({ ok: true });
  });

  test('goes to one of two people who register it at once', async () => {
    const outcomes = await Promise.all([confirm(key.press()), confirm(key.press(), bo)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('is asked about thirty times in ten minutes at most', async () => {
    await confirm(key.press());
    verdict = { valid: false, because: 'unavailable' };
    for (let times = 0; times < 29; times += 1) await verify(key.press());
    expect(await verify(key.press())).toMatchObject({ ok: false, code: 'too_many_requests' });
    expect(asked).toHaveLength(30);
    bench.clock.advance({ minutes: 10 });
    verdict = { valid: true };
    expect(await verify(key.press())).toMatchObject({ ok: true });
  });

  test.each(['', 'cccc', '123456', `${'c'.repeat(65)}`, 'ccccccccccc1bcbdefghijklnrtuvcbdefghijklnrtuv'])(
    'is no code: %s',
    async (text) => {
      expect(bench.yubico.use.refuseSlip({ text })).toMatchObject({ ok: false, code: 'yubikey_wrong' });
      expect(await verify(text)).toMatchObject({ ok: false, code: 'yubikey_wrong' });
      expect(asked).toEqual([]);
    },
  );
});

describe('a YubiKey whose codes are validated here', () => {
  beforeEach(async () => {
    bench = await openFactorBench({ otp: service, keys: localKeys(key) });
  });

  test('is never asked about elsewhere', async () => {
    expect(await confirm(key.press())).toMatchObject({ ok: true });
    expect(await verify(key.press())).toMatchObject({ ok: true });
    key.replug();
    expect(await verify(key.press())).toMatchObject({ ok: true });
    expect(asked).toEqual([]);
  });

  test('counts up: nothing older than the last code, and each once', async () => {
    await confirm(key.press());
    const [older, newer] = [key.press(), key.press()];
    const verdicts = await Promise.all(Array.from({ length: 8 }, () => verify(newer)));
    expect(verdicts.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await verify(older)).toMatchObject({ ok: false, code: 'yubikey_used' });
    expect(await verify(newer)).toMatchObject({ ok: false, code: 'yubikey_used' });
  });

  test('that was given back counts on: what was typed before registers it for nobody', async () => {
    await confirm(key.press());
    const seen = key.press();
    expect(await verify(key.press())).toMatchObject({ ok: true });
    await bench.own.removeAll({ tenant: acme, subject: ada.subject });
    expect(await confirm(seen, bo)).toMatchObject({ ok: false, code: 'yubikey_used' });
    expect(await confirm(key.press(), bo)).toMatchObject({ ok: true });
  });

  test('with another secret under its public id is none', async () => {
    await confirm(key.press());
    const copy = createSoftwareKey({ publicId: key.publicId, session: 100 });
    expect(await verify(copy.press())).toMatchObject({ ok: false, code: 'yubikey_wrong' });
  });
});

test('is offered where the operator can have its codes checked, and the tenant wants it', async () => {
  bench = await openFactorBench();
  expect(bench.yubico.isOffered(ada)).toBe(false);
  await bench.close();
  bench = await openFactorBench({ keys: localKeys(key) });
  expect(bench.yubico.isOffered(ada)).toBe(true);
  // A key of which the operator has no secret, and no service to ask.
  expect(await confirm(createSoftwareKey().press())).toMatchObject({ ok: false, code: 'yubikey_not_checked' });
  await bench.close();
  bench = await openFactorBench({ otp: service });
  expect(bench.yubico.isOffered(ada)).toBe(true);
  expect(bench.yubico.isOffered({ methods: { ...ada.methods, 'yubico-otp': { enabled: false } } })).toBe(false);
});
