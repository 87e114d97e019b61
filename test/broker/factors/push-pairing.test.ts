import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { checkText } from '../../../broker/domain/phone-texts.ts';
import type { FactorMemory } from '../../../broker/domain/ports/factor.ts';
import type { EnrolmentOffer } from '../../../broker/domain/ports/factor-pages.ts';
import { digitsOf, thumbprintOf } from '../../../broker/factors/push/device-key.ts';
import { anybodyElse, aSubscription, openPushBench, type PushBench } from '../../support/push/bench.ts';

let bench: PushBench;
beforeEach(async () => {
  bench = await openPushBench();
});
afterEach(() => bench.close());

type PairOffer = Extract<EnrolmentOffer, { page: 'pair' }>;

async function begun(scene = bench.scene): Promise<{ memory: FactorMemory; offer: PairOffer }> {
  const result = await bench.enrol.begin(scene);
  if (!result.ok) throw new Error(result.because);
  return { memory: result.memory, offer: await offered(result.memory, scene) };
}

async function offered(memory: FactorMemory, scene = bench.scene): Promise<PairOffer> {
  const offer = await bench.enrol.offer(scene, memory);
  if (offer?.page !== 'pair') throw new Error('no pairing');
  return offer;
}

describe('pairing a phone', () => {
  test('takes the code, shows both sides the same six digits, and counts once the computer has confirmed them', async () => {
    const { memory, offer } = await begun();
    expect(offer).toMatchObject({ check: null, place: 'https://acme-login.example/phone/' });
    expect(offer.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(await bench.enrol.elsewhere?.(bench.scene, memory)).toBe('waiting');
    expect(await bench.enrol.confirm(bench.scene, memory, { text: 'paired' }, 'first')).toMatchObject({ code: 'pairing_unanswered' });

    const phone = bench.aPhone();
    const taken = await bench.desk.pair(bench.at(), phone.pairing(offer.code, { subscription: aSubscription }));
    if (!taken.ok) throw new Error(taken.because);
    phone.become(taken.device);
    expect(await bench.enrol.elsewhere?.(bench.scene, memory)).toBe('answered');
    const shown = await offered(memory);
    expect(shown.check).toBe(taken.check);
    expect(taken.check).toBe(digitsOf(checkText({ code: offer.code.replace('-', ''), thumbprint: thumbprintOf(phone) })));
    expect(await bench.desk.look(bench.at(), phone.call())).toMatchObject({ ok: true, state: 'pending', requests: [] });

    expect(await bench.enrol.confirm(bench.scene, memory, { text: 'paired' }, 'first')).toEqual({ ok: 'next', memory });
    expect(await bench.enrol.confirm(bench.scene, memory, { text: 'same', label: ' Ada’s  phone ' }, 'first')).toMatchObject({ ok: true });
    expect(await bench.desk.look(bench.at(), phone.call())).toMatchObject({ state: 'active', label: 'Ada’s phone', wakes: true });
    expect(await bench.own.list({ tenant: bench.scene.tenant.id, subject: bench.scene.subject })).toMatchObject([
      { kind: 'push', label: 'Ada’s phone' },
    ]);
  });

  test('takes the link in the picture, whose token nobody can guess', async () => {
    const { offer } = await begun();
    const [code = '', token = ''] = new URL(offer.uri).hash.slice(1).split('.');
    expect(Buffer.from(token, 'base64url')).toHaveLength(16);
    expect(await bench.desk.pair(bench.at(), bench.aPhone().pairing(code, { token: `${token.slice(0, -2)}AA` }))).toMatchObject({
      code: 'pairing_unknown',
    });
    expect(await bench.desk.pair(bench.at(), bench.aPhone().pairing(code, { token }))).toMatchObject({ ok: true });
  });

  test('takes a code once, from one phone of several that come at once', async () => {
    const { offer } = await begun();
    const all = await Promise.all([1, 2, 3].map(() => bench.desk.pair(bench.at(), bench.aPhone().pairing(offer.code))));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await bench.desk.pair(bench.at(), bench.aPhone().pairing(offer.code))).toMatchObject({ code: 'pairing_unknown' });
  });

  test('takes no code after ten minutes', async () => {
    const { memory, offer } = await begun();
    bench.clock.advance({ minutes: 10 });
    expect(await bench.desk.pair(bench.at(), bench.aPhone().pairing(offer.code))).toMatchObject({ code: 'pairing_unknown' });
    expect(await bench.enrol.offer(bench.scene, memory)).toBeNull();
    expect(await bench.enrol.confirm(bench.scene, memory, { text: 'same' }, 'first')).toMatchObject({ code: 'second_factor_gone' });
  });

  test('begins anew when the digits differ, and the phone that answered is out', async () => {
    const { memory, offer } = await begun();
    const stranger = bench.aPhone();
    const taken = await bench.desk.pair(bench.at(), stranger.pairing(offer.code));
    if (!taken.ok) throw new Error(taken.because);
    stranger.become(taken.device);
    const again = await bench.enrol.again?.(bench.scene, memory);
    if (!again?.ok) throw new Error('not again');
    expect(await bench.desk.look(bench.at(), stranger.call())).toMatchObject({ code: 'phone_unknown' });
    expect(await bench.enrol.confirm(bench.scene, memory, { text: 'same' }, 'first')).toMatchObject({ code: 'second_factor_gone' });
    expect((await offered(again.memory)).code).not.toBe(offer.code);
  });

  test('voids the code before when another is asked for in a second tab', async () => {
    const first = await begun();
    const second = await begun();
    expect(await bench.desk.pair(bench.at(), bench.aPhone().pairing(first.offer.code))).toMatchObject({ code: 'pairing_unknown' });
    expect(await bench.desk.pair(bench.at(), bench.aPhone().pairing(second.offer.code))).toMatchObject({ ok: true });
  });

  test('wants a proof that the key is the phone’s own, made for this code at this host', async () => {
    const { offer } = await begun();
    const phone = bench.aPhone();
    const good = phone.pairing(offer.code);
    const bad = [
      { ...good, proof: bench.aPhone().pairing(offer.code).proof },
      { ...good, proof: phone.pairing('ABCD-1234').proof },
      phone.pairing(offer.code, { origin: 'https://umbra-login.example' }),
      { ...good, proof: '' },
      { ...good, x: good.y, y: good.x },
      { ...good, x: 'A'.repeat(43), y: 'A'.repeat(43) },
    ];
    for (const each of bad) expect(await bench.desk.pair(bench.at(), each)).toMatchObject({ ok: false, code: 'phone_not_believed' });
    expect(await bench.desk.pair(bench.at(), good)).toMatchObject({ ok: true });
  });

  test('keeps no subscription of a service that nobody knows, and the phone works without', async () => {
    const { offer } = await begun();
    const phone = bench.aPhone();
    const taken = await bench.desk.pair(
      bench.at(),
      phone.pairing(offer.code, { subscription: { ...aSubscription, endpoint: 'https://10.0.0.1/' } }),
    );
    if (!taken.ok) throw new Error(taken.because);
    phone.become(taken.device);
    expect(await bench.desk.look(bench.at(), phone.call())).toMatchObject({ ok: true, wakes: false });
  });

  test('ends after twenty wrong codes of one network, while the link goes on working', async () => {
    const { offer } = await begun();
    for (let count = 0; count < 20; count += 1)
      expect(await bench.desk.pair(bench.at(), bench.aPhone().pairing('ABCD-1234'))).toMatchObject({ code: 'pairing_unknown' });
    expect(await bench.desk.pair(bench.at(), bench.aPhone().pairing(offer.code))).toMatchObject({ code: 'too_many_requests' });
    const [code = '', token = ''] = new URL(offer.uri).hash.slice(1).split('.');
    expect(await bench.desk.pair(bench.at(), bench.aPhone().pairing(code, { token }))).toMatchObject({ ok: true });
  });

  test('takes five phones of one person', async () => {
    for (let count = 0; count < 5; count += 1) await bench.paired();
    expect(await bench.enrol.begin(bench.scene)).toMatchObject({ ok: false, code: 'second_factor_too_many' });
  });

  test('adds no first one where there is one already, and takes no phone into somebody else’s set-up', async () => {
    const { memory, offer } = await begun();
    await bench.desk.pair(bench.at(), bench.aPhone().pairing(offer.code));
    const bo = anybodyElse(bench.scene);
    expect(await bench.enrol.offer(bo, memory)).toBeNull();
    expect(await bench.enrol.confirm(bo, memory, { text: 'same' }, 'first')).toMatchObject({ code: 'second_factor_gone' });
    await bench.storage.factors.insert({
      tenant: bench.scene.tenant.id,
      id: 'other' as never,
      subject: bench.scene.subject,
      kind: 'totp',
      state: 'active',
      sealed: new Uint8Array(),
      lastStep: 0,
      createdAt: 1,
      lastUsedAt: null,
      expiresAt: null,
    });
    expect(await bench.enrol.confirm(bench.scene, memory, { text: 'same' }, 'first')).toMatchObject({ code: 'second_factor_gone' });
    expect(await bench.enrol.confirm(bench.scene, memory, { text: 'same' }, 'further')).toMatchObject({ ok: true });
  });
});
