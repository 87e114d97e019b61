/** What counts as a wrong answer on the security page: the same as at a sign-in. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { lastRefusal, somebody } from '../support/attacks/in-house.ts';
import { type TestBrowser, textOf } from '../support/browser.ts';
import type { TestPerson } from '../support/house.ts';
import { answer, arrive } from '../support/journey.ts';
import { press, security } from '../support/security-page.ts';
import { openSendingHouse, type SendingHouse } from '../support/sending-house.ts';

let house: SendingHouse;
beforeAll(async () => {
  house = await openSendingHouse({ connections: ['borealis'] });
});
afterEach(() => house.skipMessages());
afterAll(() => house.close());

let numbers = 0;
const aNumber = () => `+47 406 14 ${String(100 + ++numbers)}`;

/** At the page, with a number that was set up on the way there. */
async function withNumber(browser: TestBrowser, person: TestPerson): Promise<void> {
  const code = await answer(browser, await arrive(house, browser, house.borealis, person, security), { answer: aNumber() });
  const sms = await house.message('sms');
  await answer(browser, await answer(browser, code, { answer: sms.code ?? '' }), {});
  await house.skipMessages();
}

const begin = async (browser: TestBrowser) => press(browser, await browser.get(`${security}/add`), 'Code by text message');

test('a number that gets no messages is no wrong code, however often it is entered', async () => {
  const browser = house.browser();
  const person = somebody();
  await withNumber(browser, person);
  for (const _setUp of [1, 2]) {
    const number = await begin(browser);
    for (const _try of [1, 2, 3, 4, 5]) {
      const told = await answer(browser, number, { answer: '+44 7400 123456' });
      expect([told.status, textOf(told)]).toEqual([422, expect.stringContaining('No messages go to this country')]);
    }
  }
  house.clock.advance(60_000);
  const elsewhere = house.browser();
  const asked = await arrive(house, elsewhere, house.borealis, person, security);
  const sms = await house.message('sms');
  expect(textOf(await answer(elsewhere, asked, { answer: sms.code ?? '' }))).toContain('Your security');
});

test('the tenth wrong code in a row locks what can be guessed, and the person is told', async () => {
  const browser = house.browser();
  const person = somebody();
  await withNumber(browser, person);
  for (const _setUp of [1, 2, 3]) {
    house.clock.advance(60_000);
    const code = await answer(browser, await begin(browser), { answer: aNumber() });
    const sms = await house.message('sms');
    const wrong = sms.code === '000000' ? '000001' : '000000';
    // The number was the first of five tries.
    for (const _try of [1, 2, 3, 4]) expect((await answer(browser, code, { answer: wrong })).status).toBe(403);
  }
  expect(lastRefusal(house)).toBe('second_factor_locked');
  const notice = await house.message('mail');
  expect([notice.to, notice.subject]).toEqual([person.email, 'acme help: too many wrong codes']);
});
