import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { errorWords } from '#contract/errors';
import { textOf } from '../support/browser.ts';
import { type House, openHouse, people } from '../support/house.ts';
import { arrive, enrol, signIn } from '../support/journey.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test('who is refused for what an admin has to put right is told what it is, and whom to ask', async () => {
  await signIn(house, house.browser(), house.borealis, people.ada);
  const browser = house.browser();
  const page = await arrive(house, browser, house.borealis, { ...people.ada, sub: 'b-another-ada' });
  const { answered } = await enrol(house, browser, page);
  expect(answered.status).toBe(403);
  const { title, text, action } = errorWords.account_already_linked;
  for (const words of [title, text, action]) expect(textOf(answered)).toContain(words);
  expect(textOf(answered)).toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
});
