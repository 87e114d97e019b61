/** To Atlassian Guard leads only who speaks for a list of domains, also where the settings say "every connection". */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { lastRefusal, loginHost } from '../support/attacks/in-house.ts';
import { textOf } from '../support/browser.ts';
import { type House, openHouse, people } from '../support/house.ts';
import { arrive, departFor, postAnswer } from '../support/journey.ts';
import { anApplication, askByAddress } from '../support/saml/application.ts';

const guard = anApplication({ id: 'guard', preset: 'guard-customers', entityId: 'https://guard.example/saml' });
const wiki = anApplication();
let house: House;
beforeAll(async () => {
  house = await openHouse({ policy: 'nobody' });
  const settings = house.settingsOf('acme', ['borealis', 'kestrel']);
  const [borealis, kestrel] = settings.connections;
  if (borealis === undefined || kestrel?.protocol !== 'oidc') throw new Error('no connections');
  const other = { ...borealis, id: 'other', name: 'Other', domains: { mode: 'list' as const, list: ['other.example'] } };
  const anybody = { ...kestrel, name: 'For anybody', domains: { mode: 'any-unclaimed' as const }, emailTrust: 'verified' as const };
  await house.applySettings(house.acme, 2, { ...settings, connections: [borealis, other, anybody], parties: [guard, wiki] });
});
afterAll(() => house.close());

test('it is not among the choices there, and is elsewhere', async () => {
  const asked = textOf(await house.browser().get(askByAddress(house, guard).url));
  expect(asked).toContain('Which company');
  expect(asked).not.toContain('For anybody');
  expect(textOf(await house.browser().get(askByAddress(house, wiki).url))).toContain('For anybody');
});

test('it is refused when it is chosen all the same', async () => {
  const page = await house.browser().get(`${askByAddress(house, guard).url}&connection=kestrel`);
  expect([page.status, lastRefusal(house)]).toEqual([403, 'party_connection_refused']);
});

test('it is nothing there when a link names it or the browser remembers it', async () => {
  const browser = house.browser();
  browser.cookies(loginHost).set('__Host-company', 'kestrel');
  const page = await browser.get(askByAddress(house, guard, { providers: ['kestrel'] }).url);
  expect(textOf(page)).toContain('Which company');
});

test('a session that came from it does not open the door', async () => {
  const browser = house.browser();
  await postAnswer(browser, await arrive(house, browser, house.kestrel, { ...people.dev, email: 'dev@unclaimed.example' }));
  expect(browser.cookies(loginHost).has('__Host-sso')).toBe(true);
  const page = await browser.get(askByAddress(house, guard).url);
  expect(textOf(page)).toContain('Which company');
  expect((await departFor(browser, 'borealis', page.url)).url).toContain(house.borealis.issuer);
});
