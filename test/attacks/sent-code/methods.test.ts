/** What the methods themselves refuse, whoever calls them. */
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import type { Factor, FactorMemory, FactorScene } from '../../../broker/domain/ports/factor.ts';
import type { SmsRefusal } from '../../../broker/domain/ports/sms-sender.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { brand } from '../../support/builders/brand.ts';
import { aTenant } from '../../support/builders/tenant.ts';
import { adasNumber, aSentScene, methodsWith, openSentCodes, type SentCodesBench } from '../../support/sent-codes.ts';

const ada = aSentScene();
const mallory = aSentScene({ subject: brand('mallory'), occasion: 'login of mallory' });

let bench: SentCodesBench;
beforeEach(async () => {
  bench = await openSentCodes();
});
afterEach(() => bench.close());

const way = (kind: string): { factor: Factor; code: () => string } =>
  kind === 'sms' ? { factor: bench.sms, code: bench.textCode } : { factor: bench.email, code: bench.mailCode };
const ways = ['sms', 'e-mail'] as const;

async function begun(factor: Factor, scene: FactorScene): Promise<FactorMemory> {
  const begin = await factor.use.begin(scene);
  if (!begin.ok) throw new Error(begin.because);
  return begin.memory;
}
/** Ada has asked for a code; the pause after the set-up of her number is over. */
async function asked(kind: string) {
  if (kind === 'sms') await bench.withNumber();
  bench.clock.advance({ minutes: 1 });
  const { factor, code } = way(kind);
  return { factor, memory: await begun(factor, ada), code: code() };
}

describe('a code is not taken', () => {
  const { attack, honest } = casesOf('sent-code.answers');

  honest.each(ways)('unless it is the right one, in time (%s)', async (kind) => {
    const { factor, memory, code } = await asked(kind);
    bench.clock.advance({ minutes: 4 });
    expect(await factor.use.verify(ada, memory, { text: code })).toMatchObject({ ok: true });
  });

  attack.each(ways)('that is wrong (%s)', async (kind) => {
    const { factor, memory, code } = await asked(kind);
    const wrong = code.replace(/.$/, (last) => (last === '7' ? '8' : '7'));
    expect(await factor.use.verify(ada, memory, { text: wrong })).toMatchObject({ ok: false, code: 'sent_code_wrong' });
  });

  attack.each(ways)('twice, or by two at the same moment (%s)', async (kind) => {
    const { factor, memory, code } = await asked(kind);
    const verdicts = await Promise.all(Array.from({ length: 8 }, () => factor.use.verify(ada, memory, { text: code })));
    expect(verdicts.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await factor.use.verify(ada, memory, { text: code })).toMatchObject({ ok: false, code: 'sent_code_used' });
  });

  attack.each(ways)('when its time is over, to the millisecond (%s)', async (kind) => {
    const { factor, memory, code } = await asked(kind);
    bench.clock.advance({ minutes: kind === 'sms' ? 5 : 10 });
    expect(await factor.use.verify(ada, memory, { text: code })).toMatchObject({ ok: false, code: 'sent_code_gone' });
  });

  attack.each(ways)('when a newer one was sent (%s)', async (kind) => {
    const { factor, memory, code } = await asked(kind);
    bench.clock.advance({ seconds: 30 });
    const again = await factor.use.again?.(ada, memory);
    if (!again?.ok) throw new Error('not sent');
    for (const kept of [memory, again.memory]) expect(await factor.use.verify(ada, kept, { text: code })).toMatchObject({ ok: false });
  });

  attack.each(ways)('without a challenge, or with one that was made up (%s)', async (kind) => {
    const { factor, code } = await asked(kind);
    for (const memory of [{}, { challenge: 'AAAAAAAAAAAAAAAAAAAAAA' }, { challenge: '' }])
      expect(await factor.use.verify(ada, memory as FactorMemory, { text: code })).toMatchObject({ ok: false, code: 'sent_code_gone' });
  });

  attack.each(['', ' ', '-', '12345', '123456789', '12345a', '１２３４５６', '123 456\u0000', '%31%32%33', "' or 1=1 --"])(
    'that has not its form, and it is no guess: %j',
    async (text) => {
      const { factor, memory } = await asked('sms');
      expect(factor.use.refuseSlip({ text })).toMatchObject({ code: 'sent_code_malformed' });
      expect(await factor.use.verify(ada, memory, { text })).toMatchObject({ ok: false, code: 'sent_code_malformed' });
    },
  );
});

describe('what was sent for one is no use to another', () => {
  const { attack } = casesOf('sent-code.moved');
  const elsewhere: readonly [string, Partial<FactorScene>][] = [
    ['person', { subject: brand('mallory') }],
    ['login', { occasion: 'another login' }],
    ['tenant', { tenant: aTenant({ id: brand('ten_umbra') }) }],
  ];

  attack.each(elsewhere.flatMap(([what, more]) => ways.map((kind) => [what, kind, more] as const)))(
    '%s (%s)',
    async (_what, kind, more) => {
      const { factor, memory, code } = await asked(kind);
      expect(await factor.use.verify({ ...ada, ...more }, memory, { text: code })).toMatchObject({ ok: false, code: 'sent_code_gone' });
      expect(await factor.use.prompt({ ...ada, ...more }, memory)).toBeNull();
      expect(await factor.use.verify(ada, memory, { text: code })).toMatchObject({ ok: true });
    },
  );

  attack('a code by e-mail is none by SMS, nor the other way round', async () => {
    const { memory } = await asked('sms');
    const other = await begun(bench.email, ada);
    expect(await bench.email.use.verify(ada, memory, { text: bench.mailCode() })).toMatchObject({ code: 'sent_code_gone' });
    expect(await bench.sms.use.verify(ada, other, { text: bench.textCode() })).toMatchObject({ code: 'sent_code_gone' });
  });

  attack('the code that sets a number up proves nothing before, and the number is nobody else’s', async () => {
    await bench.withNumber();
    bench.clock.advance({ minutes: 1 });
    const next = await bench.sms.enrol?.confirm(ada, {}, { text: '+46 70 712 34 56' }, 'further');
    if (next?.ok !== 'next') throw new Error('no code');
    const code = bench.textCode();
    expect(await bench.sms.use.verify(ada, next.memory, { text: code })).toMatchObject({ ok: false });
    expect(await bench.sms.enrol?.confirm(mallory, next.memory, { text: code }, 'first')).toMatchObject({ ok: false });
  });

  attack('a thief’s set-up is not begun again as a use of the number that was never confirmed', async () => {
    const next = await bench.sms.enrol?.confirm(ada, {}, { text: '+46 70 712 34 56' }, 'first');
    if (next?.ok !== 'next') throw new Error('no code');
    const thiefs = bench.textCode();
    bench.clock.advance({ minutes: 1 });
    await bench.withNumber({ ...ada, occasion: 'her own login' });
    bench.clock.advance({ minutes: 1 });
    const memory = await begun(bench.sms, ada);
    expect(bench.texts.at(-1)?.to).toBe('+4740612345');
    for (const kept of [memory, next.memory]) expect(await bench.sms.use.verify(ada, kept, { text: thiefs })).toMatchObject({ ok: false });
  });

  attack('a row given to somebody else opens for nobody', async () => {
    await bench.withNumber();
    const [row] = await bench.storage.factors.list(ada.tenant.id, ada.subject);
    if (row === undefined) throw new Error('no number');
    await bench.storage.factors.insert({ ...row, id: brand('moved'), subject: mallory.subject });
    await expect(bench.sms.use.begin(mallory)).rejects.toMatchObject({ code: 'sealed_value_unreadable' });
    const memory = await begun(bench.email, ada);
    const challenge = await bench.storage.challenges.find(ada.tenant.id, brand(memory.challenge ?? ''));
    if (challenge === null) throw new Error('no challenge');
    await bench.storage.challenges.open({ ...challenge, id: brand('moved'), subject: mallory.subject, occasion: mallory.occasion });
    await expect(bench.email.use.prompt(mallory, { challenge: 'moved' })).rejects.toMatchObject({ code: 'sealed_value_unreadable' });
    expect(await bench.email.use.verify(mallory, { challenge: 'moved' }, { text: bench.mailCode() })).toMatchObject({ ok: false });
  });
});

describe('guessing ends', () => {
  const { attack } = casesOf('sent-code.guessing');

  attack.each(ways)('after five wrong ones, however many new codes are asked for in between (%s)', async (kind) => {
    const { factor, code } = way(kind);
    let { memory } = await asked(kind);
    for (let guess = 0; guess < 5; guess += 1) {
      const wrong = code().replace(/.$/, (last) => (last === '7' ? '8' : '7'));
      expect(await factor.use.verify(ada, memory, { text: wrong })).toMatchObject({ code: 'sent_code_wrong' });
      bench.clock.advance({ minutes: 2 });
      const again = await factor.use.again?.(ada, memory);
      if (again?.ok) memory = again.memory;
    }
    expect(await factor.use.verify(ada, memory, { text: code() })).toMatchObject({ ok: false });
    expect(await factor.use.again?.(ada, memory)).toMatchObject({ ok: false });
    expect(await factor.use.begin(ada)).toMatchObject({ ok: false, code: 'second_factor_exhausted' });
  });

  attack('for guesses that come at the same moment', async () => {
    const { factor, memory, code } = await asked('sms');
    const guesses = Array.from({ length: 40 }, (_, guess) => String((Number(code) + 1 + guess) % 1_000_000).padStart(6, '0'));
    await Promise.all(guesses.map((text) => factor.use.verify(ada, memory, { text })));
    expect(await factor.use.verify(ada, memory, { text: code })).toMatchObject({ ok: false });
  });
});

describe('nobody earns by messages, or floods others with them:', () => {
  const { attack, honest } = casesOf('sent-code.fraud');
  const everywhere = aSentScene({ methods: methodsWith({ countries: ['NO', 'SE', 'GB', 'US', 'LV'] }) });
  const enter = async (text: string, scene: FactorScene = everywhere) => bench.sms.enrol?.confirm(scene, {}, { text }, 'first');
  const person = (number: number, more: Partial<FactorScene> = {}) =>
    aSentScene({
      subject: brand(`p${number}`),
      occasion: `login of p${number}`,
      visit: { address: '203.0.113.7', network: `net ${number}`, agent: null },
      ...more,
    });
  const of = (connection: string) => ({ ...ada.identity, connection });

  honest.each(['+47 406 12 345', '+44 7400 123456', '+46 70 712 34 56'])('%s gets one', async (number) => {
    expect(await enter(number)).toMatchObject({ ok: 'next' });
  });

  attack.each([
    ['premium rate, Norway', '+47 829 12 345'],
    ['premium rate, Great Britain', '+44 909 879 0000'],
    ['premium rate, USA', '+1 900 555 0123'],
    ['shared cost, Great Britain', '+44 845 748 0000'],
    ['personal number, Great Britain', '+44 70 1234 5678'],
    ['pager, Great Britain', '+44 7640 123456'],
    ['toll-free, USA', '+1 800 234 5678'],
    ['fixed line, Norway', '+47 22 12 34 56'],
    ['internet telephony, Great Britain', '+44 56 0012 3456'],
    ['satellite (Inmarsat)', '+870 773 111 632'],
    ['satellite (Iridium)', '+8816 1234 5678'],
    ['international network', '+883 1000 1234 5678'],
    ['country that is not on the list', '+33 6 12 34 56 78'],
    ['the same, written as a neighbour', '0033 6 12 34 56 78'],
    ['extension', '+47 406 12 345 ext. 9'],
    ['two numbers', '+47 406 12 345, +47 406 12 346'],
    ['an address of SIP', 'sip:ada@borealis.example'],
    ['a link', 'tel:+4740612345'],
    ['a short code', '2400'],
    ['an emergency number', '112'],
    ['full-width digits', '＋４７４０６１２３４５'],
    ['megabytes', `+47${'4'.repeat(100_000)}`],
  ])('none to a %s', async (_, number) => {
    expect(await enter(number)).toMatchObject({ ok: false, code: expect.stringMatching(/^phone_number_/) });
    expect(bench.texts).toEqual([]);
  });

  attack('no sixth an hour for one person, in however many logins, and not at the same moment either', async () => {
    await bench.withNumber();
    for (let hour = 0; hour < 55; hour += 1) {
      bench.clock.advance({ minutes: 1 });
      await Promise.all([1, 2, 3].map((each) => bench.sms.use.begin({ ...ada, occasion: `login ${hour} ${each}` })));
    }
    expect(bench.texts).toHaveLength(5);
  });

  attack('of many asked for at once, one is sent', async () => {
    await bench.withNumber();
    bench.clock.advance({ minutes: 1 });
    await Promise.all(Array.from({ length: 20 }, (_, each) => bench.sms.use.begin({ ...ada, occasion: `login ${each}` })));
    expect(bench.texts).toHaveLength(2);
  });

  attack(
    'no fourth an hour and no sixth a day to a number that nobody has confirmed, from however many people of however many tenants',
    async () => {
      const flood = async (hours: number) => {
        for (let each = 0; each < 12; each += 1)
          await enter('+47 406 12 345', person(100 * hours + each, { tenant: aTenant({ id: brand(`ten_${each % 3}`) }) }));
        bench.clock.advance({ hours: 1 });
      };
      const counts: number[] = [];
      for (let hours = 0; hours < 4; hours += 1) {
        await flood(hours);
        counts.push(bench.texts.length);
      }
      expect(counts).toEqual([3, 5, 5, 5]);
    },
  );

  attack('no fifty-first an hour to numbers in a row', async () => {
    for (let each = 0; each < 60; each += 1) await enter(`+47 406 12 ${100 + each}`, person(each, { identity: of(`c${each % 3}`) }));
    expect(bench.texts).toHaveLength(50);
  });

  attack('no thirty-first set-up an hour for one network', async () => {
    const visit = { address: '203.0.113.7', network: '203.0.113.7', agent: null };
    for (let each = 0; each < 40; each += 1) await enter(`+4790${100_000 + 7_919 * each}`, person(each, { visit }));
    expect(bench.texts).toHaveLength(30);
  });

  attack('none when the day’s number is spent, at the same moment either', async () => {
    const scenes = Array.from({ length: 12 }, (_, each) => person(each, { methods: methodsWith({ perDay: 3 }), identity: of(`c${each}`) }));
    await Promise.all(scenes.map((scene, each) => enter(`+46 70 7${10 + each} 34 56`, scene)));
    // Half of it is for numbers that are set up.
    expect(bench.texts).toHaveLength(2);
  });

  attack('none to a number that was set up before its country was taken from the list', async () => {
    await bench.withNumber();
    bench.clock.advance({ minutes: 1 });
    const banned = aSentScene({ methods: methodsWith({ countries: ['SE'] }) });
    expect(await bench.sms.use.begin(banned)).toMatchObject({ ok: false });
    expect(bench.texts).toHaveLength(1);
  });

  attack('no more than five mails an hour, whoever asks', async () => {
    for (let each = 0; each < 10; each += 1) {
      bench.clock.advance({ minutes: 3 });
      await bench.email.use.begin({ ...ada, occasion: `login ${each}` });
    }
    expect(bench.mails).toHaveLength(5);
  });
});

describe('nobody keeps codes from people by naming numbers:', () => {
  const { attack, honest } = casesOf('sent-code.locked-out');
  let strangers = 0;
  /** Somebody whose own address, company and tenant are as the attacker likes. */
  const stranger = (more: Partial<FactorScene> = {}, connection = 'umbra') => {
    strangers += 1;
    return aSentScene({
      subject: brand(`stranger ${strangers}`),
      occasion: `login of stranger ${strangers}`,
      identity: { ...ada.identity, connection },
      visit: { address: '198.51.100.9', network: `net of ${strangers}`, agent: null },
      ...more,
    });
  };
  const names = async (number: string, scene: FactorScene) => bench.sms.enrol?.confirm(scene, {}, { text: number }, 'first');
  /** Ada has her number since yesterday, and asks for a code. */
  const signsIn = () => bench.sms.use.begin({ ...ada, occasion: 'her login' });
  beforeEach(async () => {
    await bench.withNumber();
    bench.clock.set(Date.UTC(2026, 10, 22, 9));
  });

  honest('whoever has a number gets five codes an hour', async () => {
    for (let login = 0; login < 5; login += 1) {
      bench.clock.advance({ minutes: 3 });
      expect(await bench.sms.use.begin({ ...ada, occasion: `login ${login}` })).toMatchObject({ ok: true });
    }
  });

  attack('that of the person, all day long, at a tenant of the attacker’s', async () => {
    for (let each = 0; each < 20; each += 1) await names(adasNumber, stranger({ tenant: aTenant({ id: brand('ten_umbra') }) }));
    expect(await signsIn()).toMatchObject({ ok: true });
  });

  attack('those beside it', async () => {
    for (let each = 0; each < 60; each += 1) await names(`+47 406 12 ${400 + each}`, stranger());
    expect(await signsIn()).toMatchObject({ ok: true });
  });

  attack('sixty of the country, none of which is ever confirmed', async () => {
    for (let each = 0; each < 60; each += 1) await names(`+4790${100_000 + 7_919 * each}`, stranger());
    bench.clock.advance({ minutes: 25 });
    expect(await names('+47 901 23 456', stranger())).toMatchObject({ ok: false, because: 'sms-code.country-paused' });
    expect(await signsIn()).toMatchObject({ ok: true });
    expect(await names('+47 901 23 457', stranger({}, 'kestrel'))).toMatchObject({ ok: 'next' });
  });

  attack('so many that the day’s messages are gone', async () => {
    const methods = methodsWith({ perDay: 20 });
    for (let each = 0; each < 30; each += 1) await names(`+4790${100_000 + 7_919 * each}`, stranger({ methods }));
    expect(await names('+47 901 23 457', stranger({ methods }, 'kestrel'))).toMatchObject({ ok: 'next' });
    expect(await bench.sms.use.begin({ ...ada, methods, occasion: 'her login' })).toMatchObject({ ok: true });
  });
});

describe('nobody learns about a number', () => {
  const { attack } = casesOf('sent-code.telling');

  attack.each<SmsRefusal>(['opted-out', 'invalid-number', 'throttled', 'not-allowed', 'unavailable'])(
    'from how a message was refused: %s reads like all others',
    async (because) => {
      await bench.withNumber();
      bench.clock.advance({ minutes: 1 });
      bench.answer.sms = { sent: false, because };
      expect(await bench.sms.use.begin(ada)).toMatchObject({ ok: false, code: 'sent_code_not_sent' });
    },
  );

  attack('that others have used too often: that reads like any failure', async () => {
    for (let each = 0; each < 5; each += 1)
      await bench.sms.enrol?.confirm(
        aSentScene({ subject: brand(`p${each}`), occasion: `o${each}` }),
        {},
        { text: '+47 406 12 345' },
        'first',
      );
    expect(await bench.sms.enrol?.confirm(mallory, {}, { text: '+47 406 12 345' }, 'first')).toMatchObject({ code: 'sent_code_not_sent' });
  });

  attack('that somebody else has: it can be set up by whoever reads its messages', async () => {
    await bench.withNumber();
    expect(await bench.sms.enrol?.confirm(mallory, {}, { text: '+47 406 12 345' }, 'first')).toMatchObject({ ok: 'next' });
  });
});
