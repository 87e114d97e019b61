import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import type { Place, Places } from '../../broker/domain/ports/places.ts';
import { somebody } from '../support/attacks/in-house.ts';
import { type TestBrowser, textOf } from '../support/browser.ts';
import { type House, openHouse, type TestPerson } from '../support/house.ts';
import { answer, arrive, codeOf, enrol, postAnswer } from '../support/journey.ts';

jest.setTimeout(60_000);

const oslo: Place = { country: 'NO', at: { latitude: 59.9, longitude: 10.7 } };
const goteborg: Place = { country: 'SE', at: { latitude: 57.7, longitude: 12 } };
const tromso: Place = { country: 'NO', at: { latitude: 69.6, longitude: 19 } };
let here: Place | null = oslo;
const places: Places = {
  isKnown: true,
  source: { builtAt: 0, kind: 'test', isDbipLite: false },
  placeOf: () => here,
};

let house: House;
beforeAll(async () => {
  house = await openHouse({ policy: 'recommended', connections: ['borealis'], places });
}, 60_000);
afterAll(() => house.close());
beforeEach(() => {
  here = oslo;
});

const day = 24 * 3_600_000;

/** Signed out, and some time later. */
function later(browser: TestBrowser, ms: number): void {
  browser.cookies('acme-login.localhost:8080').delete('__Host-sso');
  browser.cookies('acme.localhost:8080').clear();
  house.clock.advance(ms);
}

/** Somebody in Oslo whose browser is remembered, so that nothing is asked but for something unusual. */
async function settled(): Promise<{ person: TestPerson; browser: TestBrowser; key: string }> {
  const person = somebody();
  const browser = house.browser();
  const { answered, key } = await enrol(house, browser, await arrive(house, browser, house.borealis, person));
  await postAnswer(browser, answered);
  later(browser, 60_000);
  const page = await arrive(house, browser, house.borealis, person);
  await postAnswer(browser, await answer(browser, page, { answer: codeOf(house, key), remember: 'yes' }));
  later(browser, 60_000);
  return { person, browser, key };
}

async function isAsked({ person, browser }: { person: TestPerson; browser: TestBrowser }): Promise<boolean> {
  const page = await arrive(house, browser, house.borealis, person);
  const asked = textOf(page).includes('Confirm that it is you');
  if (!asked) later(browser, 60_000);
  return asked;
}

test('a remembered browser is not asked at home, and is asked in another country until the person has answered there once', async () => {
  const at = await settled();
  expect(await isAsked(at)).toBe(false);
  house.clock.advance(day);
  here = goteborg;
  const page = await arrive(house, at.browser, house.borealis, at.person);
  expect(textOf(page)).toContain('Confirm that it is you');
  // Whoever leaves it at that was not there.
  later(at.browser, 60_000);
  const again = await arrive(house, at.browser, house.borealis, at.person);
  expect(textOf(again)).toContain('Confirm that it is you');
  await postAnswer(at.browser, await answer(at.browser, again, { answer: codeOf(house, at.key) }));
  later(at.browser, day);
  expect(await isAsked(at)).toBe(false);
  here = oslo;
  house.clock.advance(day);
  expect(await isAsked(at)).toBe(false);
});

test('who is a thousand kilometres away within half an hour is asked, and the next day is not', async () => {
  const at = await settled();
  house.clock.advance(30 * 60_000);
  here = tromso;
  expect(await isAsked(at)).toBe(true);
  later(at.browser, day);
  expect(await isAsked(at)).toBe(false);
});

test('a place that nobody knows is asked about once', async () => {
  const at = await settled();
  here = null;
  expect(await isAsked(at)).toBe(true);
});
