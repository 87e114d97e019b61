import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { errorWords } from '#contract/errors';
import { methodTexts, secondFactorTexts } from '#contract/messages/en/second-factor';
import { subjectKeyOf } from '../../broker/domain/subject-key.ts';
import { snsFaults } from '../../sandbox/aws/sns.ts';
import { somebody } from '../support/attacks/in-house.ts';
import { type BrowserPage, formOn, type TestBrowser, textOf } from '../support/browser.ts';
import { answer, arrive, portals, postAnswer } from '../support/journey.ts';
import { openSendingHouse, type SendingHouse, sentMethods, withEmail, withoutSms } from '../support/sending-house.ts';

let house: SendingHouse;
const inHouse = (wish: Parameters<typeof openSendingHouse>[0] = {}) => {
  beforeAll(async () => {
    house = await openSendingHouse(wish);
  });
  // What one test did not read is no matter of the next one.
  afterEach(() => house.skipMessages());
  afterAll(() => house.close());
};

const isIn = async (browser: TestBrowser, page: BrowserPage) => (await postAnswer(browser, page)).url === portals;
const startsAt = (browser: TestBrowser, person: ReturnType<typeof somebody>) => arrive(house, browser, house.borealis, person);
const press = (browser: TestBrowser, page: BrowserPage, fields: Record<string, string>) => {
  const { action, fields: own } = formOn(page);
  return browser.post(action, { token: own.token ?? '', ...fields });
};

const subjectOf = ({ sub }: { sub: string }) =>
  subjectKeyOf(house.broker.storage.vault, house.acme.id, { connection: 'borealis', issuer: house.borealis.issuer, subject: sub });

let numbers = 0;
const aNumber = () => `+47 406 12 ${String(100 + ++numbers)}`;

/** A person who sets a number up in their first sign-in, and is in. */
async function withNumber(person = somebody(), number = aNumber()) {
  const browser = house.browser();
  const code = await answer(browser, await startsAt(browser, person), { answer: number });
  const sms = await house.message('sms');
  const kept = await answer(browser, code, { answer: sms.code ?? '' });
  expect(await isIn(browser, await answer(browser, kept, {}))).toBe(true);
  await house.skipMessages();
  house.clock.advance(11 * 60_000);
  return { person, number };
}

describe('a code by text message', () => {
  inHouse();

  test('is set up in the first sign-in, and asked for in the second', async () => {
    const person = somebody();
    const browser = house.browser();
    const first = await startsAt(browser, person);
    expect(textOf(first)).toContain('Norway, Sweden');
    const second = await answer(browser, first, { answer: '+47 406 12 345' });
    expect(textOf(second)).toContain('on its way to +47 ** ** ** 45');
    const { to, text, code } = await house.message('sms');
    expect([to, text]).toEqual(['+4740612345', expect.stringContaining(`@acme-login.localhost:8080 #${code}`)]);
    const kept = await answer(browser, second, { answer: code ?? '' });
    expect(textOf(kept)).toContain(secondFactorTexts.recoveryCodes.heading);
    expect(await isIn(browser, await answer(browser, kept, {}))).toBe(true);
    const notice = await house.message('mail');
    expect([notice.to, notice.subject]).toEqual([person.email, 'acme help: a second step was set up']);

    house.clock.advance(11 * 60_000);
    const again = house.browser();
    const asked = await startsAt(again, person);
    expect(textOf(asked)).toContain('on its way to +47 ** ** ** 45');
    const next = await house.message('sms');
    expect(await isIn(again, await answer(again, asked, { answer: next.code?.replace(/^(...)/, '$1-') ?? '' }))).toBe(true);
  });

  test('tells politely what is wrong with a number, and counts it as no wrong answer', async () => {
    const browser = house.browser();
    const person = somebody();
    const page = await startsAt(browser, person);
    for (const [number, code] of [
      ['my phone', 'phone_number_malformed'],
      ['+44 7400 123456', 'phone_number_country'],
      ['+47 829 12 345', 'phone_number_kind'],
    ] as const)
      expect(textOf(await answer(browser, page, { answer: number }))).toContain(errorWords[code].text);
    const code = await answer(browser, page, { answer: aNumber() });
    expect(await house.broker.storage.factors.findSubject(house.acme.id, await subjectOf(person))).toMatchObject({ failures: 0 });
    const wrong = await answer(browser, code, { answer: 'abcdef' });
    expect([wrong.status, textOf(wrong)]).toEqual([400, expect.stringContaining(errorWords.sent_code_malformed.text)]);
  });

  test('is judged after however many numbers that get no messages', async () => {
    const browser = house.browser();
    const page = await startsAt(browser, somebody());
    for (const number of ['12345', 'my phone', '+44 7400 123456', '+47 829 12 345', '22', '33 44', '+33 6 12 34 56 78'])
      await answer(browser, page, { answer: number });
    const asked = await answer(browser, page, { answer: aNumber() });
    const { code } = await house.message('sms');
    await answer(browser, asked, { answer: code === '123456' ? '654321' : '123456' });
    expect(textOf(await answer(browser, asked, { answer: code ?? '' }))).toContain(secondFactorTexts.recoveryCodes.heading);
  });

  test('is sent again after half a minute, and the one before is void', async () => {
    const { person } = await withNumber();
    const browser = house.browser();
    const page = await startsAt(browser, person);
    const first = await house.message('sms');
    const soon = await press(browser, page, { again: 'yes' });
    expect([soon.status, textOf(soon)]).toEqual([429, expect.stringContaining(errorWords.sent_code_too_soon.text)]);
    house.clock.advance(30_000);
    const fresh = await press(browser, page, { again: 'yes' });
    const second = await house.message('sms');
    expect(textOf(await answer(browser, fresh, { answer: first.code ?? '' }))).toContain(errorWords.sent_code_wrong.text);
    expect(await isIn(browser, await answer(browser, fresh, { answer: second.code ?? '' }))).toBe(true);
  });

  test('that is too old is said to be, and another one is had with one press', async () => {
    const { person } = await withNumber();
    const browser = house.browser();
    const page = await startsAt(browser, person);
    const first = await house.message('sms');
    house.clock.advance(5 * 60_000);
    const late = await answer(browser, page, { answer: first.code ?? '' });
    expect(textOf(late)).toContain(errorWords.second_factor_gone.title);
    expect(textOf(await browser.get(page.url))).toContain(secondFactorTexts.tryAgain);
    const fresh = await press(browser, late, { method: 'sms-code' });
    expect(await isIn(browser, await answer(browser, fresh, { answer: (await house.message('sms')).code ?? '' }))).toBe(true);
  });

  test('goes to a corrected number', async () => {
    const browser = house.browser();
    const code = await answer(browser, await startsAt(browser, somebody()), { answer: aNumber() });
    expect(textOf(code)).toContain(secondFactorTexts.toAnother);
    const back = await press(browser, code, { again: 'another' });
    expect(textOf(back)).toContain(secondFactorTexts.phoneNumber.label);
    await house.message('sms');
    house.clock.advance(30_000);
    const right = await answer(browser, back, { answer: '+46 70 712 34 56' });
    const { to, code: sent } = await house.message('sms');
    expect(to).toBe('+46707123456');
    expect(textOf(await answer(browser, right, { answer: sent ?? '' }))).toContain(secondFactorTexts.recoveryCodes.heading);
  });
});

describe('a code by e-mail', () => {
  inHouse({ methods: sentMethods({ ...withoutSms, ...withEmail }) });

  test('needs no setting up, and lets in', async () => {
    const person = somebody();
    const browser = house.browser();
    const page = await startsAt(browser, person);
    expect(textOf(page)).toContain('p***@borealis.example');
    const { to, subject, code } = await house.message('mail');
    expect([to, subject]).toEqual([person.email, 'Your code to confirm your sign-in at acme help']);
    expect(await isIn(browser, await answer(browser, page, { answer: code?.toLowerCase() ?? '' }))).toBe(true);
    expect(await house.broker.storage.factors.list(house.acme.id, await subjectOf(person))).toEqual([]);
  });
});

describe('when messages cannot be sent,', () => {
  inHouse();

  test('and there is no other way, the page says so and lets them try again', async () => {
    const { person } = await withNumber();
    house.messages.sns.failNext(snsFaults.throttled, 4);
    const browser = house.browser();
    const page = await startsAt(browser, person);
    expect(textOf(page)).toContain(errorWords.sent_code_not_sent.title);
    house.clock.advance(1 * 60_000);
    const fresh = await press(browser, page, { method: 'sms-code' });
    expect(await isIn(browser, await answer(browser, fresh, { answer: (await house.message('sms')).code ?? '' }))).toBe(true);
  });

  test('another way is offered, and the person is told', async () => {
    const { person, number } = await numbered();
    house.messages.sns.optOut(number.replaceAll(' ', ''));
    const browser = house.browser();
    const page = await startsAt(browser, person);
    expect(textOf(page)).toContain(errorWords.sent_code_not_sent.title);
    expect(textOf(page)).toContain('p***@borealis.example');
    expect(textOf(page)).not.toMatch(/opted|stop/i);
    expect(page.body).toContain(methodTexts['sms-code'].instead);
    expect(await isIn(browser, await answer(browser, page, { answer: (await house.message('mail')).code ?? '' }))).toBe(true);
  });

  /** With a number beside the e-mail that everybody has: set up while that was off. */
  async function numbered() {
    const { secondFactor } = house.settingsOf('acme', []);
    const settings = house.settingsOf('acme', ['borealis', 'kestrel']);
    await house.applySettings(house.acme, 2, { ...settings, secondFactor: { ...secondFactor, methods: sentMethods() } });
    const made = await withNumber();
    await house.applySettings(house.acme, 3, { ...settings, secondFactor: { ...secondFactor, methods: sentMethods(withEmail) } });
    return made;
  }
});
