import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { PersonRule } from '#contract/rpc/people';
import type { Doer, PeopleScene } from '../../broker/domain/ports/people.ts';
import { lastRefusal, somebody } from '../support/attacks/in-house.ts';
import { formOn, type TestBrowser, textOf } from '../support/browser.ts';
import { type House, openHouse, type TestPerson } from '../support/house.ts';
import { answer, arrive, codeOf, enrol, keyOn } from '../support/journey.ts';
import { askAsPortal } from '../support/party-request.ts';

jest.setTimeout(60_000);

const day = 24 * 3_600_000;
const operator: Doer = { kind: 'operator' };

describe.each([
  ['sqlite', 'everybody'],
  ['postgres', 'nobody'],
] as const)('on %s, where the policy asks %s', (database, policy) => {
  let house: House;
  let at: PeopleScene;
  beforeAll(async () => {
    house = await openHouse({ policy, connections: ['borealis'], database });
    at = { tenant: house.acme, snapshot: await house.broker.snapshots.live(house.acme.id) };
  });
  afterAll(() => house.close());

  const say = async (person: TestPerson, rule: PersonRule) => {
    const until = rule === 'exempt' ? house.clock.now() + day : null;
    const said = await house.broker.people.say(at, operator, { address: person.email }, { rule, until, reason: 'a test' });
    if (!said.ok) throw new Error(said.because);
    return said.card;
  };
  const comes = (person: TestPerson, browser: TestBrowser = house.browser()) => arrive(house, browser, house.borealis, person);
  const isIn = (page: { body: string }) => page.body.includes('SAMLResponse');

  test('whoever is exempt is let in without one until the day is over, and whoever it is required of is asked', async () => {
    const person = somebody();
    await say(person, 'exempt');
    expect(isIn(await comes(person))).toBe(true);
    await say(person, 'required');
    const asked = await comes(person);
    expect([isIn(asked), textOf(asked).includes('Set up your second step')]).toEqual([false, true]);
    await say(person, 'exempt');
    expect(isIn(await comes(person))).toBe(true);
    house.clock.advance(day);
    expect(isIn(await comes(person))).toBe(policy === 'nobody');
  });

  test('an exemption does not stand for what an application asks for', async () => {
    const person = somebody();
    await say(person, 'exempt');
    house.signsIn(house.borealis, person);
    const browser = house.browser();
    const { url } = await askAsPortal(house, { requestedContexts: ['https://refeds.org/profile/mfa'] });
    const away = await browser.get(url);
    expect(isIn(await browser.get(house.borealis.authorize(away.headers.location ?? '')))).toBe(false);
  });

  test('somebody who is signed in while more is asked of them is signed out, and has to show it', async () => {
    const person = somebody();
    await say(person, 'exempt');
    const browser = house.browser();
    const page = await comes(person, browser);
    const { action, fields } = formOn(page);
    await browser.post(action, fields);
    expect((await browser.get('http://acme.localhost:8080/servicedesk/customer/portals')).status).toBe(200);
    await say(person, 'required');
    expect((await browser.get('http://acme.localhost:8080/servicedesk/customer/portals')).status).not.toBe(200);
    expect(isIn(await comes(person, browser))).toBe(false);
  });

  test('after a reset the old factor and the old session count for nothing, and a new one is set up', async () => {
    const person = somebody();
    const { id } = await say(person, 'required');
    const browser = house.browser();
    const { key } = await enrol(house, browser, await comes(person, browser));
    house.clock.advance(60_000);
    const back = house.browser();
    const asked = await comes(person, back);
    expect(await house.broker.people.reset(at, operator, id, 'lost phone')).toMatchObject({ ok: true, factors: 1 });
    // The page of a moment ago asks for what is not there any more.
    expect(isIn(await answer(back, asked, { answer: codeOf(house, key) }))).toBe(false);
    expect(textOf(await comes(person))).toContain('Set up your second step');
    expect((await house.broker.people.open(at, operator, id))?.acts[0]).toMatchObject({ act: 'reset', by: 'operator' });
  });

  test.each(['endSessions', 'forget'] as const)('a sign-in under way ends with it: %s', async (act) => {
    const person = somebody();
    const { id } = await say(person, 'required');
    const thief = house.browser();
    const page = await comes(person, thief);
    const key = keyOn(page);
    expect(await house.broker.people[act](at, operator, id, 'stolen')).toMatchObject({ ok: true });
    const shown = await answer(thief, page, { answer: codeOf(house, key) });
    expect([isIn(shown), shown.body.includes('<li><code>'), lastRefusal(house)]).toEqual([false, false, 'login_signed_out_meanwhile']);
    expect((await thief.get('http://acme.localhost:8080/servicedesk/customer/portals')).status).not.toBe(200);
  });

  test('with a pass somebody who lost everything comes in, once', async () => {
    const person = somebody();
    const { id } = await say(person, 'required');
    const browser = house.browser();
    await enrol(house, browser, await comes(person, browser));
    house.clock.advance(60_000);
    const issued = await house.broker.people.issuePass(at, operator, id, 'left it at home');
    if (!issued.ok) throw new Error(issued.because);
    const back = house.browser();
    const asked = await comes(person, back);
    const used = await answer(back, await answer(back, asked, { method: 'temporary-pass' }), { answer: issued.code });
    expect(isIn(used)).toBe(true);
    // It is gone with its use, and so is the way to it.
    const again = house.browser();
    expect((await answer(again, await comes(person, again), { method: 'temporary-pass' })).status).toBe(409);
    expect((await house.broker.people.open(at, operator, id))?.acts[0]).toMatchObject({ act: 'pass', reason: 'left it at home' });
  });

  test('people of whom nothing was said cost no look, and are asked what the policy asks', async () => {
    const person = somebody();
    expect(isIn(await comes(person))).toBe(policy === 'nobody');
    expect(await house.broker.storage.tenants.siteOfHost('umbra-login.localhost:8080')).toMatchObject({ hasPeople: false });
    expect(await house.broker.storage.tenants.siteOfHost('acme-login.localhost:8080')).toMatchObject({ hasPeople: true });
  });
});
