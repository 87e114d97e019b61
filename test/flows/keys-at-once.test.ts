/** One answer of a security key, or two that say the same, given to two brokers at the same moment. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type House, openHouse } from '../support/house.ts';
import { answer } from '../support/journey.ts';
import { comeToKey, keyOptionsOn, keyOrigin, keysAndCodes, setKeyUp } from '../support/webauthn/journey.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ database: 'postgres', brokers: 2, secondFactor: keysAndCodes });
}, 60_000);
afterAll(() => house.close());

const rounds = [0, 1, 2, 3];
const somebody = (name: string) => ({ sub: `b-${name}`, email: `${name}@borealis.example`, name: 'Nia New' });

test.each(rounds)('one answer passes one step, whichever broker is given it: %d', async (round) => {
  const person = somebody(`once-${round}`);
  const key = await setKeyUp(house, person);
  const browser = house.browser(round % 2);
  const page = await comeToKey(house, browser, person);
  const text = key.get(keyOptionsOn(page), keyOrigin);
  const answers = await Promise.all([1, 2, 3, 4].map(() => answer(browser, page, { answer: text })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

test.each(rounds)('two answers with the same count pass once, from two logins at two brokers: %d', async (round) => {
  const person = somebody(`copy-${round}`);
  const key = await setKeyUp(house, person);
  const browsers = [house.browser(0), house.browser(1)];
  const asked = await Promise.all(browsers.map(async (browser) => ({ browser, page: await comeToKey(house, browser, person) })));
  const answers = await Promise.all(
    asked.map(({ browser, page }) => answer(browser, page, { answer: key.get(keyOptionsOn(page), keyOrigin, { counter: 9 }) })),
  );
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 403]);
});
