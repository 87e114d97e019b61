import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { TenantId } from '../../../broker/domain/brands.ts';
import { type FactorBench, hotpCode, openFactorBench, sceneOf, secretHex, totpCode } from '../../support/factors/bench.ts';

const acme = 'acme' as TenantId;
const ada = sceneOf('ada');
const bo = sceneOf('bo');
const otherSecret = Buffer.from('a secret of somebody').toString('hex');

let bench: FactorBench;
beforeEach(async () => {
  bench = await openFactorBench();
  const text = `H-1,${secretHex},hotp\nH-2,${otherSecret},hotp\nT-1,${secretHex},totp\nT-8,${secretHex},totp,8,60`;
  await bench.pool.import(acme, { text }, { leaveOutWrong: false });
});
afterEach(() => bench.close());

const enrol = () => {
  if (bench.oath.enrol === undefined) throw new Error('cannot be set up');
  return bench.oath.enrol;
};
const confirm = (serial: string, text: string, nextCode: string, scene = ada) =>
  enrol().confirm(scene, {}, { serial, text, nextCode }, 'further');
const verify = (text: string, scene = ada) => bench.oath.use.verify(scene, {}, { text });
async function withButton(scene = ada): Promise<void> {
  expect(await confirm('H-1', hotpCode(0), hotpCode(1), scene)).toMatchObject({ ok: true });
}
async function withClock(scene = ada): Promise<void> {
  const now = bench.clock.now();
  expect(await confirm('t 1', totpCode(now - 30_000), totpCode(now), scene)).toMatchObject({ ok: true });
  bench.clock.advance({ minutes: 1 });
}

describe('registering a hardware token', () => {
  test('takes its number and two codes in a row, and gives it a name', async () => {
    expect(await enrol().begin(ada)).toEqual({ ok: true, memory: {} });
    expect(await enrol().offer(ada, {})).toEqual({ page: 'serial' });
    await withButton();
    const [own] = await bench.own.list({ tenant: acme, subject: ada.subject });
    expect(own).toMatchObject({ kind: 'oath-token', label: 'Hardware token …H1' });
    expect(await bench.oath.isAtHand(ada, await bench.storage.factors.list(acme, ada.subject))).toBe(true);
    expect(await bench.pool.find(acme, 'h1')).toMatchObject({ isHeld: true });
  });

  test('finds a token that has counted far', async () => {
    expect(await confirm('H-1', hotpCode(100), hotpCode(101))).toMatchObject({ ok: true });
    expect(await verify(hotpCode(102))).toMatchObject({ ok: true });
  });

  test('finds a token whose clock is five minutes off, and learns that', async () => {
    const itsTime = bench.clock.now() + 300_000;
    expect(await confirm('T-1', totpCode(itsTime - 30_000), totpCode(itsTime))).toMatchObject({ ok: true });
    bench.clock.advance({ minutes: 5 });
    expect(await verify(totpCode(bench.clock.now() + 300_000))).toMatchObject({ ok: true });
  });

  test('works with eight digits and steps of a minute', async () => {
    const now = bench.clock.now();
    const code = (ms: number) => totpCode(ms, { digits: 8 }, 60);
    expect(await confirm('T-8', code(now - 60_000), code(now))).toMatchObject({ ok: true });
  });

  test.each([
    ['a number that is in no pool', 'X-1', 0, 1],
    ['codes of another token', 'H-2', 0, 1],
    ['codes in the wrong order', 'H-1', 1, 0],
    ['codes with one between them', 'H-1', 0, 2],
    ['codes beyond a hundred', 'H-1', 101, 102],
  ])('refuses %s in the same words', async (_, serial, first, next) => {
    expect(await confirm(serial, hotpCode(first), hotpCode(next))).toEqual({
      ok: false,
      code: 'token_wrong',
      because: 'oath-token.serial-or-codes',
    });
  });

  test.each([
    [{ serial: '', text: '123456', nextCode: '654321' }],
    [{ serial: 'H-1', text: '12345', nextCode: '654321' }],
    [{ serial: 'H-1', text: '123456', nextCode: '' }],
    [{ serial: 'H-1', text: '123456', nextCode: '123456' }],
    [{ serial: '<b>', text: '123456', nextCode: '654321' }],
  ])('tells a slip apart: %j', (answer) => {
    expect(enrol().refuseSlip({}, answer)).toMatchObject({ ok: false, code: 'second_factor_malformed' });
  });

  test('tells the holder of a token that it is somebody else’s, and nobody without its codes', async () => {
    await withButton();
    expect(await confirm('H-1', hotpCode(2), hotpCode(3), bo)).toMatchObject({ ok: false, code: 'token_taken' });
    expect(await confirm('H-1', '111111', '222222', bo)).toMatchObject({ ok: false, code: 'token_wrong' });
  });

  test('of five tokens is enough for one person', async () => {
    const text = Array.from({ length: 5 }, (_, index) => `M-${index},${secretHex},hotp`).join('\n');
    await bench.pool.import(acme, { text }, { leaveOutWrong: false });
    for (let index = 0; index < 5; index += 1) expect(await confirm(`M-${index}`, hotpCode(0), hotpCode(1))).toMatchObject({ ok: true });
    expect(await enrol().begin(ada)).toMatchObject({ ok: false, code: 'second_factor_too_many' });
    expect(await confirm('H-1', hotpCode(0), hotpCode(1))).toMatchObject({ ok: false, code: 'second_factor_too_many' });
  });
});

describe('a code of a token with a button', () => {
  beforeEach(() => withButton());

  test('counts once, as people type it', async () => {
    const code = hotpCode(2);
    expect(await verify(` ${code.slice(0, 3)}-${code.slice(3)} `)).toMatchObject({ ok: true });
    expect(await verify(code)).toMatchObject({ ok: false, code: 'second_factor_used' });
  });

  test('counts once, whoever brings it at the same moment', async () => {
    const verdicts = await Promise.all(Array.from({ length: 8 }, () => verify(hotpCode(2))));
    expect(verdicts.filter((verdict) => verdict.ok)).toHaveLength(1);
  });

  test('that was passed over is void', async () => {
    expect(await verify(hotpCode(5))).toMatchObject({ ok: true });
    expect(await verify(hotpCode(4))).toMatchObject({ ok: false });
  });

  test('far ahead needs the next one, and then the token is in step again', async () => {
    expect(await verify(hotpCode(2 + 11))).toMatchObject({ ok: false, code: 'token_next_code' });
    expect(await verify(hotpCode(2 + 12))).toMatchObject({ ok: true });
    expect(await verify(hotpCode(2 + 13))).toMatchObject({ ok: true });
  });

  test('far ahead twice, but not in a row, lets nobody in', async () => {
    expect(await verify(hotpCode(40))).toMatchObject({ ok: false, code: 'token_next_code' });
    expect(await verify(hotpCode(60))).toMatchObject({ ok: false, code: 'token_next_code' });
    expect(await verify(hotpCode(41))).toMatchObject({ ok: false, code: 'token_next_code' });
    expect(await verify(hotpCode(42))).toMatchObject({ ok: true });
  });

  test('more than a hundred ahead is wrong', async () => {
    expect(await verify(hotpCode(103))).toMatchObject({ ok: false, code: 'second_factor_wrong' });
  });

  test.each(['', '12345', '1234567', '123456789', 'abcdef', '１２３４５６'])('must be six or eight digits: %s', async (text) => {
    expect(bench.oath.use.refuseSlip({ text })).toMatchObject({ ok: false, code: 'second_factor_malformed' });
    expect(await verify(text)).toMatchObject({ ok: false, code: 'second_factor_malformed' });
  });
});

describe('a code of a token with a clock', () => {
  beforeEach(() => withClock());

  test('counts once, and none of an earlier step after it', async () => {
    const now = bench.clock.now();
    expect(await verify(totpCode(now))).toMatchObject({ ok: true });
    expect(await verify(totpCode(now))).toMatchObject({ ok: false, code: 'second_factor_used' });
    expect(await verify(totpCode(now - 30_000))).toMatchObject({ ok: false, code: 'second_factor_used' });
  });

  test('follows a clock that wanders', async () => {
    for (let off = 30_000; off <= 300_000; off += 30_000) {
      bench.clock.advance({ hours: 24 });
      expect(await verify(totpCode(bench.clock.now() + off))).toMatchObject({ ok: true });
    }
  });

  test('far off needs the next one', async () => {
    expect(await verify(totpCode(bench.clock.now() + 240_000))).toMatchObject({ ok: false, code: 'token_next_code' });
    bench.clock.advance({ seconds: 30 });
    expect(await verify(totpCode(bench.clock.now() + 240_000))).toMatchObject({ ok: true });
  });

  test('is not taken while our clock is set back behind what was used', async () => {
    const now = bench.clock.now();
    expect(await verify(totpCode(now))).toMatchObject({ ok: true });
    bench.clock.advance({ ms: -3_600_000 });
    expect(await verify(totpCode(bench.clock.now()))).toMatchObject({ ok: false });
  });
});

describe('a token that comes back', () => {
  test('is free again, and goes on counting where it was', async () => {
    await withButton();
    expect(await verify(hotpCode(5))).toMatchObject({ ok: true });
    const [own] = await bench.own.list({ tenant: acme, subject: ada.subject });
    if (own === undefined) throw new Error('no token');
    expect(await bench.own.remove({ tenant: acme, subject: ada.subject }, own.id)).toBe(true);
    expect(await bench.pool.find(acme, 'H-1')).toMatchObject({ isHeld: false });
    expect(await verify(hotpCode(6))).toMatchObject({ ok: false });
    // What the one before typed, or somebody saw, registers it for nobody.
    expect(await confirm('H-1', hotpCode(4), hotpCode(5), bo)).toMatchObject({ ok: false, code: 'token_wrong' });
    expect(await confirm('H-1', hotpCode(6), hotpCode(7), bo)).toMatchObject({ ok: true });
    expect(await verify(hotpCode(8), bo)).toMatchObject({ ok: true });
    expect(await verify(hotpCode(9))).toMatchObject({ ok: false, code: 'second_factor_wrong' });
  });

  test('after a reset is free as well', async () => {
    await withButton();
    await bench.own.removeAll({ tenant: acme, subject: ada.subject });
    expect(await confirm('H-1', hotpCode(2), hotpCode(3), bo)).toMatchObject({ ok: true });
  });

  test('out of the pool is nobody’s factor', async () => {
    await withButton();
    expect(await bench.pool.remove(acme, 'H-1', { alsoHeld: false })).toMatchObject({ ok: false, code: 'token_in_use' });
    expect(await bench.pool.remove(acme, 'H-1', { alsoHeld: true })).toEqual({ ok: true, wasHeld: true });
    expect(await verify(hotpCode(2))).toMatchObject({ ok: false });
    expect(await bench.own.list({ tenant: acme, subject: ada.subject })).toEqual([]);
    expect(await bench.pool.remove(acme, 'H-1', { alsoHeld: true })).toMatchObject({ ok: false, code: 'token_unknown' });
  });
});
