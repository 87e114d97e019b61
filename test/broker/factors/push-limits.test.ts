import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { anybodyElse, openPushBench, otherThan, type PushBench } from '../../support/push/bench.ts';

let bench: PushBench;
beforeEach(async () => {
  bench = await openPushBench();
});
afterEach(() => bench.close());

const proof = { text: 'phone' };

describe('how often a phone is asked', () => {
  test('is three times in ten minutes', async () => {
    await bench.paired();
    for (let count = 0; count < 3; count += 1) await bench.asked();
    expect(await bench.factor.use.begin(bench.scene)).toMatchObject({ ok: false, code: 'request_too_often' });
    bench.clock.advance({ minutes: 10 });
    await bench.asked();
  });

  test('is three for each person', async () => {
    await bench.paired();
    const bo = anybodyElse(bench.scene);
    await bench.paired(bo);
    for (let count = 0; count < 3; count += 1) await bench.asked(bo);
    await bench.asked();
  });

  test('begins anew with each one that is approved', async () => {
    const { phone } = await bench.paired();
    for (let count = 0; count < 8; count += 1) {
      await bench.asked();
      const { memory, id, number } = await bench.asked();
      expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))).toEqual({ ok: true });
      expect(await bench.factor.use.verify(bench.scene, memory, proof)).toMatchObject({ ok: true });
    }
  });

  test('ends at five that led nowhere, until another factor has been shown', async () => {
    await bench.paired();
    await fiveInVain();
    expect(await bench.factor.use.begin(bench.scene)).toMatchObject({
      ok: false,
      code: 'request_too_often',
      because: 'push.five-in-a-row',
    });
    bench.clock.advance({ days: 30 });
    expect(await bench.factor.use.begin(bench.scene)).toMatchObject({ ok: false, code: 'request_too_often' });

    // A right code forgives; a key that cannot be guessed says by its row when it was used.
    const { tenant, subject } = { tenant: bench.scene.tenant.id, subject: bench.scene.subject };
    const reserved = await bench.storage.factors.reserveFailure(tenant, subject, bench.clock.now(), () => 0);
    if (reserved === null) throw new Error('locked');
    await bench.storage.factors.forgiveFailures(reserved, bench.clock.now());
    bench.clock.advance({ minutes: 11 });
    await fiveInVain();
    expect(await bench.factor.use.begin(bench.scene)).toMatchObject({ ok: false });
    bench.clock.advance({ minutes: 11 });
    await bench.storage.factors.insert({
      tenant,
      id: 'key' as never,
      subject,
      kind: 'webauthn',
      state: 'active',
      sealed: new Uint8Array(),
      lastStep: 0,
      createdAt: 1,
      lastUsedAt: bench.clock.now(),
      expiresAt: null,
    });
    await bench.asked();
  });

  async function fiveInVain(): Promise<void> {
    for (let count = 0; count < 5; count += 1) {
      await bench.asked();
      bench.clock.advance({ minutes: 11 });
    }
  }
});

describe('a denial', () => {
  test('is told to the sign-in page, and nothing is sent by itself after it', async () => {
    const { phone } = await bench.paired();
    const { memory, id, number } = await bench.asked();
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'deny'))).toEqual({ ok: true });
    expect(await bench.factor.use.elsewhere?.(bench.scene, memory)).toMatchObject({ ok: false, code: 'request_denied' });
    expect(await bench.factor.use.verify(bench.scene, memory, proof)).toMatchObject({ code: 'request_denied' });
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))).toMatchObject({ code: 'request_over' });

    // Also another sign-in waits until it is asked to ask.
    const begun = await bench.factor.use.begin({ ...bench.scene, occasion: 'login-2' });
    expect(begun).toEqual({ ok: true, memory: {} });
    expect(await bench.desk.look(bench.at(), phone.call())).toMatchObject({ requests: [] });
    expect(await bench.shown({})).toMatchObject({ number: null });
    expect(await bench.factor.use.verify(bench.scene, {}, proof)).toMatchObject({ code: 'request_over' });
    expect(await bench.factor.use.again?.(bench.scene, {})).toMatchObject({ ok: true });
    expect(await bench.desk.look(bench.at(), phone.call())).toMatchObject({ requests: [{ entering: 'Acme Help' }] });
  });
});

describe('"this was not me"', () => {
  test('ends what stands open, stops requests for a day, and tells the person and the administrators', async () => {
    const { phone } = await bench.paired();
    const { memory, id, number } = await bench.asked();
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'not-me'))).toEqual({ ok: true });
    expect(bench.told).toEqual([
      {
        to: {
          tenant: { id: bench.scene.tenant.id },
          subject: bench.scene.subject,
          siteName: 'Acme Help',
          mailbox: { address: 'ada@borealis.example' },
          visit: { address: '203.0.113.7', agent: 'Firefox' },
        },
        event: { kind: 'not-me' },
      },
    ]);
    expect(bench.administrators).toEqual([{ kind: 'not-me', person: 'ada@borealis.example', subject: bench.scene.subject }]);
    expect(await bench.factor.use.verify(bench.scene, memory, proof)).toMatchObject({ code: 'login_disowned' });
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))).toMatchObject({ code: 'request_over' });

    expect(await bench.factor.use.begin(bench.scene)).toMatchObject({ code: 'requests_stopped' });
    expect(await bench.factor.use.again?.(bench.scene, {})).toMatchObject({ code: 'requests_stopped' });
    bench.clock.advance({ hours: 24 });
    // Then it is asked for by hand.
    expect(await bench.factor.use.begin(bench.scene)).toEqual({ ok: true, memory: {} });
    expect(await bench.factor.use.again?.(bench.scene, {})).toMatchObject({ ok: true });
  });

  test('takes back what another phone has approved a moment before', async () => {
    const [first, second] = [await bench.paired(), await bench.paired()];
    const { memory, id, number } = await bench.asked();
    expect(await bench.desk.answer(bench.at(), first.phone.answer(id, 'approve', number))).toEqual({ ok: true });
    expect(await bench.desk.answer(bench.at(), second.phone.answer(id, 'not-me'))).toEqual({ ok: true });
    expect(await bench.factor.use.verify(bench.scene, memory, proof)).toMatchObject({ ok: false, code: 'login_disowned' });
  });

  test('can be said too late to answer, and of a request whose numbers were all wrong', async () => {
    const { phone } = await bench.paired();
    const { id, number } = await bench.asked();
    for (const by of [1, 2, 3]) await bench.desk.answer(bench.at(), phone.answer(id, 'approve', otherThan(number, by)));
    bench.clock.advance({ seconds: 130 });
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'not-me'))).toEqual({ ok: true });
    expect(bench.administrators).toHaveLength(1);
  });

  test('said again of the same request, nobody is told again', async () => {
    const { phone } = await bench.paired();
    const { id } = await bench.asked();
    for (let count = 0; count < 20; count += 1) {
      expect(await bench.desk.answer(bench.at(), phone.answer(id, 'not-me'))).toEqual({ ok: true });
      bench.clock.advance({ seconds: 1 });
    }
    expect([bench.told.length, bench.administrators.length]).toEqual([1, 1]);
  });

  test('is told where the request was denied or approved before', async () => {
    const { phone } = await bench.paired();
    const { id } = await bench.asked();
    await bench.desk.answer(bench.at(), phone.answer(id, 'deny'));
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'not-me'))).toEqual({ ok: true });
    expect(bench.administrators).toHaveLength(1);
  });

  test('is forgotten by an administrator’s reset', async () => {
    const { phone } = await bench.paired();
    const { id } = await bench.asked();
    await bench.desk.answer(bench.at(), phone.answer(id, 'not-me'));
    await bench.own.removeAll({ tenant: bench.scene.tenant.id, subject: bench.scene.subject });
    // What was begun before a reset, or at the same moment, is not finished after it.
    bench.clock.advance({ seconds: 1 });
    await bench.paired();
    await bench.asked();
  });
});
