import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FactorMemory, FactorScene } from '../../../broker/domain/ports/factor.ts';
import type { SmsRefusal } from '../../../broker/domain/ports/sms-sender.ts';
import { brand } from '../../support/builders/brand.ts';
import { aTenant } from '../../support/builders/tenant.ts';
import { adasNumber, aSentScene, methodsWith, openSentCodes, type SentCodesBench } from '../../support/sent-codes.ts';

const ada = aSentScene();
const bo = aSentScene({ subject: brand('bo'), occasion: 'login-2' });

let bench: SentCodesBench;
beforeEach(async () => {
  bench = await openSentCodes();
});
afterEach(() => bench.close());

const enrol = () => {
  if (bench.sms.enrol === undefined) throw new Error('cannot be set up');
  return bench.sms.enrol;
};
const enter = (number: string, scene = ada) => enrol().confirm(scene, {}, { text: number }, 'first');
async function sent(scene: FactorScene = ada): Promise<FactorMemory> {
  const begun = await bench.sms.use.begin(scene);
  if (!begun.ok) throw new Error(begun.because);
  return begun.memory;
}
const verify = (memory: FactorMemory, text: string, scene = ada) => bench.sms.use.verify(scene, memory, { text });
const wrongFor = (code: string) => (code === '000000' ? '000001' : '000000');

describe('setting up a number', () => {
  test('asks for the number first, then for the code that was sent to it', async () => {
    const begun = await enrol().begin(ada);
    expect(begun).toEqual({ ok: true, memory: {} });
    expect(await enrol().offer(ada, {})).toEqual({ page: 'phone-number', countries: ['NO', 'SE'] });
    const next = await enter('0047 406-12-345', aSentScene({ methods: methodsWith({ countries: ['NO', 'SE'] }) }));
    if (next.ok !== 'next') throw new Error('no code');
    expect(bench.texts).toEqual([{ to: '+4740612345', text: expect.stringMatching(/^\d{6} is your code for Acme Help\./) }]);
    expect(bench.texts[0]?.text).toMatch(/\n\n@acme-login\.\S+ #\d{6}$/);
    expect(await enrol().offer(ada, next.memory)).toMatchObject({ page: 'code', shape: 'digits', sentTo: '+47 ** ** ** 45' });
    expect(await bench.sms.isAtHand(ada, await bench.storage.factors.list(ada.tenant.id, ada.subject))).toBe(false);
    const code = bench.textCode();
    const typed = { text: ` ${code.slice(0, 3)}-${code.slice(3)} `, label: 'Work phone' };
    const done = await enrol().confirm(ada, next.memory, typed, 'first');
    expect(done).toMatchObject({ ok: true });
    expect(await bench.sms.isAtHand(ada, await bench.storage.factors.list(ada.tenant.id, ada.subject))).toBe(true);
  });

  test.each([
    ['ada', 'phone_number_malformed'],
    ['12', 'phone_number_malformed'],
    ['+44 7400 123456', 'phone_number_country'],
    ['+870 773 111 632', 'phone_number_country'],
    ['+47 829 12 345', 'phone_number_kind'],
    ['+47 22 12 34 56', 'phone_number_kind'],
  ])('refuses %s, and sends nothing', async (number, code) => {
    const typed = { text: number };
    const refusal = enrol().refuseSlip({}, typed) ?? (await enrol().confirm(ada, {}, typed, 'first'));
    expect(refusal).toMatchObject({ ok: false, code });
    expect(bench.texts).toEqual([]);
  });

  test('takes a number without its calling code where one country alone is allowed', async () => {
    const scene = aSentScene({ methods: methodsWith({ countries: ['NO'] }) });
    expect(await enter('406 12 345', scene)).toMatchObject({ ok: 'next' });
    expect(bench.texts[0]?.to).toBe('+4740612345');
  });

  test('lets a wrong number be corrected', async () => {
    const next = await enter('+47 406 12 346');
    if (next.ok !== 'next') throw new Error('no code');
    expect(await enrol().offer(ada, next.memory)).toMatchObject({ insteadTo: [{ to: 'another', shown: null }] });
    const back = await enrol().again?.(ada, next.memory, 'another');
    expect(back).toEqual({ ok: true, memory: {} });
    bench.clock.advance({ seconds: 31 });
    expect(await enter(adasNumber)).toMatchObject({ ok: 'next' });
    expect(bench.texts.at(-1)?.to).toBe('+4740612345');
  });

  test('asks for the number again when the code has become too old', async () => {
    const next = await enter(adasNumber);
    if (next.ok !== 'next') throw new Error('no code');
    bench.clock.advance({ minutes: 6 });
    expect(await enrol().offer(ada, next.memory)).toMatchObject({ page: 'phone-number' });
    expect(await enrol().confirm(ada, next.memory, { text: adasNumber }, 'first')).toMatchObject({ ok: 'next' });
  });

  test('that was left half-way leaves nothing to sign in with, and is cleared away', async () => {
    await enter(adasNumber);
    bench.clock.advance({ minutes: 11 });
    await enrol().begin(ada);
    expect(await bench.storage.factors.list(ada.tenant.id, ada.subject)).toEqual([]);
  });

  test('takes two numbers, and no third or the same again', async () => {
    await bench.withNumber();
    expect(await enter('+47 40612345')).toMatchObject({ code: 'phone_number_known' });
    await bench.withNumber(ada, '+46 70 712 34 56', 'further');
    expect(await enrol().begin(ada)).toMatchObject({ code: 'second_factor_too_many' });
    expect(await enter('+47 406 12 347')).toMatchObject({ code: 'second_factor_too_many' });
    expect(bench.texts).toHaveLength(2);
  });

  test('cannot be finished by somebody else, from another visit, or as a first one when there is one already', async () => {
    const next = await enter(adasNumber);
    if (next.ok !== 'next') throw new Error('no code');
    const typed = { text: bench.textCode() };
    expect(await enrol().confirm(bo, next.memory, typed, 'first')).toMatchObject({ ok: false });
    expect(await enrol().confirm({ ...ada, occasion: 'login-9' }, next.memory, typed, 'first')).toMatchObject({ ok: false });
    bench.clock.advance({ seconds: 30 });
    await bench.withNumber({ ...ada, occasion: 'login-3' }, '+46 70 712 34 56');
    expect(await enrol().confirm(ada, next.memory, typed, 'first')).toMatchObject({ ok: false, code: 'second_factor_gone' });
  });

  test('is not confirmed by a code for another number of theirs', async () => {
    await bench.withNumber();
    const next = await enter('+46 70 712 34 56');
    if (next.ok !== 'next') throw new Error('no code');
    bench.clock.advance({ seconds: 30 });
    const memory = await sent();
    const mixed = { ...memory, factor: next.memory.factor ?? '' };
    expect(await enrol().confirm(ada, mixed, { text: bench.textCode() }, 'further')).toMatchObject({ code: 'second_factor_gone' });
  });
});

describe('a code by text message', () => {
  beforeEach(() => bench.withNumber());

  test('counts once, as people type it, and the number was used', async () => {
    const memory = await sent();
    const code = bench.textCode();
    bench.clock.advance({ minutes: 1 });
    expect(await verify(memory, `${code.slice(0, 3)} ${code.slice(3)}`)).toMatchObject({ ok: true });
    expect(await verify(memory, code)).toMatchObject({ ok: false, code: 'sent_code_used' });
    const [row] = await bench.storage.factors.list(ada.tenant.id, ada.subject);
    expect(row?.lastUsedAt).toBe(bench.clock.now());
  });

  test('is not used up by a clock that was set back', async () => {
    bench.clock.set(bench.clock.now() - 3_600_000);
    expect(await verify(await sent(), bench.textCode())).toMatchObject({ ok: true });
  });

  test('has as many digits, and counts as long, as the settings say', async () => {
    const scene = aSentScene({ methods: methodsWith({ digits: 8, minutes: 2 }) });
    const memory = await sent(scene);
    expect(bench.textCode()).toMatch(/^\d{8}$/);
    bench.clock.advance({ minutes: 2 });
    expect(await bench.sms.use.prompt(scene, memory)).toBeNull();
    expect(await verify(memory, bench.textCode(), scene)).toMatchObject({ code: 'sent_code_gone' });
  });

  test.each(['abcdef', '12345', '123456789', '12a456', ''])('is no code: %j', (text) => {
    expect(bench.sms.use.refuseSlip({ text })).toMatchObject({ code: 'sent_code_malformed' });
  });

  test('does not outlive the login that it belongs to', async () => {
    const scene = aSentScene({ until: bench.clock.now() + 60_000 });
    const memory = await sent(scene);
    bench.clock.advance({ minutes: 1 });
    expect(await verify(memory, bench.textCode(), scene)).toMatchObject({ code: 'sent_code_gone' });
  });

  test('is on its way already for who looked at another way and came back', async () => {
    const memory = await sent();
    bench.clock.advance({ seconds: 5 });
    expect(await sent()).toEqual(memory);
    expect(bench.texts).toHaveLength(2);
  });

  test('is void when another was sent, whose time to wait grows', async () => {
    const first = await sent();
    const old = bench.textCode();
    expect(await bench.sms.use.again?.(ada, first)).toMatchObject({ ok: false, code: 'sent_code_too_soon' });
    bench.clock.advance({ seconds: 30 });
    const again = await bench.sms.use.again?.(ada, first);
    if (!again?.ok) throw new Error('not sent');
    expect(await bench.sms.use.prompt(ada, again.memory)).toMatchObject({ againAt: bench.clock.now() + 60_000 });
    expect(await verify(again.memory, old)).toMatchObject({ ok: false, code: 'sent_code_wrong' });
    expect(await verify(again.memory, bench.textCode())).toMatchObject({ ok: true });
  });

  test('stays good when another could not be sent', async () => {
    const memory = await sent();
    const code = bench.textCode();
    bench.clock.advance({ seconds: 30 });
    bench.answer.sms = { sent: false, because: 'throttled' };
    expect(await bench.sms.use.again?.(ada, memory)).toMatchObject({ ok: false, code: 'sent_code_not_sent' });
    expect(await verify(memory, code)).toMatchObject({ ok: true });
  });

  test('goes to the other number when the person wants that', async () => {
    bench.clock.advance({ hours: 1 });
    await bench.withNumber(ada, '+46 70 712 34 56', 'further');
    const memory = await sent();
    const prompt = await bench.sms.use.prompt(ada, memory);
    expect(prompt).toMatchObject({ sentTo: '+46 ** *** ** 56', insteadTo: [{ shown: '+47 ** ** ** 45' }] });
    bench.clock.advance({ seconds: 30 });
    const [other] = prompt?.page === 'code' ? (prompt.insteadTo ?? []) : [];
    const again = await bench.sms.use.again?.(ada, memory, other?.to);
    if (!again?.ok) throw new Error('not sent');
    expect(bench.texts.at(-1)?.to).toBe('+4740612345');
    expect(await verify(again.memory, bench.textCode())).toMatchObject({ ok: true });
  });

  test('goes to nobody else’s number, whatever the form says', async () => {
    const others = await bench.withNumber(bo, '+46 70 712 34 56');
    const memory = await sent();
    bench.clock.advance({ seconds: 30 });
    expect(await bench.sms.use.again?.(ada, memory, others.factor)).toMatchObject({ code: 'sent_code_not_sent' });
  });

  test('proves nothing when the number was removed meanwhile', async () => {
    const memory = await sent();
    const [row] = await bench.storage.factors.list(ada.tenant.id, ada.subject);
    if (row === undefined) throw new Error('no number');
    await bench.storage.factors.remove(row.tenant, row.subject, row.id);
    expect(await verify(memory, bench.textCode())).toMatchObject({ ok: false, code: 'second_factor_gone' });
  });

  test('five wrong ones end it, and a new code does not begin anew', async () => {
    let memory = await sent();
    for (let guess = 0; guess < 3; guess += 1)
      expect(await verify(memory, wrongFor(bench.textCode()))).toMatchObject({ code: 'sent_code_wrong' });
    bench.clock.advance({ seconds: 30 });
    const again = await bench.sms.use.again?.(ada, memory);
    if (!again?.ok) throw new Error('not sent');
    memory = again.memory;
    for (let guess = 0; guess < 2; guess += 1) await verify(memory, wrongFor(bench.textCode()));
    expect(await verify(memory, bench.textCode())).toMatchObject({ ok: false });
    bench.clock.advance({ minutes: 1 });
    expect(await bench.sms.use.again?.(ada, memory)).toMatchObject({ code: 'second_factor_exhausted' });
  });
});

describe('no message goes out', () => {
  beforeEach(() => bench.withNumber());
  const refused = async (scene: FactorScene = ada) => {
    const begun = await bench.sms.use.begin(scene);
    return begun.ok ? begun : { code: begun.code, because: begun.because };
  };

  test.each<SmsRefusal>(['opted-out', 'invalid-number', 'throttled', 'not-allowed', 'unavailable'])(
    'where the service says %s, and the person is not told why',
    async (because) => {
      bench.answer.sms = { sent: false, because };
      expect(await refused()).toEqual({ code: 'sent_code_not_sent', because: `sms-code.${because}` });
    },
  );

  test('to a country that was taken from the list', async () => {
    const scene = aSentScene({ methods: methodsWith({ countries: ['SE'] }) });
    expect(await bench.sms.isAtHand(scene, await bench.storage.factors.list(ada.tenant.id, ada.subject))).toBe(false);
    expect(await refused(scene)).toMatchObject({ code: 'sent_code_not_sent' });
  });

  test('more than five an hour and ten a day to one person, in however many logins', async () => {
    const login = (count: number) => aSentScene({ occasion: `login ${count}` });
    const takes = async (from: number, most: number) => {
      for (let count = from; count < from + most; count += 1) {
        bench.clock.advance({ minutes: 3 });
        const begun = await bench.sms.use.begin(login(count));
        if (!begun.ok) return { after: count - from, code: begun.code };
      }
      return null;
    };
    expect(await takes(0, 9)).toEqual({ after: 4, code: 'sent_code_too_many' });
    bench.clock.set(Date.UTC(2026, 10, 21, 14));
    expect(await takes(10, 9)).toEqual({ after: 5, code: 'sent_code_too_many' });
    bench.clock.set(Date.UTC(2026, 10, 21, 16));
    expect(await takes(20, 9)).toEqual({ after: 0, code: 'sent_code_too_many' });
    bench.clock.set(Date.UTC(2026, 10, 22, 1));
    expect(await takes(30, 2)).toBeNull();
  });

  test('when the budget of the day is spent, of which the administrators are told once', async () => {
    const tenant = aTenant({ id: brand('ten_small') });
    const scene = aSentScene({ tenant, methods: methodsWith({ perDay: 5 }) });
    await bench.withNumber(scene);
    for (let login = 0; login < 6; login += 1) {
      bench.clock.advance({ hours: 1 });
      const begun = await bench.sms.use.begin({ ...scene, occasion: `login ${login}` });
      if (login < 4) expect(begun).toMatchObject({ ok: true });
      else expect(begun).toMatchObject({ code: 'sent_code_not_sent', because: 'sms-code.budget' });
    }
    expect(bench.told).toEqual([{ kind: 'sms-budget-low' }, { kind: 'sms-budget-spent' }]);
  });

  test('to new numbers, when their part of the budget is spent, of which the administrators are told', async () => {
    const methods = methodsWith({ perDay: 5 });
    const tenant = aTenant({ id: brand('ten_small') });
    const set = ['borealis', 'borealis', 'borealis', 'kestrel', 'kestrel'].map((connection, person) =>
      aSentScene({
        tenant,
        methods,
        subject: brand(`p${person}`),
        occasion: `o${person}`,
        identity: { ...ada.identity, connection },
      }),
    );
    const because: unknown[] = [];
    for (const [person, scene] of set.entries()) {
      const outcome = await enter(`+47 406 12 ${500 + person}`, scene);
      because.push('because' in outcome ? outcome.because : outcome.ok);
    }
    expect(because).toEqual(['next', 'next', 'sms-code.connection-set-ups', 'next', 'sms-code.set-ups']);
    expect(bench.told).toEqual([{ kind: 'sms-set-ups-spent' }]);
  });

  test('to new numbers of a country whose codes nobody types, of which the administrators are told', async () => {
    const methods = methodsWith({ perDay: 1000 });
    for (let person = 0; person < 60; person += 1) {
      const visit = { ...ada.visit, network: `n${person}` };
      const scene = aSentScene({ methods, subject: brand(`bot${person}`), occasion: `o${person}`, visit });
      expect(await enter(`+4670${7_000_000 + 12_345 * person}`, scene)).toMatchObject({ ok: 'next' });
    }
    bench.clock.advance({ minutes: 31 });
    const late = aSentScene({ subject: brand('late'), occasion: 'late' });
    expect(await enter('+46 70 712 34 56', late)).toMatchObject({ code: 'sent_code_not_sent', because: 'sms-code.country-paused' });
    expect(bench.told).toContainEqual({ kind: 'sms-country-paused', country: 'SE' });
    expect(await refused()).toMatchObject({ ok: true });
  });
});

describe('codes by text message are offered', () => {
  test('until the day that the administrator named, where they are on and lead somewhere', async () => {
    const offered = (more: Parameters<typeof methodsWith>[0]) => bench.sms.isOffered({ methods: methodsWith(more) });
    expect(offered({})).toBe(true);
    expect(offered({ enabled: false })).toBe(false);
    expect(offered({ countries: [] })).toBe(false);
    expect(offered({ endsOn: '2026-11-22' })).toBe(true);
    bench.clock.set(Date.UTC(2026, 10, 22));
    expect(offered({ endsOn: '2026-11-22' })).toBe(false);
  });
});

describe('the database', () => {
  test('tells neither number nor code', async () => {
    const memory = await bench.withNumber();
    await sent();
    const rows = await bench.storage.factors.list(ada.tenant.id, ada.subject);
    const challenge = await bench.storage.challenges.find(ada.tenant.id, brand(memory.challenge ?? ''));
    const kept = [...rows, challenge]
      .map((row) => `${JSON.stringify(row)} ${Buffer.from(row?.sealed ?? []).toString('latin1')}`)
      .join('\n');
    for (const secret of ['40612345', '406 12 345', '+47', bench.textCode()]) expect(kept).not.toContain(secret);
  });
});
