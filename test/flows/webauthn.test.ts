/** Security keys through the whole login, as their browser's script posts them. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AppError } from '../../broker/domain/app-error.ts';
import { type BrowserPage, formOn, type TestBrowser, textOf } from '../support/browser.ts';
import { type House, openHouse, people, type TestPerson } from '../support/house.ts';
import { answer, arrive, postAnswer } from '../support/journey.ts';
import { Authenticator } from '../support/webauthn/authenticator.ts';
import { comeToKey, keyOptionsOn, keyOrigin, keysAndCodes, setKeyUp } from '../support/webauthn/journey.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse({ secondFactor: keysAndCodes });
});
afterAll(() => house.close());

const come = (browser: TestBrowser, person?: TestPerson) => comeToKey(house, browser, person);
const setUp = (person?: TestPerson) => setKeyUp(house, person);
const create = (browser: TestBrowser, page: BrowserPage, key: Authenticator) =>
  answer(browser, page, { answer: key.create(keyOptionsOn(page), keyOrigin) });

describe('a login with a security key', () => {
  test('sets one up, and goes on with it at the next sign-in, in another browser', async () => {
    const key = await setUp();
    const browser = house.browser();
    const page = await come(browser);
    expect(textOf(page)).toContain('Use your security key or passkey');
    const answered = await answer(browser, page, { answer: key.get(keyOptionsOn(page), keyOrigin) });
    expect(textOf(await postAnswer(browser, answered))).toContain('How can we help?');
  });

  test('has an answer with the longest attestation that fits, and refuses what is longer', async () => {
    const browser = house.browser();
    const page = await come(browser, people.bo);
    const { action, fields } = formOn(page);
    const long = await browser.post(action, { ...fields, answer: 'x'.repeat(60_000) });
    expect([long.status, textOf(long)]).toEqual([400, expect.stringContaining('No answer of a key arrived')]);
    expect((await browser.post(action, { ...fields, answer: 'x'.repeat(200_000) })).status).toBe(413);
  });

  test('stays where it is after a wrong answer, and does not ask at once again', async () => {
    const key = await setUp(people.bo);
    const browser = house.browser();
    const page = await come(browser, people.bo);
    expect(page.body).toContain('data-at-once');
    const wrong = await answer(browser, page, { answer: key.get(keyOptionsOn(page), keyOrigin, { forged: true }) });
    expect([wrong.status, textOf(wrong)]).toEqual([403, expect.stringContaining('The answer of the key could not be verified')]);
    expect(wrong.body).not.toContain('data-at-once');
    const right = await answer(browser, wrong, { answer: key.get(keyOptionsOn(wrong), keyOrigin) });
    expect(textOf(await postAnswer(browser, right))).toContain('How can we help?');
  });

  test('counts no wrong answer of a key as a guess', async () => {
    const cleo = { sub: 'b-cleo', email: 'cleo@borealis.example', name: 'Cleo Conti' };
    const key = await setUp(cleo);
    const browser = house.browser();
    let page = await come(browser, cleo);
    for (let count = 0; count < 8; count += 1)
      page = await answer(browser, page, { answer: key.get(keyOptionsOn(page), keyOrigin, { forged: true }) });
    const right = await answer(browser, page, { answer: key.get(keyOptionsOn(page), keyOrigin) });
    expect(textOf(await postAnswer(browser, right))).toContain('How can we help?');
  });

  test('takes the answer of one login for no other one of the same person', async () => {
    const key = await setUp({ sub: 'b-eve', email: 'eve@borealis.example', name: 'Eve Eide' });
    const eve = { sub: 'b-eve', email: 'eve@borealis.example', name: 'Eve Eide' };
    const [one, two] = [house.browser(), house.browser()];
    const [first, second] = [await come(one, eve), await come(two, eve)];
    const refused = await answer(two, second, { answer: key.get(keyOptionsOn(first), keyOrigin) });
    expect(textOf(refused)).toContain('The answer of the key could not be verified');
  });

  test('may begin again when setting up took too long', async () => {
    const fay = { sub: 'b-fay', email: 'fay@borealis.example', name: 'Fay Foss' };
    const browser = house.browser();
    const page = await come(browser, fay);
    house.clock.advance(6 * 60_000);
    const late = await create(browser, page, new Authenticator());
    expect([late.status, textOf(late)]).toEqual([409, expect.stringContaining('Try again')]);
    const again = await answer(browser, late, { method: 'webauthn' });
    expect(textOf(await create(browser, again, new Authenticator()))).toContain('Keep these recovery codes');
  });

  test('may begin again when the key was not at hand for too long', async () => {
    const gus = { sub: 'b-gus', email: 'gus@borealis.example', name: 'Gus Gran' };
    const key = await setUp(gus);
    const browser = house.browser();
    const page = await come(browser, gus);
    house.clock.advance(6 * 60_000);
    const late = await answer(browser, page, { answer: key.get(keyOptionsOn(page), keyOrigin) });
    expect(textOf(late)).toContain('Try again');
    const again = await answer(browser, late, { method: 'webauthn' });
    const right = await answer(browser, again, { answer: key.get(keyOptionsOn(again), keyOrigin) });
    expect(textOf(await postAnswer(browser, right))).toContain('How can we help?');
  });

  test('goes on while nothing can be counted, where codes are refused', async () => {
    const ida = { sub: 'b-ida', email: 'ida@borealis.example', name: 'Ida Iversen' };
    const key = await setUp(ida);
    const browser = house.browser();
    const page = await come(browser, ida);
    const { rates } = house.broker.storage;
    const { hit } = rates;
    const away = new AppError('database_unavailable');
    rates.hit = () => Promise.reject(away);
    try {
      const other = house.browser();
      const codes = await answer(other, await come(other, ida), { method: 'recovery-code' });
      expect((await answer(other, codes, { answer: 'AAAA-AAAA-AAAA-AAAA' })).status).toBe(503);
      const right = await answer(browser, page, { answer: key.get(keyOptionsOn(page), keyOrigin) });
      expect(textOf(await postAnswer(browser, right))).toContain('How can we help?');
    } finally {
      rates.hit = hit;
    }
  });

  test('of a tenant is worth nothing at another, with the same company and person', async () => {
    const hal = { sub: 'b-hal', email: 'hal@borealis.example', name: 'Hal Holm' };
    const key = await setUp(hal);
    const browser = house.browser();
    const link = 'http://umbra.localhost:8080/servicedesk/customer/portals';
    const page = await arrive(house, browser, house.borealis, hal, link);
    expect(textOf(page)).toContain('Add a security key or passkey');
    const stolen = await answer(browser, page, { answer: key.get(keyOptionsOn(page), keyOrigin) });
    expect(stolen.status).toBe(400);
  });
});
