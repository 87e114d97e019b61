import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type BrowserPage, formOn, textOf } from '../support/browser.ts';
import { type House, openHouse } from '../support/house.ts';
import { answer, arrive, codeOf, departFor, enrol, portals, postAnswer, signIn } from '../support/journey.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ database: 'postgres', brokers: 2 });
}, 60_000);
afterAll(() => house.close());

// Each request of such a browser goes to the other broker than the one before: the departure to one, the return to the
// other, the second factor to the first again. Which of the two begins makes every step happen on either.
describe.each([0, 1])('two brokers over one PostgreSQL, broker %d first', (first) => {
  /** Somebody of their own for each test. */
  const somebody = (name: string) => ({ sub: `b-${name}-${first}`, email: `${name}-${first}@borealis.example`, name: 'Nia New' });

  test('sign a person in together, second factor and portal included', async () => {
    const browser = house.browser(first);
    const { page, key, codes } = await signIn(house, browser, house.borealis, somebody('ada'));
    expect([page.status, page.url]).toEqual([200, portals]);
    expect(codes).toHaveLength(10);
    for (const _visit of [1, 2]) expect((await browser.get(portals)).status).toBe(200);

    house.clock.advance(60_000);
    const other = house.browser(first);
    const asked = await arrive(house, other, house.borealis, somebody('ada'));
    const answered = await answer(other, asked, { answer: codeOf(house, key) });
    expect((await postAnswer(other, answered)).url).toBe(portals);
  });

  test('take a code once, whichever of them is given it', async () => {
    const { key } = await signIn(house, house.browser(first), house.borealis, somebody('code'));
    house.clock.advance(60_000);
    const browsers = [house.browser(0), house.browser(1)];
    const pages: BrowserPage[] = [];
    for (const browser of browsers) pages.push(await arrive(house, browser, house.borealis, somebody('code')));
    const code = codeOf(house, key);
    const answers = await Promise.all(browsers.map((browser, index) => answer(browser, pages[index] ?? pageMissing(), { answer: code })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 403]);
    expect(textOf(answers.find(({ status }) => status === 403) ?? pageMissing())).toContain('That code was used already');
  });

  test('open one session from one answer, though both are given it', async () => {
    const browser = house.browser(first);
    const page = await arrive(house, browser, house.borealis, somebody('twice'));
    const { answered } = await enrol(house, browser, page);
    const arrived = await Promise.all([postAnswer(browser, answered), postAnswer(browser, answered)]);
    expect(arrived.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('end a session for each other', async () => {
    const browser = house.browser(first);
    const { page } = await signIn(house, browser, house.borealis, somebody('out'));
    const out = [...page.body.matchAll(/<form[\s\S]*?<\/form>/g)].findIndex(([form]) => form.includes('/logout'));
    const before = new Map(browser.cookies('acme.localhost:8080'));
    const form = formOn(page, out);
    await browser.post(form.action, form.fields);
    for (const _broker of [1, 2]) {
      for (const [name, value] of before) browser.cookies('acme.localhost:8080').set(name, value);
      expect((await browser.send('GET', portals)).status).toBe(302);
    }
  });

  test('learn of new settings from each other', async () => {
    const revision = 10 * (first + 1);
    const settings = house.settingsOf('acme', ['borealis']);
    await house.applySettings(house.acme, revision, settings);
    for (const broker of [0, 1]) await departFor(house.browser(broker), 'borealis');
    await house.applySettings(house.acme, revision + 1, house.settingsOf('acme', ['borealis', 'kestrel']));
    for (const broker of [0, 1]) expect(textOf(await house.browser(broker).get(portals))).toContain('Which company are you with?');
  });
});

function pageMissing(): never {
  throw new Error('no page');
}
