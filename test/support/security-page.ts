/** What tests do on the security page, as a person does it: by its links and forms. */
import { type BrowserPage, type PageForm, type TestBrowser, textOf } from './browser.ts';
import type { House, TestPerson } from './house.ts';
import { answer, codeOf, keyOn, signIn } from './journey.ts';
import type { TestProvider } from './oidc/provider.ts';

export const loginOrigin = 'http://acme-login.localhost:8080';
export const security = `${loginOrigin}/security`;

/** Signed in with an authenticator app of moments ago, and at the page. */
export async function atSecurity(house: House, browser: TestBrowser, provider: TestProvider, person: TestPerson) {
  const { key, codes } = await signIn(house, browser, provider, person);
  return { page: await browser.get(security), key, codes };
}

/** Where the link with these words leads. */
export function linkOn(page: BrowserPage, words: string): string {
  const links = [...page.body.matchAll(/<a[^>]* href="([^"]+)"[^>]*>([\s\S]*?)<\/a>/g)];
  const found = links.find(([, , text]) => (text ?? '').replace(/<[^>]+>/g, ' ').includes(words));
  if (found === undefined) throw new Error(`no link "${words}" on ${page.url} (${page.status}): ${textOf(page)}`);
  return new URL((found[1] ?? '').replaceAll('&amp;', '&'), page.url).href;
}

/** The form whose button says this, with the button's own field. */
export function formWith(page: BrowserPage, words: string): PageForm {
  for (const [markup] of page.body.matchAll(/<form[^>]*>[\s\S]*?<\/form>/g)) {
    const button = [...markup.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)].find(([, , text]) =>
      (text ?? '').replace(/<[^>]+>/g, ' ').includes(words),
    );
    if (button === undefined) continue;
    const fields: Record<string, string> = {};
    for (const [tag] of markup.matchAll(/<input[^>]*>/g)) {
      const name = / name="([^"]*)"/.exec(tag)?.[1];
      if (name !== undefined) fields[name] = decode(/ value="([^"]*)"/.exec(tag)?.[1] ?? '');
    }
    const name = / name="([^"]*)"/.exec(button[1] ?? '')?.[1];
    if (name !== undefined) fields[name] = decode(/ value="([^"]*)"/.exec(button[1] ?? '')?.[1] ?? '');
    const action = /<form[^>]* action="([^"]*)"/.exec(markup)?.[1];
    return { action: new URL(decode(action ?? page.url), page.url).href, fields };
  }
  throw new Error(`no button "${words}" on ${page.url} (${page.status}): ${textOf(page)}`);
}

/** Presses the button with these words, its form filled in. */
export function press(browser: TestBrowser, page: BrowserPage, words: string, fields: Record<string, string> = {}): Promise<BrowserPage> {
  const form = formWith(page, words);
  return browser.post(form.action, { ...form.fields, ...fields });
}

/** Adds one more authenticator app; gives the page afterwards, and the app's key. */
export async function addApp(house: House, browser: TestBrowser, label: string): Promise<{ page: BrowserPage; key: string }> {
  const choice = await browser.get(`${security}/add`);
  const setUp = await press(browser, choice, 'Authenticator app');
  const key = keyOn(setUp);
  return { page: await answer(browser, setUp, { answer: codeOf(house, key), label }), key };
}

const decode = (html: string) =>
  html.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
