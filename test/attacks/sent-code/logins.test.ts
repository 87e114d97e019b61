/** The same in whole logins: what somebody can do who knows a company password and not more. */
import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal, loginHost, somebody } from '../../support/attacks/in-house.ts';
import { type BrowserPage, formOn, type TestBrowser, textOf } from '../../support/browser.ts';
import type { TestPerson } from '../../support/house.ts';
import { answer, arrive, keyOn } from '../../support/journey.ts';
import { openSendingHouse, type SendingHouse, sentMethods, withEmail } from '../../support/sending-house.ts';

let house: SendingHouse;
beforeAll(async () => {
  house = await openSendingHouse();
});
afterEach(() => house.skipMessages());
afterAll(() => house.close());

const hour = 3_600_000;
const isThrough = (page: BrowserPage) => page.body.includes('SAMLResponse');
const startsAt = (browser: TestBrowser, person: TestPerson) => arrive(house, browser, house.borealis, person);
const press = (browser: TestBrowser, page: BrowserPage, fields: Record<string, string>) => {
  const { action, fields: own } = formOn(page);
  return browser.post(action, { token: own.token ?? '', ...fields });
};
const wrongFor = (code: string | null) => (code === '000000' ? '000001' : '000000');
const sentCount = () => house.messages.outbox.list().filter(({ kind }) => kind === 'sms').length;

let numbers = 0;
/** Somebody with a number, whose hour of messages begins anew. */
async function withNumber(): Promise<TestPerson> {
  const person = somebody();
  const browser = house.browser();
  numbers += 1;
  const code = await answer(browser, await startsAt(browser, person), { answer: `+47 90 ${100_000 + 7_919 * numbers}` });
  await answer(browser, await answer(browser, code, { answer: (await house.message('sms')).code ?? '' }), {});
  await house.skipMessages();
  house.clock.advance(hour);
  return person;
}

let revision = 1;
async function settingsWith(more: Partial<ReturnType<SendingHouse['settingsOf']>>): Promise<void> {
  revision += 1;
  await house.applySettings(house.acme, revision, { ...house.settingsOf('acme', ['borealis', 'kestrel']), ...more });
}

describe('a code by text message cannot be guessed', () => {
  const { attack } = casesOf('sent-code.guessing');

  attack('with new codes asked for in between: five wrong ones end the login', async () => {
    const browser = house.browser();
    let page = await startsAt(browser, await withNumber());
    let sms = await house.message('sms');
    for (let guess = 0; guess < 5; guess += 1) {
      expect((await answer(browser, page, { answer: wrongFor(sms.code) })).status).toBe(403);
      if (guess > 2) continue;
      house.clock.advance(2 * 60_000);
      page = await press(browser, page, { again: 'yes' });
      sms = await house.message('sms');
    }
    const last = await answer(browser, page, { answer: sms.code ?? '' });
    expect([isThrough(last), lastRefusal(house)]).toEqual([false, 'second_factor_exhausted']);
  });

  attack('over many logins: the tenth wrong one locks, and while that lasts nothing is sent', async () => {
    const person = await withNumber();
    for (let round = 0; round < 2; round += 1) {
      const browser = house.browser();
      const page = await startsAt(browser, person);
      const { code } = await house.message('sms');
      for (let guess = 0; guess < 5; guess += 1) await answer(browser, page, { answer: wrongFor(code) });
      house.clock.advance(60_000);
      await house.skipMessages();
    }
    const before = sentCount();
    const locked = await startsAt(house.browser(), person);
    expect([locked.status, lastRefusal(house), sentCount()]).toEqual([403, 'second_factor_locked', before]);
  });
});

describe('a code counts in the login that asked for it', () => {
  const { attack } = casesOf('sent-code.moved');

  attack('and in no other browser, with or without its page', async () => {
    const person = await withNumber();
    const browser = house.browser();
    const page = await startsAt(browser, person);
    const { code } = await house.message('sms');
    expect(isThrough(await answer(house.browser(), page, { answer: code ?? '' }))).toBe(false);
    const thief = house.browser();
    house.clock.advance(60_000);
    const thiefs = await startsAt(thief, person);
    expect(isThrough(await answer(thief, thiefs, { answer: code ?? '' }))).toBe(false);
    expect(isThrough(await answer(browser, page, { answer: code ?? '' }))).toBe(true);
  });

  attack('and it is sent to no number that a form names', async () => {
    const browser = house.browser();
    const page = await startsAt(browser, await withNumber());
    await house.message('sms');
    house.clock.advance(60_000);
    const before = sentCount();
    for (const again of ['+4740612345', 'another', '../', 'undefined', ''])
      expect(textOf(await press(browser, page, { again }))).toContain('The code could not be sent');
    expect(sentCount()).toBe(before);
  });

  attack('and a page of it from before does not send: the step has moved on', async () => {
    const browser = house.browser();
    const page = await startsAt(browser, await withNumber());
    const { code } = await house.message('sms');
    await answer(browser, page, { answer: code ?? '' });
    house.clock.advance(60_000);
    const before = sentCount();
    expect((await press(browser, page, { again: 'yes' })).status).toBeGreaterThanOrEqual(400);
    expect(sentCount()).toBe(before);
  });
});

describe('nothing is sent', () => {
  const { attack } = casesOf('sent-code.fraud');

  attack('to who has not passed the first step', async () => {
    const browser = house.browser();
    const page = await startsAt(browser, await withNumber());
    await house.message('sms');
    house.clock.advance(60_000);
    const before = sentCount();
    const stranger = house.browser();
    for (const fields of [{ again: 'yes' }, { method: 'sms-code' }, { answer: '+47 406 12 345' }])
      expect((await stranger.post(page.url, { token: formOn(page).fields.token ?? '', ...fields })).status).toBeGreaterThanOrEqual(400);
    expect((await stranger.get(`http://${loginHost}/second-factor/unknown`)).status).toBeGreaterThanOrEqual(400);
    expect(sentCount()).toBe(before);
  });

  attack('by loading the page again, however often', async () => {
    const browser = house.browser();
    const page = await startsAt(browser, await withNumber());
    await house.message('sms');
    const before = sentCount();
    for (let load = 0; load < 5; load += 1) {
      house.clock.advance(30_000);
      await browser.get(page.url);
    }
    expect(sentCount()).toBe(before);
  });

  attack('without the token of the form', async () => {
    const browser = house.browser();
    const page = await startsAt(browser, await withNumber());
    await house.message('sms');
    house.clock.advance(60_000);
    const before = sentCount();
    expect((await browser.post(page.url, { again: 'yes' })).status).toBe(403);
    expect(sentCount()).toBe(before);
  });
});

describe('where more than a code is asked for', () => {
  const { attack } = casesOf('login.downgrade');
  const strongAsked = () => {
    const methods = sentMethods({ ...withEmail, totp: { enabled: true, drift: 'previous' } });
    const { secondFactor } = house.settingsOf('acme', []);
    return settingsWith({ policy: { preset: 'nist-aal2' }, secondFactor: { ...secondFactor, methods } });
  };
  afterEach(() => settingsWith({}));

  attack.each(['sms-code', 'email-code'])('it is neither offered nor begun by a form: %s', async (method) => {
    await strongAsked();
    const before = house.messages.outbox.list().length;
    const browser = house.browser();
    const page = await startsAt(browser, somebody());
    expect(textOf(page)).toContain('Set up your second step');
    expect(page.body).not.toContain(`value="${method}"`);
    expect((await press(browser, page, { method })).status).toBe(409);
    expect(house.messages.outbox.list()).toHaveLength(before);
  });

  attack('the one of a person who has nothing better leads to setting that up, and not in', async () => {
    const person = await withNumber();
    await strongAsked();
    const browser = house.browser();
    const page = await startsAt(browser, person);
    const after = await answer(browser, page, { answer: (await house.message('sms')).code ?? '' });
    expect(isThrough(after)).toBe(false);
    expect(keyOn(after)).toMatch(/^[A-Z2-7 ]{32,}$/);
  });

  attack('one that was under way when the rules changed counts as what it is', async () => {
    const browser = house.browser();
    const page = await startsAt(browser, await withNumber());
    const { code } = await house.message('sms');
    await strongAsked();
    const after = await answer(browser, page, { answer: code ?? '' });
    expect([isThrough(after), keyOn(after).length > 0]).toEqual([false, true]);
  });
});
