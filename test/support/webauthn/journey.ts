/** What somebody with a key does in a login, as the script of the page does it for them. */
import { emptySettings, type Settings } from '#contract/settings/snapshot';
import { type BrowserPage, type TestBrowser, textOf } from '../browser.ts';
import { type House, people, type TestPerson } from '../house.ts';
import { answer, arrive, postAnswer } from '../journey.ts';
import { Authenticator, type Make } from './authenticator.ts';

/** The login host of Acme, which keys sign for. */
export const keyOrigin = 'http://acme-login.localhost:8080';

const { methods } = emptySettings.secondFactor;

/** Keys and recovery codes: with one way there is no page that asks which. */
export const keysAndCodes: Settings['secondFactor'] = {
  ...emptySettings.secondFactor,
  methods: { ...methods, push: { ...methods.push, enabled: false }, totp: { ...methods.totp, enabled: false } },
};

/** What the page hands to the browser's script. */
export function keyOptionsOn(page: BrowserPage): string {
  const options = / data-options="([^"]*)"/.exec(page.body)?.[1];
  if (options === undefined) throw new Error(`no key is asked for on ${page.url} (${page.status}): ${textOf(page)}`);
  return options.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** From the link to the page that asks for a key, or for a new one. */
export function comeToKey(house: House, browser: TestBrowser, person: TestPerson = people.ada): Promise<BrowserPage> {
  return arrive(house, browser, house.borealis, person);
}

/** Sets a key up, and goes on into the portal. */
export async function setKeyUp(house: House, person: TestPerson = people.ada, make: Make = {}): Promise<Authenticator> {
  const browser = house.browser();
  const page = await comeToKey(house, browser, person);
  const key = new Authenticator(make);
  const codes = await answer(browser, page, { answer: key.create(keyOptionsOn(page), keyOrigin), label: 'Blue key' });
  const entered = await postAnswer(browser, await answer(browser, codes, {}));
  if (entered.status !== 200) throw new Error(`did not enter (${entered.status}): ${textOf(entered)}`);
  return key;
}
