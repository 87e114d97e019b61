/** What somebody can make of requests on phones who has a password, a phone of their own, or what was sent over the network. */
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import type { TenantId } from '../../../broker/domain/brands.ts';
import type { FactorMemory } from '../../../broker/domain/ports/factor.ts';
import { phoneDecisions, type SignedAnswer } from '../../../broker/domain/ports/phone-desk.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { aTenant } from '../../support/builders/tenant.ts';
import { anybodyElse, openPushBench, otherThan, type PushBench } from '../../support/push/bench.ts';
import type { SoftwarePhone } from '../../support/push/software-phone.ts';

let bench: PushBench;
beforeEach(async () => {
  bench = await openPushBench();
});
afterEach(() => bench.close());

const proof = { text: 'phone' };
const whom = () => ({ tenant: bench.scene.tenant.id, subject: bench.scene.subject });
const stillOpen = async (memory: FactorMemory) => expect(await bench.factor.use.elsewhere?.(bench.scene, memory)).toBe('waiting');

/** A person with a phone, and a request that stands open. */
async function asked() {
  const { phone, device } = await bench.paired();
  return { phone, device, ...(await bench.asked()) };
}

interface Asked {
  readonly phone: SoftwarePhone;
  readonly device: string;
  readonly id: string;
  readonly number: string;
}

describe('an answer counts when the person’s phone has signed it, word for word', () => {
  const { attack, honest } = casesOf('phone.answers');
  const forged: readonly (readonly [string, (at: Asked) => SignedAnswer])[] = [
    ['with another key', ({ id, number, device }) => bench.aPhone().answer(id, 'approve', number, { device })],
    ['with a no made a yes', ({ phone, id, number }) => ({ ...phone.answer(id, 'deny'), decision: 'approve', number })],
    ['with a yes made "not me"', ({ phone, id, number }) => ({ ...phone.answer(id, 'approve', number), decision: 'not-me' })],
    ['with another number put in', ({ phone, id, number }) => ({ ...phone.answer(id, 'approve', otherThan(number)), number })],
    ['for another request', ({ phone, id, number }) => ({ ...phone.answer('another', 'approve', number), challenge: id })],
    ['for another moment', ({ phone, id, number }) => ({ ...phone.answer(id, 'approve', number), time: bench.clock.now() + 1 })],
    ['without a signature', ({ phone, id, number }) => phone.answer(id, 'approve', number, { signature: '' })],
    ['with a signature of zeros', ({ phone, id, number }) => phone.answer(id, 'approve', number, { signature: 'A'.repeat(86) })],
    ['with a signature cut short', ({ phone, id, number }) => cut(phone.answer(id, 'approve', number))],
    ['signed for another site', ({ phone, id, number }) => phone.answer(id, 'approve', number, { origin: 'https://umbra-login.example' })],
    ['signed for the portal', ({ phone, id, number }) => phone.answer(id, 'approve', number, { origin: 'https://acme.example' })],
    ['signed as a question', ({ phone, id, number }) => ({ ...phone.answer(id, 'approve', number), signature: phone.call().signature })],
  ];
  const cut = (answer: SignedAnswer) => ({ ...answer, signature: answer.signature.slice(0, -2) });

  attack.each(forged)('and not %s', async (_, forge) => {
    const at = await asked();
    expect(await bench.desk.answer(bench.at(), forge(at))).toMatchObject({ ok: false, code: 'phone_not_believed' });
    await stillOpen(at.memory);
    expect(bench.administrators).toEqual([]);
  });

  honest('and then it does', async () => {
    const { phone, id, number, memory } = await asked();
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))).toEqual({ ok: true });
    expect(await bench.factor.use.verify(bench.scene, memory, proof)).toMatchObject({ ok: true });
  });
});

describe('what a phone says counts once, and in its time', () => {
  const { attack, honest } = casesOf('phone.replay');

  attack('and a wrong number sent again by somebody else is no second try', async () => {
    const { phone, id, number } = await asked();
    const wrong = phone.answer(id, 'approve', otherThan(number));
    const all = await Promise.all([1, 2, 3, 4].map(() => bench.desk.answer(bench.at(), wrong)));
    expect(all.filter((each) => !each.ok && each.because === 'push.replayed')).toHaveLength(3);
    expect((await bench.storage.challenges.find(bench.scene.tenant.id, id as never))?.misses).toBe(1);
  });

  attack('and a yes of before approves no request of now', async () => {
    const first = await asked();
    const yes = first.phone.answer(first.id, 'approve', first.number);
    expect(await bench.desk.answer(bench.at(), yes)).toEqual({ ok: true });
    const second = await bench.asked();
    expect(await bench.desk.answer(bench.at(), yes)).toMatchObject({ because: 'push.replayed' });
    await stillOpen(second.memory);
  });

  attack('and what was approved lets one in', async () => {
    const { phone, id, number, memory } = await asked();
    await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number));
    const all = await Promise.all([1, 2, 3, 4].map(() => bench.factor.use.verify(bench.scene, memory, proof)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
  });

  attack('and a question that was listened to tells nothing', async () => {
    const { phone } = await asked();
    const call = phone.call();
    await bench.desk.look(bench.at(), call);
    expect(await bench.desk.look(bench.at(), call)).toMatchObject({ code: 'phone_not_believed', because: 'push.replayed' });
    expect(await bench.desk.look(bench.at(), { ...call, nonce: phone.call().nonce })).toMatchObject({ because: 'push.signature' });
    bench.clock.advance({ minutes: 6 });
    expect(await bench.desk.look(bench.at(), call)).toMatchObject({ code: 'phone_clock' });
  });

  attack.each([-301_000, 301_000, Number.NaN, Number.POSITIVE_INFINITY])('and not %d ms off', async (off) => {
    const { phone, id, number, memory } = await asked();
    const time = bench.clock.now() + off;
    expect(await bench.desk.look(bench.at(), phone.call({ time }))).toMatchObject({ code: 'phone_clock' });
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number, { time }))).toMatchObject({ code: 'phone_clock' });
    await stillOpen(memory);
  });

  honest.each([-299_000, 299_000])('and %d ms off it may be', async (off) => {
    const { phone, id, number } = await asked();
    const time = bench.clock.now() + off;
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number, { time }))).toEqual({ ok: true });
  });
});

describe('phones and requests stay with their people', () => {
  const { attack } = casesOf('phone.moved');

  attack.each(phoneDecisions)('and somebody else’s phone does not %s, whatever number it has', async (decision) => {
    const { memory, id, number } = await asked();
    const bo = await bench.paired(anybodyElse(bench.scene));
    expect(await bench.desk.answer(bench.at(), bo.phone.answer(id, decision, number))).toMatchObject({ code: 'request_over' });
    await stillOpen(memory);
    expect(bench.administrators).toEqual([]);
    expect(await bench.storage.factors.findSubject(whom().tenant, whom().subject)).toMatchObject({ failures: 0 });
  });

  attack('and it does not see them', async () => {
    await asked();
    const bo = await bench.paired(anybodyElse(bench.scene));
    expect(await bench.desk.look(bench.at(), bo.phone.call())).toMatchObject({ ok: true, requests: [] });
  });

  attack('and at another tenant they are unknown', async () => {
    const { phone, memory, id, number } = await asked();
    const umbra = { ...bench.at(), tenant: aTenant({ id: 'umbra' as TenantId, loginOrigin: bench.scene.tenant.loginOrigin }) };
    expect(await bench.desk.look(umbra, phone.call())).toMatchObject({ code: 'phone_unknown' });
    expect(await bench.desk.answer(umbra, phone.answer(id, 'approve', number))).toMatchObject({ code: 'phone_unknown' });
    await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number));
    expect(await bench.factor.use.verify({ ...bench.scene, tenant: umbra.tenant }, memory, proof)).toMatchObject({ code: 'request_over' });
  });

  attack('and what was approved is nobody else’s to go on with', async () => {
    const { phone, id, number, memory } = await asked();
    await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number));
    expect(await bench.factor.use.verify(anybodyElse(bench.scene), memory, proof)).toMatchObject({ code: 'request_over' });
    expect(await bench.factor.use.elsewhere?.(anybodyElse(bench.scene), memory)).toMatchObject({ code: 'request_over' });
  });

  attack('and a pairing is no request, nor the other way round', async () => {
    const { phone, id } = await asked();
    const begun = await bench.enrol.begin(bench.scene);
    if (!begun.ok) throw new Error(begun.because);
    const { pairing = '' } = begun.memory;
    expect(await bench.desk.answer(bench.at(), phone.answer(pairing, 'approve', '000000'))).toMatchObject({ code: 'request_over' });
    expect(await bench.factor.use.verify(bench.scene, { challenge: pairing }, proof)).toMatchObject({ code: 'request_over' });
    expect(await bench.enrol.confirm(bench.scene, { pairing: id, factor: id }, { text: 'same' }, 'further')).toMatchObject({ ok: false });
  });

  attack('and one that was removed learns of it, and answers nothing more', async () => {
    const { phone, device, memory, id, number } = await asked();
    const other = await bench.paired();
    expect(await bench.own.remove(whom(), device)).toBe(true);
    expect(await bench.desk.look(bench.at(), phone.call())).toMatchObject({ code: 'phone_unknown' });
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))).toMatchObject({ code: 'phone_unknown' });
    // What stood open is void for the other one as well: it may have been looked at on the one that is gone.
    expect(await bench.desk.answer(bench.at(), other.phone.answer(id, 'approve', number))).toMatchObject({ code: 'request_over' });
    expect(await bench.factor.use.elsewhere?.(bench.scene, memory)).toMatchObject({ code: 'request_over' });
  });

  attack('and one that was removed before the sign-in went on has approved nothing', async () => {
    const { phone, device, memory, id, number } = await asked();
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))).toEqual({ ok: true });
    await bench.own.remove(whom(), device);
    expect(await bench.factor.use.verify(bench.scene, memory, proof)).toMatchObject({ ok: false, code: 'request_over' });
  });
});

describe('the number cannot be found by trying', () => {
  const { attack } = casesOf('phone.guessing');

  attack('one after the other', async () => {
    const { phone, id, number } = await asked();
    for (const by of [1, 2, 3]) await bench.desk.answer(bench.at(), phone.answer(id, 'approve', otherThan(number, by)));
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))).toMatchObject({ code: 'request_over' });
  });

  attack('fifty at once', async () => {
    const { phone, id, number } = await asked();
    const guesses = Array.from({ length: 50 }, (_, index) => phone.answer(id, 'approve', otherThan(number, index + 1)));
    const all = await Promise.all(guesses.map((guess) => bench.desk.answer(bench.at(), guess)));
    expect(all.filter((each) => !each.ok && ['push.other-number', 'push.three-wrong-numbers'].includes(each.because))).toHaveLength(3);
    expect(await bench.storage.factors.findSubject(whom().tenant, whom().subject)).toMatchObject({ failures: 3 });
  });

  attack('over new requests: the count of the person stays', async () => {
    const { phone, id, number } = await asked();
    await bench.desk.answer(bench.at(), phone.answer(id, 'approve', otherThan(number)));
    const next = await bench.asked();
    await bench.desk.answer(bench.at(), phone.answer(next.id, 'approve', otherThan(next.number)));
    expect(await bench.storage.factors.findSubject(whom().tenant, whom().subject)).toMatchObject({ failures: 2 });
  });
});

describe('warnings are not drowned', () => {
  const { attack } = casesOf('phone.fatigue');

  attack('by saying "this was not me" of one request again and again, each time signed anew', async () => {
    const { phone, id } = await asked();
    for (let count = 0; count < 30; count += 1) {
      await bench.desk.answer(bench.at(), phone.answer(id, 'not-me'));
      bench.clock.advance({ seconds: 1 });
    }
    expect([bench.told.length, bench.administrators.length]).toEqual([1, 1]);
  });
});

describe('nobody is asked until they say yes', () => {
  const { attack } = casesOf('phone.fatigue');

  attack('by more than three requests in ten minutes, by whatever sign-in or button', async () => {
    const { memory } = await asked();
    await bench.asked({ ...bench.scene, occasion: 'login-2' });
    await bench.factor.use.again?.(bench.scene, memory);
    expect(await bench.factor.use.begin({ ...bench.scene, occasion: 'login-3' })).toMatchObject({ code: 'request_too_often' });
    expect(await bench.factor.use.again?.(bench.scene, memory)).toMatchObject({ code: 'request_too_often' });
  });

  attack('by twenty requests at once', async () => {
    await bench.paired();
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) => bench.factor.use.begin({ ...bench.scene, occasion: `${index}` })),
    );
    expect(all.filter(({ ok }) => ok)).toHaveLength(3);
    expect(await bench.storage.challenges.listOpen(whom().tenant, whom().subject, 'push', bench.clock.now())).toHaveLength(1);
  });

  attack('by patience: after five in a row nothing is sent, a month later neither', async () => {
    await bench.paired();
    for (let count = 0; count < 5; count += 1) {
      await bench.asked();
      bench.clock.advance({ minutes: 11 });
    }
    bench.clock.advance({ days: 30 });
    expect(await bench.factor.use.begin(bench.scene)).toMatchObject({ because: 'push.five-in-a-row' });
  });

  attack('by another sign-in right after a no', async () => {
    const { phone, id } = await asked();
    await bench.desk.answer(bench.at(), phone.answer(id, 'deny'));
    expect(await bench.factor.use.begin({ ...bench.scene, occasion: 'login-2' })).toEqual({ ok: true, memory: {} });
    expect(await bench.desk.look(bench.at(), phone.call())).toMatchObject({ requests: [] });
  });

  attack('within a day of "this was not me", from nowhere', async () => {
    const { phone, id, number, memory } = await asked();
    await bench.desk.answer(bench.at(), phone.answer(id, 'not-me'));
    bench.clock.advance({ hours: 23 });
    expect(await bench.factor.use.begin(bench.scene)).toMatchObject({ code: 'requests_stopped' });
    expect(await bench.factor.use.again?.(bench.scene, memory)).toMatchObject({ code: 'requests_stopped' });
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))).toMatchObject({ ok: false });
  });

  attack('and what another phone has approved falls with "this was not me"', async () => {
    const { phone, id, number, memory } = await asked();
    const second = await bench.paired();
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))).toEqual({ ok: true });
    expect(await bench.desk.answer(bench.at(), second.phone.answer(id, 'not-me'))).toEqual({ ok: true });
    expect(await bench.factor.use.verify(bench.scene, memory, proof)).toMatchObject({ code: 'login_disowned' });
  });
});
