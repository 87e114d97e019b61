/** Finding the company by the e-mail address, where companies are not to be listed. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Settings } from '#contract/settings/snapshot';
import { Secret } from '../../broker/domain/secret.ts';
import { type BrowserPage, formOn, type TestBrowser, textOf } from '../support/browser.ts';
import { anEmailCodeConnection } from '../support/connections.ts';
import { type House, openHouse, people } from '../support/house.ts';
import { departFor, portals, postAnswer } from '../support/journey.ts';

const loginHost = 'acme-login.localhost:8080';

let house: House;
let revision = 1;
beforeAll(async () => {
  // Nothing is sent here; a connection by e-mail code needs a way to send.
  house = await openHouse({
    policy: 'nobody',
    mail: { via: 'smtp', url: new Secret('smtp://127.0.0.1:9'), from: 'no-reply@help.example' },
  });
});
afterAll(() => house.close());
beforeEach(() => apply((each) => each));

async function apply(change: (connections: Settings['connections']) => Settings['connections']): Promise<void> {
  const settings = house.settingsOf('acme', ['borealis', 'kestrel']);
  revision += 1;
  const portal = { ...settings.portal, askForEmail: true };
  await house.applySettings(house.acme, revision, { ...settings, connections: change(settings.connections), portal });
}

/** Enters an address on a page that asks for one; gives what comes of it in the end. */
function enter(browser: TestBrowser, page: BrowserPage, email: string): Promise<BrowserPage> {
  return browser.post(formOn(page).action, { email });
}

async function find(email: string, browser = house.browser()): Promise<BrowserPage> {
  return enter(browser, await browser.get(portals), email);
}

const asksAgain = 'No company that signs in here has this kind of address';

describe('a help centre that asks for the address', () => {
  test('shows no company, and whom to ask', async () => {
    const page = await house.browser().get(portals);
    expect(textOf(page)).toContain('Enter your e-mail address at work');
    expect(textOf(page)).toContain('Whom to ask: the service desk');
    expect(page.body).not.toMatch(/borealis|kestrel/i);
  });

  test('leads to the company, tells it the address, and lets in', async () => {
    const browser = house.browser();
    const away = await find(' Dev@Kestrel.Example ', browser);
    const url = new URL(away.headers.location ?? '');
    expect(url.origin).toBe(house.kestrel.issuer);
    expect(url.searchParams.get('login_hint')).toBe('Dev@kestrel.example');
    house.signsIn(house.kestrel, people.dev);
    const inside = await postAnswer(browser, await browser.get(house.kestrel.authorize(url.href)));
    expect(textOf(inside)).toContain(people.dev.name);
  });

  test('keeps the address nowhere but in the browser, sealed, and until it is used', async () => {
    const browser = house.browser();
    const asked = await browser.get(portals);
    const page = await browser.send('POST', formOn(asked).action, { email: people.dev.email });
    const [cookie = ''] = [page.headers['set-cookie']].flat();
    expect(cookie).toMatch(/^__Host-address=[0-9a-z]{8}\.[A-Za-z0-9_-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    expect(page.body).not.toMatch(/dev@|kestrel/i);
    const [, next = ''] = /url=([^"]+)"/.exec(page.body) ?? [];
    const away = await browser.send('GET', new URL(next.replaceAll('&amp;', '&'), page.url).href);
    expect(away.headers.location).toContain('login_hint');
    expect(browser.cookies(loginHost).has('__Host-address')).toBe(false);
    expect(JSON.stringify(house.log.lines)).not.toContain('dev@kestrel');
  });

  test('asks again when nobody has such addresses, and then leads on', async () => {
    const browser = house.browser();
    const page = await find('ada@borealis.exmaple', browser);
    expect([page.status, textOf(page).includes(asksAgain)]).toEqual([404, true]);
    expect(page.body).toContain('aria-invalid="true"');
    expect((await enter(browser, page, people.ada.email)).headers.location).toContain(house.borealis.issuer);
  });

  test('asks again when the address was not to be read', async () => {
    const page = await find('ada at borealis');
    expect([page.status, textOf(page).includes('Enter the whole address')]).toEqual([422, true]);
  });

  test('asks again when the address was left lying for too long', async () => {
    const browser = house.browser();
    const asked = await browser.get(portals);
    const page = await browser.send('POST', formOn(asked).action, { email: people.dev.email });
    house.clock.advance(10 * 60_000);
    const fresh = await browser.send('GET', portals);
    const late = await browser.send('GET', `${fresh.headers.location}&company=found`);
    expect([page.status, late.status]).toEqual([200, 200]);
    expect(textOf(late)).toContain('Enter your e-mail address at work');
  });

  test('lets people go back and enter another address', async () => {
    const browser = house.browser();
    const asked = await browser.get(portals);
    expect((await enter(browser, asked, people.ada.email)).headers.location).toContain(house.borealis.issuer);
    expect((await enter(browser, asked, people.dev.email)).headers.location).toContain(house.kestrel.issuer);
  });
});

describe('an address that nobody claims', () => {
  const open = (connections: Settings['connections'], ...ids: string[]) =>
    connections.map((each) =>
      ids.includes(each.id) ? { ...each, domains: { mode: 'any-unclaimed' as const }, emailTrust: 'verified' as const } : each,
    ) as Settings['connections'];

  test('goes to the provider for everybody', async () => {
    await apply((connections) => open(connections, 'kestrel'));
    expect((await find('somebody@unclaimed.example')).headers.location).toContain(house.kestrel.issuer);
  });

  test('leaves the choice where there are several, and shows no others', async () => {
    const third = {
      ...house.settingsOf('acme', ['kestrel']).connections[0],
      id: 'hub',
      name: 'Hub',
      domains: { mode: 'list', list: ['hub.example'] },
    };
    await apply((connections) => [...open(connections, 'borealis', 'kestrel'), third as Settings['connections'][number]]);
    const browser = house.browser();
    const page = await find('somebody@unclaimed.example', browser);
    expect(textOf(page)).toMatch(/Which company are you with\?.*borealis kestrel Use my e-mail address instead/);
    expect(page.body).not.toContain('Hub');
    expect((await departFor(browser, 'kestrel', page.url)).url).toContain(house.kestrel.issuer);
  });

  test('goes where the customers without a provider go, and sees what they see', async () => {
    await apply((connections) => [...connections, anEmailCodeConnection({ domains: { mode: 'list', list: ['small.example'] } })]);
    const [customer, stranger] = [await find('owner@small.example'), await find('owner@other.example')];
    expect([customer.status, stranger.status]).toEqual([200, 200]);
    expect(textOf(stranger)).toBe(textOf(customer));
    expect(textOf(stranger)).toContain('If you may sign in here, a code is on its way');
    // The address need not be written again.
    expect([formOn(customer).fields.email, formOn(stranger).fields.email]).toEqual(['owner@small.example', 'owner@other.example']);
  });
});
