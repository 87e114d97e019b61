import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { emptySettings } from '#contract/settings/snapshot';
import { somebody } from '../support/attacks/in-house.ts';
import { formOn, textOf } from '../support/browser.ts';
import { type House, openHouse } from '../support/house.ts';
import { answer, arrive } from '../support/journey.ts';
import { askAsPortal } from '../support/party-request.ts';

jest.setTimeout(60_000);

const day = 24 * 3_600_000;
let house: House;

beforeEach(async () => {
  house = await openHouse({ connections: ['borealis'], secondFactor: { ...emptySettings.secondFactor, graceDays: 7 } });
});
afterEach(() => house.close());

test('somebody new may put the set-up off until their time is over, and not a moment longer', async () => {
  const person = somebody();
  const first = await arrive(house, house.browser(), house.borealis, person);
  expect(textOf(first)).toContain('You can put this off until');
  const browser = house.browser();
  const page = await arrive(house, browser, house.borealis, person);
  expect((await answer(browser, page, { later: 'yes' })).body).toContain('SAMLResponse');

  house.clock.advance(7 * day - 60_000);
  const later = house.browser();
  const parked = await arrive(house, later, house.borealis, person);
  expect(textOf(parked)).toContain('You can put this off until');
  // The page is of a minute ago; the answer is of now.
  house.clock.advance(60_000);
  const answered = await answer(later, parked, { later: 'yes' });
  expect(answered.body).not.toContain('SAMLResponse');
  expect(textOf(answered)).toContain('Set up your second step');
  expect(textOf(answered)).not.toContain('You can put this off');
});

test('the time runs from the first sign-in that asked, not from each', async () => {
  const person = somebody();
  await arrive(house, house.browser(), house.borealis, person);
  house.clock.advance(7 * day);
  expect(textOf(await arrive(house, house.browser(), house.borealis, person))).not.toContain('You can put this off');
});

test('what an application asks for cannot wait, nor can a form say so', async () => {
  const person = somebody();
  const browser = house.browser();
  house.signsIn(house.borealis, person);
  const { url } = await askAsPortal(house, { requestedContexts: ['https://refeds.org/profile/mfa'] });
  const away = await browser.get(url);
  const page = await browser.get(house.borealis.authorize(away.headers.location ?? ''));
  expect(textOf(page)).not.toContain('You can put this off');
  const { action, fields } = formOn(page);
  const answered = await browser.post(action, { ...fields, later: 'yes' });
  expect(answered.body).not.toContain('SAMLResponse');
});
