/** The security page and what is sent: numbers for codes by text message, and notices of every change. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { lastRefusal, somebody } from '../support/attacks/in-house.ts';
import { type TestBrowser, textOf } from '../support/browser.ts';
import type { TestPerson } from '../support/house.ts';
import { answer, arrive } from '../support/journey.ts';
import { linkOn, press, security } from '../support/security-page.ts';
import { openSendingHouse, type SendingHouse } from '../support/sending-house.ts';

let house: SendingHouse;
beforeAll(async () => {
  house = await openSendingHouse({ connections: ['borealis'] });
});
afterEach(() => house.skipMessages());
afterAll(() => house.close());

let numbers = 0;
const aNumber = () => `+47 406 13 ${String(100 + ++numbers)}`;
const day = 24 * 3_600_000;

/** At the page, with a number that was set up on the way there. */
async function withNumber(browser: TestBrowser, person: TestPerson) {
  const code = await answer(browser, await arrive(house, browser, house.borealis, person, security), { answer: aNumber() });
  const sms = await house.message('sms');
  const page = await answer(browser, await answer(browser, code, { answer: sms.code ?? '' }), {});
  expect(page.url).toBe(security);
  await house.skipMessages();
  return page;
}

/** One number more, with the name; gives the page that says so. */
async function addNumber(browser: TestBrowser, label: string) {
  const number = await press(browser, await browser.get(`${security}/add`), 'Code by text message');
  const code = await answer(browser, number, { answer: aNumber() });
  const sms = await house.message('sms');
  return answer(browser, code, { answer: sms.code ?? '', label });
}

/** The code of a sign-in that asks for one. */
async function showNumber(browser: TestBrowser, asked: Awaited<ReturnType<TestBrowser['get']>>) {
  const sms = await house.message('sms');
  return answer(browser, asked, { answer: sms.code ?? '' });
}

describe('a number', () => {
  test('is added on two pages and by a code, asked for once more where it does not come, and the person is told', async () => {
    const browser = house.browser();
    const person = somebody();
    await withNumber(browser, person);
    house.clock.advance(60_000);
    const number = await press(browser, await browser.get(`${security}/add`), 'Code by text message');
    const slip = await answer(browser, number, { answer: 'my phone' });
    expect(slip.status).toBeGreaterThanOrEqual(400);
    const code = await answer(browser, slip, { answer: aNumber() });
    expect(textOf(code)).toContain('on its way to +47');
    const first = await house.message('sms');
    house.clock.advance(60_000);
    const again = await press(browser, code, 'Send another code');
    const second = await house.message('sms');
    expect((await answer(browser, again, { answer: first.code ?? '' })).status).toBe(403);
    const done = await answer(browser, again, { answer: second.code ?? '', label: 'Work' });
    expect(textOf(done)).toContain('Your new second step is set up');
    expect(textOf(done)).toContain('Work');
    const notice = await house.message('mail');
    expect([notice.to, notice.subject]).toEqual([person.email, 'acme help: a second step was set up']);
    expect(notice.text).not.toContain('Work');
  });

  test('that was added today removes no other and makes no codes, but may go itself; after a day it is as good as any', async () => {
    const browser = house.browser();
    const person = somebody();
    await withNumber(browser, person);
    house.clock.advance(2 * day);
    // Somebody at this session adds a number of theirs, and signs in with it.
    const asked = await arrive(house, browser, house.borealis, person, security);
    const page = await showNumber(browser, asked);
    const old = linkOn(page, 'Change ');
    const added = await addNumber(browser, 'New one');
    const before = (added.body.match(/\/security\/factors\//g) ?? []).length;
    expect(before).toBe(2);
    await house.skipMessages();
    house.clock.advance(6 * 60_000);
    browser.cookies('acme-login.localhost:8080').delete('__Host-sso');
    const again = await arrive(house, browser, house.borealis, person, security);
    await showNumber(browser, again);
    const tried = await press(browser, await browser.get(old), 'Remove ');
    expect([tried.status, lastRefusal(house)]).toEqual([403, 'security_factor_too_new']);
    const codes = await press(browser, await browser.get(`${security}/codes`), 'Make new recovery codes');
    expect([codes.status, lastRefusal(house)]).toEqual([403, 'security_factor_too_new']);

    const itself = await press(browser, await browser.get(linkOn(await browser.get(security), 'Change New one')), 'Remove New one');
    expect(textOf(itself)).toContain('The second step was removed');
    await house.skipMessages();

    house.clock.advance(60_000);
    await addNumber(browser, 'Another');
    house.clock.advance(day);
    await house.skipMessages();
    const later = await showNumber(browser, await arrive(house, browser, house.borealis, person, security));
    const gone = await press(browser, await browser.get(linkOn(later, 'Change ')), 'Remove ');
    expect(textOf(gone)).toContain('The second step was removed');
  });

  test('is deleted with its factor, and the person is told of that and of a new name', async () => {
    const browser = house.browser();
    const person = somebody();
    const page = await withNumber(browser, person);
    const change = await browser.get(linkOn(page, 'Change '));
    expect(textOf(change)).toContain('The phone number is deleted');
    await press(browser, change, 'Rename', { label: 'Mine' });
    expect((await house.message('mail')).subject).toBe('acme help: a second step was given another name');
    const removed = await press(browser, await browser.get(change.url), 'Remove Mine');
    expect(textOf(removed)).toContain('You have no second step yet');
    expect((await house.message('mail')).subject).toBe('acme help: a second step was removed');
  });
});
