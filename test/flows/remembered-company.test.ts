/** What a browser remembers of where its person signs in, and how it is forgotten. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type BrowserPage, formOn, type TestBrowser, textOf } from '../support/browser.ts';
import { type House, openHouse, people } from '../support/house.ts';
import { arrive, departFor, portals, postAnswer } from '../support/journey.ts';

const loginHost = 'acme-login.localhost:8080';
const kept = (browser: TestBrowser) => browser.cookies(loginHost).get('__Host-company');

let house: House;
let revision = 1;
beforeAll(async () => {
  house = await openHouse({ policy: 'nobody' });
});
afterAll(() => house.close());
beforeEach(() => apply());

async function apply(change: { portal?: object; connections?: readonly ('borealis' | 'kestrel')[] } = {}): Promise<void> {
  const settings = house.settingsOf('acme', ['borealis', 'kestrel']);
  revision += 1;
  await house.applySettings(house.acme, revision, {
    ...settings,
    connections: settings.connections.map((each) => ({ ...each, enabled: change.connections?.some((id) => id === each.id) ?? true })),
    portal: { ...settings.portal, ...change.portal },
  });
}

/** A browser whose session of the day has ended. */
async function comeBack(): Promise<TestBrowser> {
  const browser = house.browser();
  await postAnswer(browser, await arrive(house, browser, house.borealis, people.ada));
  browser.cookies('acme.localhost:8080').clear();
  browser.cookies(loginHost).delete('__Host-sso');
  return browser;
}

const isAtBorealis = (page: BrowserPage) => (page.headers.location ?? '').startsWith(`${house.borealis.issuer}/authorize`);

describe('a browser that signed in', () => {
  test('remembers which company it was, and no more', async () => {
    const browser = house.browser();
    const { url } = await departFor(browser, 'borealis');
    expect(kept(browser)).toBeUndefined();
    house.signsIn(house.borealis, people.ada);
    const page = await browser.send('GET', house.borealis.authorize(url));
    const [cookie = ''] = [page.headers['set-cookie']].flat().filter((each) => each?.startsWith('__Host-company='));
    expect(cookie).toBe('__Host-company=borealis; Max-Age=15552000; Path=/; HttpOnly; Secure; SameSite=Lax');
  });

  test('remembers nothing of a sign-in that was refused', async () => {
    const browser = house.browser();
    house.signsIn(house.borealis, { ...people.ada, sub: 'stranger', email: 'stranger@elsewhere.example' });
    const { url } = await departFor(browser, 'borealis');
    expect((await browser.get(house.borealis.authorize(url))).status).toBe(403);
    expect(kept(browser)).toBeUndefined();
  });

  test('goes straight there the next time', async () => {
    const browser = await comeBack();
    expect(isAtBorealis(await browser.get(portals))).toBe(true);
  });

  test('goes straight there before anybody is led elsewhere, or asked for an address', async () => {
    const [one, two] = [await comeBack(), await comeBack()];
    await apply({ portal: { primaryConnection: 'kestrel' } });
    expect(isAtBorealis(await one.get(portals))).toBe(true);
    await apply({ portal: { askForEmail: true } });
    expect(isAtBorealis(await two.get(portals))).toBe(true);
  });

  test('is asked when it comes back from there without having signed in, and finds its company in front', async () => {
    const browser = await comeBack();
    await browser.get(portals);
    house.clock.advance(5_000);
    const page = await browser.get(portals);
    expect(textOf(page)).toMatch(/Which company are you with\?.*borealis Used last in this browser.*kestrel.*Forget borealis/);
    const { url } = await departFor(browser, 'kestrel', page.url);
    expect(url).toContain(house.kestrel.issuer);
  });

  test('opens its windows all at once', async () => {
    const browser = await comeBack();
    for (let window = 0; window < 3; window += 1) expect(isAtBorealis(await browser.get(portals))).toBe(true);
  });

  test('is not asked any more when that sign-in would be long over', async () => {
    const browser = await comeBack();
    await browser.get(portals);
    house.clock.advance(11 * 60_000);
    expect(isAtBorealis(await browser.get(portals))).toBe(true);
  });

  test('remembers the newest company', async () => {
    const browser = await comeBack();
    house.signsIn(house.kestrel, people.dev);
    await browser.get(portals);
    house.clock.advance(5_000);
    const { url } = await departFor(browser, 'kestrel');
    await browser.get(house.kestrel.authorize(url));
    expect(kept(browser)).toBe('kestrel');
  });

  test('is asked like everybody once the company is gone', async () => {
    const browser = await comeBack();
    await apply({ connections: ['kestrel'] });
    expect((await browser.get(portals)).headers.location).toContain(house.kestrel.issuer);
  });
});

describe('a person who signs out', () => {
  test('is asked the next time, with the company in front', async () => {
    const browser = house.browser();
    const page = await postAnswer(browser, await arrive(house, browser, house.borealis, people.ada));
    const out = [...page.body.matchAll(/<form[\s\S]*?<\/form>/g)].findIndex(([form]) => form.includes('/logout'));
    const form = formOn(page, out);
    await browser.post(form.action, form.fields);
    expect(kept(browser)).toBe('borealis~0');
    expect(textOf(await browser.get(portals))).toContain('Used last in this browser');
    house.clock.advance(3 * 86_400_000);
    expect(textOf(await browser.get(portals))).toContain('Used last in this browser');
  });
});

describe('a browser that is to forget', () => {
  test('does so by a form of ours, and then asks without a word of it', async () => {
    const browser = await comeBack();
    await browser.get(portals);
    house.clock.advance(5_000);
    const page = await browser.get(portals);
    const { action } = formOn(page);
    const after = await browser.post(action, { forget: '1' });
    expect(kept(browser)).toBeUndefined();
    expect(textOf(after)).toContain('Which company are you with?');
    expect(textOf(after)).not.toContain('Used last');
    // The sign-in that was under way goes on from there.
    expect((await departFor(browser, 'kestrel', after.url)).url).toContain(house.kestrel.issuer);
  });

  test('does so beside the question for the e-mail address too', async () => {
    const browser = await comeBack();
    await apply({ portal: { askForEmail: true } });
    await browser.get(portals);
    house.clock.advance(5_000);
    const page = await browser.get(portals);
    expect(textOf(page)).toContain('borealis Used last in this browser');
    const { action } = formOn(page, 1);
    const after = await browser.post(action, { forget: '1' });
    expect(textOf(after)).toContain('Enter your e-mail address at work');
    expect(textOf(after)).not.toContain('borealis');
  });
});
