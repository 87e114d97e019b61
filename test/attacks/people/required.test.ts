/** A second factor is required of somebody, who tries to come in without it. */
import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { PersonRule } from '#contract/rpc/people';
import type { Doer, PeopleScene } from '../../../broker/domain/ports/people.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { somebody } from '../../support/attacks/in-house.ts';
import { type BrowserPage, textOf } from '../../support/browser.ts';
import { type House, openHouse, type TestPerson } from '../../support/house.ts';
import { arrive, departFor, portals, postAnswer } from '../../support/journey.ts';
import type { Behaviour } from '../../support/oidc/provider.ts';

jest.setTimeout(60_000);

const operator: Doer = { kind: 'operator' };
let house: House;
let at: PeopleScene;
beforeAll(async () => {
  house = await openHouse({ policy: 'nobody', connections: ['borealis'] });
  at = { tenant: house.acme, snapshot: await house.broker.snapshots.live(house.acme.id) };
});
afterAll(() => house.close());

/** Somebody who signed in before anything was said of them, and the browser in which they are. */
async function signedIn() {
  const person = somebody();
  const browser = house.browser();
  await postAnswer(browser, await arrive(house, browser, house.borealis, person));
  expect((await browser.get(portals)).status).toBe(200);
  return { person, browser };
}
async function say(person: TestPerson, rule: PersonRule): Promise<void> {
  const said = await house.broker.people.say(at, operator, { address: person.email }, { rule, until: null, reason: 'a test' });
  expect(said.ok).toBe(true);
}
async function comes(person: TestPerson, told: Behaviour = {}): Promise<BrowserPage> {
  const browser = house.browser();
  house.signsIn(house.borealis, person, told);
  const { url } = await departFor(browser, 'borealis');
  return browser.get(house.borealis.authorize(url));
}
const isIn = (page: BrowserPage) => page.body.includes('SAMLResponse');
const isAsked = (page: BrowserPage) => textOf(page).includes('Set up your second step');

const { attack, honest } = casesOf('people.shaken-off');

describe('whoever is signed in when a second factor is required of them', () => {
  attack('for the first time that anything is said of them, goes on no further', async () => {
    const { person, browser } = await signedIn();
    const other = await signedIn();
    await say(person, 'required');
    expect((await browser.get(portals)).status).not.toBe(200);
    expect((await other.browser.get(portals)).status).toBe(200);
  });

  attack('by a file, goes on no further', async () => {
    const { person, browser } = await signedIn();
    const row = { line: 1, address: person.email, rule: 'required', until: null, reason: '' } as const;
    expect(await house.broker.people.importRows(at, operator, [row], false)).toMatchObject([{ outcome: 'added' }]);
    expect((await browser.get(portals)).status).not.toBe(200);
  });
});

describe('whoever has to have a second factor', () => {
  honest('is asked for it at the next sign-in, and nobody else is', async () => {
    const { person } = await signedIn();
    const other = await signedIn();
    await say(person, 'required');
    expect(isAsked(await comes(person))).toBe(true);
    expect(isIn(await comes(other.person))).toBe(true);
  });

  attack.each<[string, (claims: Record<string, unknown>) => Record<string, unknown>]>([
    ['another address of the same company', (claims) => ({ ...claims, email: 'other.name@borealis.example' })],
    ['an address that is not verified', (claims) => ({ ...claims, email_verified: false })],
    ['another one that is not verified', (claims) => ({ ...claims, email: 'other.name@borealis.example', email_verified: false })],
    ['an address of another company', (claims) => ({ ...claims, email: 'somebody@kestrel.example' })],
    ['no address', (claims) => ({ ...claims, email: undefined })],
  ])('does not come in by %s', async (_, claims) => {
    const { person } = await signedIn();
    await say(person, 'required');
    const page = await comes(person, { claims, userInfo: () => ({ sub: person.sub }) });
    expect([isIn(page), isAsked(page)]).toEqual([false, true]);
  });
});
