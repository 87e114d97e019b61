import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { formOn, textOf } from '../support/browser.ts';
import { type House, openHouse, people } from '../support/house.ts';
import { arrive, departFor, enrol, portals, postAnswer, signIn } from '../support/journey.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const supportCode = /Support code: [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/;

describe('the provider', () => {
  test('that is down leaves a clear page, and the sign-in can be tried again', async () => {
    house.borealis.behave({ endpoint: { discovery: (_request, response) => void response.writeHead(503).end() } });
    const browser = house.browser();
    await expect(departFor(browser, 'borealis')).rejects.toThrow(/\(502\).*Your company's sign-in does not answer.*Support code/);
    house.borealis.behave({});
    house.clock.advance(60_000);
    await signIn(house, browser, house.borealis, people.ada);
  });

  test('that fails half-way says so, and the next try works', async () => {
    const browser = house.browser();
    house.signsIn(house.borealis, people.ada);
    const { url } = await departFor(browser, 'borealis');
    const back = house.borealis.authorize(url);
    house.borealis.behave({ endpoint: { token: (_request, response) => void response.writeHead(500).end() } });
    const page = await browser.get(back);
    expect(page.status).toBe(502);
    expect(textOf(page)).toContain("Your company's sign-in");
    expect(textOf(page)).toMatch(supportCode);
    await signIn(house, browser, house.borealis, people.ada);
  });
});

describe('Jira', () => {
  test('that is down during the first sign-in lets nobody in and creates nothing twice', async () => {
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, people.ada);
    house.jira.faults.add({ kind: 'unavailable', times: Number.POSITIVE_INFINITY });
    const { answered } = await enrol(house, browser, page);
    expect(answered.status).toBe(503);
    expect(textOf(answered)).toContain('Jira cannot be reached right now');
    expect(textOf(answered)).toMatch(supportCode);
    expect(answered.body).not.toContain('SAMLResponse');
  });

  test('that is down later lets a known person in, and the portal says what is wrong', async () => {
    const browser = house.browser();
    const { key } = await signIn(house, browser, house.borealis, people.ada);
    expect(key).toBeTruthy();
    browser.cookies('acme.localhost:8080').clear();
    house.clock.advance(61_000);
    house.jira.faults.add({ kind: 'unavailable', times: Number.POSITIVE_INFINITY });
    const again = await browser.get(portals);
    const page = await postAnswer(browser, again);
    expect(page.status).toBe(503);
    expect(textOf(page)).toContain('Jira cannot be reached right now');
    expect(textOf(page)).toMatch(supportCode);
    expect(browser.cookies('acme.localhost:8080').has('__Host-session')).toBe(true);
  });

  test('with a revoked token is not asked on and on', async () => {
    const browser = house.browser();
    const { page } = await signIn(house, browser, house.borealis, people.ada);
    expect(page.status).toBe(200);
    house.clock.advance(61_000);
    for (const site of house.jira.sites.values()) for (const token of site.tokens) token.revoked = true;
    const refused = await browser.get(portals);
    expect(refused.status).toBe(503);
    expect(textOf(refused)).toContain('cannot sign in to Jira');
    expect(textOf(refused)).toMatch(supportCode);
  });
});

describe('the database', () => {
  test('that is gone refuses sign-ins with a clear page; the process stays up and says that it is not ready', async () => {
    const browser = house.browser();
    await house.broker.storage.close();
    const page = await browser.get(portals);
    expect(page.status).toBe(503);
    expect(textOf(page)).toContain('Signing in is not possible right now');
    expect(page.headers['retry-after']).toBe('10');
    const ready = await browser.get('http://localhost:8080/readyz');
    expect([ready.status, JSON.parse(ready.body)]).toEqual([503, { status: 'not ready' }]);
    expect((await browser.get('http://localhost:8080/healthz')).status).toBe(200);
  });

  test('that goes during a sign-in lets nobody past', async () => {
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, people.bo);
    const form = formOn(page);
    await house.broker.storage.close();
    const answered = await browser.post(form.action, { ...form.fields, answer: '123456' });
    expect(answered.status).toBe(503);
    expect(answered.body).not.toContain('SAMLResponse');
  });
});
