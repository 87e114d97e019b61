import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FactorVerdict } from '../../../broker/domain/ports/factor.ts';
import type { Places } from '../../../broker/domain/ports/places.ts';
import { eventually } from '../../support/eventually.ts';
import { aSubscription, openPushBench, otherThan, type PushBench } from '../../support/push/bench.ts';

let bench: PushBench;
beforeEach(async () => {
  bench = await openPushBench();
});
afterEach(() => bench.close());

const proof = { text: 'phone' };

describe('a request on a phone', () => {
  test('is approved by the number of the sign-in page, once', async () => {
    const { phone, device } = await bench.paired();
    const { memory, id, number } = await bench.asked();
    expect(number).toMatch(/^\d{6}$/);
    expect(await bench.factor.use.elsewhere?.(bench.scene, memory)).toBe('waiting');
    expect(await bench.factor.use.verify(bench.scene, memory, proof)).toMatchObject({ ok: false, code: 'request_unanswered' });

    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))).toEqual({ ok: true });
    expect(await bench.factor.use.elsewhere?.(bench.scene, memory)).toBe('answered');
    const verdicts = await Promise.all([1, 2, 3].map(() => bench.factor.use.verify(bench.scene, memory, proof)));
    expect(verdicts.filter(({ ok }) => ok)).toEqual([{ ok: true, factor: device }]);
    expect(await bench.factor.use.verify(bench.scene, memory, proof)).toMatchObject({ ok: false });
  });

  test('tells the phone who asks, from where and for what, and nothing of the number', async () => {
    const { phone } = await bench.paired();
    const { id, number } = await bench.asked();
    const state = await bench.desk.look(bench.at(), phone.call());
    expect(state).toEqual({
      ok: true,
      state: 'active',
      label: 'Chrome on Android',
      wakes: false,
      requests: [
        {
          id,
          site: 'Acme Help',
          entering: 'Acme Help',
          address: '203.0.113.7',
          country: null,
          isDbip: false,
          browser: null,
          askedAt: bench.clock.now(),
          until: bench.clock.now() + 120_000,
        },
      ],
    });
    expect(JSON.stringify(state)).not.toContain(number);
  });

  test('names the country of the sign-in, and whose word that is', async () => {
    const places: Places = {
      isKnown: true,
      source: { builtAt: 0, kind: 'DBIP-Country-Lite', isDbipLite: true },
      placeOf: (address) => (address === '203.0.113.7' ? { country: 'NO', at: null } : null),
    };
    const abroad = await openPushBench({ places });
    const { phone } = await abroad.paired();
    await abroad.asked();
    expect(await abroad.desk.look(abroad.at(), phone.call())).toMatchObject({ requests: [{ country: 'NO', isDbip: true }] });
    await abroad.factor.use.again?.({ ...abroad.scene, visit: { ...abroad.scene.visit, address: '10.0.0.1' } }, {});
    expect(await abroad.desk.look(abroad.at(), phone.call())).toMatchObject({ requests: [{ country: null, isDbip: false }] });
    await abroad.close();
  });

  test('wakes every phone with its name alone', async () => {
    await bench.paired(bench.scene, aSubscription);
    await bench.paired(bench.scene, { ...aSubscription, endpoint: 'https://push.example/2' });
    const { id } = await bench.asked();
    await eventually(() => bench.woken.length === 2, 'two phones woken');
    expect(bench.woken.map(({ endpoint }) => endpoint).toSorted()).toEqual(['https://push.example/1', 'https://push.example/2']);
    expect(bench.woken[0]?.wakeUp).toEqual({ payload: id, ttlSeconds: 120, topic: 'sign-in' });
  });

  test('forgets a subscription that its service has ended, and the phone goes on asking by itself', async () => {
    const { phone } = await bench.paired(bench.scene, aSubscription);
    bench.pushAnswers({ sent: false, because: 'gone' });
    const { id, number } = await bench.asked();
    await eventually(async () => {
      const state = await bench.desk.look(bench.at(), phone.call());
      return state.ok && !state.wakes;
    }, 'the subscription forgotten');
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))).toEqual({ ok: true });
  });

  test('takes a new subscription that the phone has signed, and none of a service that nobody knows', async () => {
    const { phone } = await bench.paired();
    const give = (endpoint: string) => phone.call({ body: JSON.stringify({ subscription: { ...aSubscription, endpoint } }) });
    expect(await bench.desk.look(bench.at(), give('https://169.254.169.254/'))).toMatchObject({ ok: true, wakes: false });
    expect(await bench.desk.look(bench.at(), give('https://push.example/new'))).toMatchObject({ ok: true, wakes: true });
    await bench.asked();
    await eventually(() => bench.woken.length > 0, 'the phone woken');
    expect(bench.woken.map(({ endpoint }) => endpoint)).toEqual(['https://push.example/new']);
  });

  test('shows its number as long as it stands open, and none after that', async () => {
    await bench.paired();
    const { memory, number } = await bench.asked();
    expect(await bench.shown(memory)).toEqual({
      page: 'phone',
      number,
      device: 'Chrome on Android',
      until: bench.clock.now() + 120_000,
    });
    bench.clock.advance({ seconds: 120 });
    expect(await bench.shown(memory)).toMatchObject({ number: null });
    expect(await bench.factor.use.elsewhere?.(bench.scene, memory)).toMatchObject({ ok: false, code: 'request_over' });
  });

  test('is over for the phone when its time is up, and an answer in time still counts a moment later', async () => {
    const { phone } = await bench.paired();
    const first = await bench.asked();
    bench.clock.advance({ seconds: 119 });
    expect(await bench.desk.answer(bench.at(), phone.answer(first.id, 'approve', first.number))).toEqual({ ok: true });
    bench.clock.advance({ seconds: 20 });
    expect(await bench.factor.use.verify(bench.scene, first.memory, proof)).toMatchObject({ ok: true });

    const second = await bench.asked();
    bench.clock.advance({ seconds: 120 });
    expect(await bench.desk.look(bench.at(), phone.call())).toMatchObject({ ok: true, requests: [] });
    expect(await bench.desk.answer(bench.at(), phone.answer(second.id, 'approve', second.number))).toMatchObject({ code: 'request_over' });
    expect(await bench.factor.use.verify(bench.scene, second.memory, proof)).toMatchObject({ code: 'request_over' });
  });

  test('lives no longer than the login that it is for', async () => {
    const { phone } = await bench.paired();
    const scene = { ...bench.scene, until: bench.clock.now() + 30_000 };
    const { id, number } = await bench.asked(scene);
    bench.clock.advance({ seconds: 30 });
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))).toMatchObject({ code: 'request_over' });
  });

  test('ends when another sign-in of the same person asks', async () => {
    const { phone } = await bench.paired();
    const first = await bench.asked();
    const second = await bench.asked({ ...bench.scene, occasion: 'login-2' });
    expect(await bench.desk.look(bench.at(), phone.call())).toMatchObject({ requests: [{ id: second.id }] });
    expect(await bench.desk.answer(bench.at(), phone.answer(first.id, 'approve', first.number))).toMatchObject({ code: 'request_over' });
    expect(await bench.desk.answer(bench.at(), phone.answer(second.id, 'approve', second.number))).toEqual({ ok: true });
  });

  test('is closed when the person goes another way', async () => {
    const { phone } = await bench.paired();
    const { memory, id, number } = await bench.asked();
    await bench.factor.use.drop?.(bench.scene, memory);
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))).toMatchObject({ code: 'request_over' });
  });

  test('is asked for again with another number, and the one before is void', async () => {
    const { phone } = await bench.paired();
    const first = await bench.asked();
    const again = await bench.factor.use.again?.(bench.scene, first.memory);
    if (!again?.ok) throw new Error('not asked again');
    expect(again.memory.challenge).not.toBe(first.id);
    expect(await bench.desk.answer(bench.at(), phone.answer(first.id, 'approve', first.number))).toMatchObject({ code: 'request_over' });
  });

  test('takes a number with blanks, and no letters', async () => {
    const { phone } = await bench.paired();
    const { id, number } = await bench.asked();
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', 'abc def'))).toMatchObject({ code: 'request_number_malformed' });
    const spaced = `${number.slice(0, 3)} ${number.slice(3)}`;
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', spaced))).toEqual({ ok: true });
  });

  test('is one phone’s when two answer at once', async () => {
    const all = [await bench.paired(), await bench.paired(), await bench.paired()];
    const { memory, id, number } = await bench.asked();
    const answers = await Promise.all(all.map(({ phone }) => bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const verdict = (await bench.factor.use.verify(bench.scene, memory, proof)) as FactorVerdict;
    const winner = all[answers.findIndex(({ ok }) => ok)];
    expect(verdict).toEqual({ ok: true, factor: winner?.device });
  });

  test('keeps nothing readable of the person, the number or the phone in the database', async () => {
    await bench.paired(bench.scene, aSubscription);
    const { id, number } = await bench.asked();
    const row = await bench.storage.challenges.find(bench.scene.tenant.id, id as never);
    const written = JSON.stringify([
      { ...row, sealed: Buffer.from(row?.sealed ?? []).toString('latin1') },
      (await bench.storage.factors.list(bench.scene.tenant.id, bench.scene.subject)).map((each) => ({
        ...each,
        sealed: Buffer.from(each.sealed).toString('latin1'),
      })),
    ]);
    for (const secret of ['borealis.example', 'Ada Aker', '203.0.113.7', 'push.example', number]) expect(written).not.toContain(secret);
  });
});

describe('wrong numbers', () => {
  test('end the request at the third, and the right one comes too late', async () => {
    const { phone } = await bench.paired();
    const { memory, id, number } = await bench.asked();
    for (const by of [1, 2])
      expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', otherThan(number, by)))).toMatchObject({
        code: 'request_number_wrong',
      });
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', otherThan(number, 3)))).toMatchObject({ code: 'request_over' });
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))).toMatchObject({ code: 'request_over' });
    expect(await bench.factor.use.elsewhere?.(bench.scene, memory)).toMatchObject({ code: 'request_over' });
  });

  test('are three of fifty that come at once', async () => {
    const { phone } = await bench.paired();
    const { id, number } = await bench.asked();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => bench.desk.answer(bench.at(), phone.answer(id, 'approve', otherThan(number, index + 1)))),
    );
    expect(answers.filter((each) => !each.ok && each.because === 'push.other-number')).toHaveLength(2);
    expect(answers.filter((each) => !each.ok && each.because === 'push.three-wrong-numbers')).toHaveLength(1);
    expect(await bench.storage.factors.findSubject(bench.scene.tenant.id, bench.scene.subject)).toMatchObject({ failures: 3 });
  });

  test('count against the person over all requests, until a right one', async () => {
    const { phone } = await bench.paired();
    const first = await bench.asked();
    await bench.desk.answer(bench.at(), phone.answer(first.id, 'approve', otherThan(first.number)));
    const second = await bench.asked();
    await bench.desk.answer(bench.at(), phone.answer(second.id, 'approve', otherThan(second.number)));
    const failures = async () => (await bench.storage.factors.findSubject(bench.scene.tenant.id, bench.scene.subject))?.failures;
    expect(await failures()).toBe(2);
    expect(await bench.desk.answer(bench.at(), phone.answer(second.id, 'approve', second.number))).toEqual({ ok: true });
    expect(await failures()).toBe(0);
  });

  test('lock the person after ten in a row, and no request is sent meanwhile', async () => {
    const { phone } = await bench.paired();
    await Promise.all(Array.from({ length: 9 }, () => reserve()));
    const { id, number } = await bench.asked();
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', otherThan(number)))).toMatchObject({
      code: 'request_number_wrong',
    });
    expect(bench.told.map(({ event }) => event.kind)).toEqual(['locked']);
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))).toMatchObject({ code: 'second_factor_locked' });
    expect(await bench.factor.use.begin(bench.scene)).toMatchObject({ ok: false, code: 'second_factor_locked' });
  });

  function reserve() {
    return bench.storage.factors.reserveFailure(bench.scene.tenant.id, bench.scene.subject, bench.clock.now(), () => 0);
  }
});
