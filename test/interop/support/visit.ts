import { type BrowserPage, formOn, type TestBrowser, textOf } from '../../support/browser.ts';
import { password } from './people.ts';

/** Pages that a browser's script would post on by itself: they carry a message of SAML, or lead on with nothing to fill in. */
function isCarrier(page: BrowserPage): boolean {
  return page.status === 200 && /<input[^>]+name="SAML(Request|Response)"/.test(page.body);
}

/** Follows forms that carry messages between the parties, as their pages' scripts do. */
export async function onward(browser: TestBrowser, first: BrowserPage): Promise<BrowserPage> {
  let page = first;
  for (let hops = 0; isCarrier(page); hops += 1) {
    if (hops === 8) throw new Error(`round in circles at ${page.url}`);
    const { action, fields } = formOn(page);
    const isSame = new URL(action).origin === new URL(page.url).origin;
    page = await browser.post(action, fields, {
      origin: new URL(page.url).origin,
      'sec-fetch-site': isSame ? 'same-origin' : 'cross-site',
    });
  }
  return page;
}

export async function visit(browser: TestBrowser, url: string): Promise<BrowserPage> {
  return onward(browser, await browser.get(url));
}

/** Goes to an application and on from the broker to a company, which the link names. */
export async function visitBy(browser: TestBrowser, url: string, connection: string): Promise<BrowserPage> {
  let page = await browser.send('GET', url);
  for (let hops = 0; hops < 5; hops += 1) {
    const { location } = page.headers;
    if (location === undefined) break;
    const next = new URL(location, page.url);
    if (next.pathname === '/saml/sso') return chosen(browser, await visit(browser, `${next.href}&connection=${connection}`), connection);
    page = await browser.send('GET', next.href);
  }
  throw new Error(`never asked the broker: ${page.url} (${page.status}): ${textOf(page)}`);
}

/** Where the broker asks whether, or which, company is meant: on to the one of this name. */
export async function chosen(browser: TestBrowser, page: BrowserPage, name: string): Promise<BrowserPage> {
  const links = [...page.body.matchAll(/<a [^>]*href="([^"]*)"[^>]*>([^<]*)<\/a>/g)];
  const link = links.find(([, href, text]) => href?.includes('connection=') && text?.includes(name));
  return link === undefined ? page : visit(browser, new URL((link[1] ?? '').replaceAll('&amp;', '&'), page.url).href);
}

/** Fills SimpleSAMLphp's own form in and gives the page that carries its answer. */
export function answerOf(browser: TestBrowser, page: BrowserPage, username: string): Promise<BrowserPage> {
  if (!page.body.includes('name="password"')) throw new Error(`no sign-in form at ${page.url} (${page.status}): ${textOf(page)}`);
  const { action, fields } = formOn(page);
  return browser.post(action, { AuthState: fields.AuthState ?? '', username, password });
}

/** The message that a page carries, as XML. */
export function messageOn(page: BrowserPage): string {
  const { SAMLResponse, SAMLRequest } = formOn(page).fields;
  const encoded = SAMLResponse ?? SAMLRequest;
  if (encoded === undefined) throw new Error(`no message on ${page.url} (${page.status}): ${textOf(page)}`);
  return Buffer.from(encoded, 'base64').toString('utf8');
}

/** What an application's page says; throws with what is there instead. */
export function readPage<Told>(page: BrowserPage): { readonly told: Told; readonly address: string } {
  if (!String(page.headers['content-type']).includes('application/json'))
    throw new Error(`not in: ${page.url} (${page.status}): ${textOf(page)}`);
  return JSON.parse(page.body) as { told: Told; address: string };
}
