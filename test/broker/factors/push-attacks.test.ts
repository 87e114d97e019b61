import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { TenantId } from '../../../broker/domain/brands.ts';
import { aTenant } from '../../support/builders/tenant.ts';
import { anybodyElse, openPushBench, type PushBench } from '../../support/push/bench.ts';

let bench: PushBench;
beforeEach(async () => {
  bench = await openPushBench();
});
afterEach(() => bench.close());

const proof = { text: 'phone' };
const stillOpen = async (memory: Record<string, string>) => expect(await bench.factor.use.elsewhere?.(bench.scene, memory)).toBe('waiting');

describe('an answer that is not the person’s', () => {
  test('is not believed with another key, nor with anything changed that was signed', async () => {
    const { phone, device } = await bench.paired();
    const stranger = bench.aPhone();
    stranger.become(device);
    const { memory, id, number } = await bench.asked();
    const good = phone.answer(id, 'approve', number);
    const bad = [
      stranger.answer(id, 'approve', number),
      { ...phone.answer(id, 'deny'), decision: 'approve' as const, number },
      { ...phone.answer(id, 'approve', '000000'), number },
      { ...phone.answer('another', 'approve', number), challenge: id },
      { ...good, time: good.time + 1 },
      { ...good, signature: '' },
      { ...good, signature: `${good.signature.slice(0, -4)}AAAA` },
      phone.answer(id, 'approve', number, { origin: 'https://umbra-login.example' }),
      phone.answer(id, 'approve', number, { origin: 'https://acme.example' }),
    ];
    for (const each of bad) expect(await bench.desk.answer(bench.at(), each)).toMatchObject({ ok: false, code: 'phone_not_believed' });
    await stillOpen(memory);
    expect(await bench.desk.answer(bench.at(), good)).toEqual({ ok: true });
  });

  test('does not count when it comes from somebody else’s phone, whatever number it has', async () => {
    await bench.paired();
    const bo = await bench.paired(anybodyElse(bench.scene));
    const { memory, id, number } = await bench.asked();
    for (const decision of ['approve', 'deny', 'not-me'] as const)
      expect(await bench.desk.answer(bench.at(), bo.phone.answer(id, decision, number))).toMatchObject({ code: 'request_over' });
    expect(await bench.desk.look(bench.at(), bo.phone.call())).toMatchObject({ ok: true, requests: [] });
    await stillOpen(memory);
    expect(bench.administrators).toEqual([]);
    expect(await bench.storage.factors.findSubject(bench.scene.tenant.id, bench.scene.subject)).toMatchObject({ failures: 0 });
  });

  test('is unknown at another tenant', async () => {
    const { phone } = await bench.paired();
    const { memory, id, number } = await bench.asked();
    const umbra = { ...bench.at(), tenant: aTenant({ id: 'umbra' as TenantId, loginOrigin: bench.scene.tenant.loginOrigin }) };
    expect(await bench.desk.look(umbra, phone.call())).toMatchObject({ code: 'phone_unknown' });
    expect(await bench.desk.answer(umbra, phone.answer(id, 'approve', number))).toMatchObject({ code: 'phone_unknown' });
    await stillOpen(memory);
    expect(await bench.factor.use.verify({ ...bench.scene, tenant: umbra.tenant }, memory, proof)).toMatchObject({ code: 'request_over' });
  });

  test('does not count a second time, word for word, not even as a wrong number', async () => {
    const { phone } = await bench.paired();
    const { id } = await bench.asked();
    const wrong = phone.answer(id, 'approve', '000000');
    const all = await Promise.all([1, 2, 3, 4].map(() => bench.desk.answer(bench.at(), wrong)));
    expect(all.filter((each) => !each.ok && each.because === 'push.replayed')).toHaveLength(3);
    expect((await bench.storage.challenges.find(bench.scene.tenant.id, id as never))?.misses).toBeLessThanOrEqual(1);
  });

  test('does not count by a question signed once and asked twice', async () => {
    const { phone } = await bench.paired();
    const call = phone.call();
    expect(await bench.desk.look(bench.at(), call)).toMatchObject({ ok: true });
    expect(await bench.desk.look(bench.at(), call)).toMatchObject({ code: 'phone_not_believed', because: 'push.replayed' });
    expect(await bench.desk.look(bench.at(), { ...call, nonce: phone.call().nonce })).toMatchObject({ because: 'push.signature' });
    bench.clock.advance({ minutes: 6 });
    expect(await bench.desk.look(bench.at(), call)).toMatchObject({ code: 'phone_clock' });
  });

  test('is refused when the phone’s clock is more than five minutes off, either way', async () => {
    const { phone } = await bench.paired();
    const { memory, id, number } = await bench.asked();
    for (const off of [-301_000, 301_000, Number.NaN]) {
      const time = bench.clock.now() + off;
      expect(await bench.desk.look(bench.at(), phone.call({ time }))).toMatchObject({ code: 'phone_clock' });
      expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number, { time }))).toMatchObject({ code: 'phone_clock' });
    }
    await stillOpen(memory);
    expect(await bench.desk.look(bench.at(), phone.call({ time: bench.clock.now() - 299_000 }))).toMatchObject({ ok: true });
  });

  test('does not count from a phone that the computer has not confirmed', async () => {
    await bench.paired();
    const begun = await bench.enrol.begin(bench.scene);
    if (!begun.ok) throw new Error(begun.because);
    const phone = bench.aPhone();
    const taken = await bench.desk.pair(bench.at(), phone.pairing(begun.memory.code ?? ''));
    if (!taken.ok) throw new Error(taken.because);
    phone.become(taken.device);
    const { memory, id, number } = await bench.asked();
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))).toMatchObject({ code: 'phone_unknown' });
    expect(await bench.desk.look(bench.at(), phone.call())).toMatchObject({ state: 'pending', requests: [] });
    await stillOpen(memory);
  });

  test('cannot be given to a pairing, nor a pairing taken for a request', async () => {
    const { phone } = await bench.paired();
    const begun = await bench.enrol.begin(bench.scene);
    if (!begun.ok) throw new Error(begun.because);
    const { pairing = '' } = begun.memory;
    expect(await bench.desk.answer(bench.at(), phone.answer(pairing, 'approve', '000000'))).toMatchObject({ code: 'request_over' });
    expect(await bench.factor.use.verify(bench.scene, { challenge: pairing }, proof)).toMatchObject({ code: 'request_over' });
  });
});

describe('a phone that was removed', () => {
  test('learns of it, and answers nothing more', async () => {
    const { phone, device } = await bench.paired();
    const other = await bench.paired();
    const { memory, id, number } = await bench.asked();
    const at = { tenant: bench.scene.tenant.id, subject: bench.scene.subject };
    expect(await bench.own.remove(at, device)).toBe(true);
    expect(await bench.desk.look(bench.at(), phone.call())).toMatchObject({ code: 'phone_unknown' });
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))).toMatchObject({ code: 'phone_unknown' });
    // What stood open is void for the other one as well: it may have been looked at on the one that is gone.
    expect(await bench.desk.answer(bench.at(), other.phone.answer(id, 'approve', number))).toMatchObject({ code: 'request_over' });
    expect(await bench.factor.use.elsewhere?.(bench.scene, memory)).toMatchObject({ code: 'request_over' });
  });

  test('has approved nothing, if it was removed before the sign-in page went on', async () => {
    const { phone, device } = await bench.paired();
    const { memory, id, number } = await bench.asked();
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))).toEqual({ ok: true });
    await bench.own.remove({ tenant: bench.scene.tenant.id, subject: bench.scene.subject }, device);
    expect(await bench.factor.use.verify(bench.scene, memory, proof)).toMatchObject({ ok: false, code: 'request_over' });
  });
});

describe('a request', () => {
  test('is nobody else’s to go on with', async () => {
    const { phone } = await bench.paired();
    const { memory, id, number } = await bench.asked();
    await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number));
    const bo = anybodyElse(bench.scene);
    expect(await bench.factor.use.verify(bo, memory, proof)).toMatchObject({ code: 'request_over' });
    expect(await bench.factor.use.elsewhere?.(bo, memory)).toMatchObject({ code: 'request_over' });
    expect(await bench.factor.use.verify(bench.scene, memory, proof)).toMatchObject({ ok: true });
  });
});
