import { codeAt, readEntry } from '../../sandbox/authenticator/totp.ts';
import { type BrowserPage, formOn, type TestBrowser, textOf } from './browser.ts';
import type { House, TestPerson } from './house.ts';
import type { TestProvider } from './oidc/provider.ts';

export const portals = 'http://acme.localhost:8080/servicedesk/customer/portals';

/** Where the browser stands when it has left for the provider. */
export interface Departed {
  /** Address at the provider. */
  readonly url: string;
}

/** From a substitute link to the provider's door; chooses the company where a chooser stands in between. */
export async function departFor(browser: TestBrowser, connection: string, link = portals): Promise<Departed> {
  let page = await browser.get(link);
  const choice = [...page.body.matchAll(/href="([^"]*connection=[^"]*)"/g)]
    .map(([, href]) => (href ?? '').replaceAll('&amp;', '&'))
    .find((href) => href.endsWith(`connection=${connection}`));
  if (choice !== undefined) page = await browser.get(new URL(choice, page.url).href);
  const url = page.headers.location;
  if (url === undefined) throw new Error(`did not leave ${page.url} (${page.status}): ${textOf(page)}`);
  return { url };
}

/** The whole way to the first page of the second factor, or to the answer where none is asked for. */
export async function arrive(
  house: House,
  browser: TestBrowser,
  provider: TestProvider,
  person: TestPerson,
  link = portals,
): Promise<BrowserPage> {
  house.signsIn(provider, person);
  const connection = provider === house.borealis ? 'borealis' : 'kestrel';
  const { url } = await departFor(browser, connection, link);
  return browser.get(provider.authorize(url));
}

/** The key that a set-up page shows. */
export function keyOn(page: BrowserPage): string {
  const key = /<code class="code">([A-Z2-7 ]+)<\/code>/.exec(page.body)?.[1];
  if (key === undefined) throw new Error(`no key on ${page.url} (${page.status}): ${textOf(page)}`);
  return key;
}

/** The code that an app with this key shows now. */
export function codeOf(house: House, key: string): string {
  const entry = readEntry(key);
  if (entry === null) throw new Error(`not a key: ${key}`);
  return codeAt(entry, house.clock.now());
}

/** Answers the first form of a page, with these fields on top of its own. */
export function answer(browser: TestBrowser, page: BrowserPage, fields: Record<string, string>): Promise<BrowserPage> {
  const form = formOn(page);
  return browser.post(form.action, { ...form.fields, ...fields });
}

/** Sets the authenticator app up and keeps the recovery codes; gives the page with the answer, and the key. */
export async function enrol(
  house: House,
  browser: TestBrowser,
  page: BrowserPage,
): Promise<{ answered: BrowserPage; key: string; codes: string[] }> {
  const key = keyOn(page);
  const shown = await answer(browser, page, { answer: codeOf(house, key) });
  const codes = [...shown.body.matchAll(/<li><code>([^<]+)<\/code>/g)].map(([, code]) => code ?? '');
  return { answered: await answer(browser, shown, {}), key, codes };
}

/** The answer on its way to the portal, as the browser posts it across sites. */
export function postAnswer(browser: TestBrowser, answered: BrowserPage): Promise<BrowserPage> {
  const form = formOn(answered);
  return browser.post(form.action, form.fields, { origin: new URL(answered.url).origin, 'sec-fetch-site': 'cross-site' });
}

/** Signed in at the portal, second factor set up on the way; gives the portal's page and the app's key. */
export async function signIn(house: House, browser: TestBrowser, provider: TestProvider, person: TestPerson, link = portals) {
  const first = await arrive(house, browser, provider, person, link);
  const { answered, key, codes } = await enrol(house, browser, first);
  return { page: await postAnswer(browser, answered), key, codes };
}
