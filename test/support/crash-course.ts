import { type BrowserPage, createTestBrowser, type Door, formOn, type TestBrowser, textOf } from './browser.ts';
import type { House, TestPerson } from './house.ts';
import { answer, arrive, enrol, portals, postAnswer } from './journey.ts';
import type { TestProvider } from './oidc/provider.ts';

/**
 * What people were told while a broker ran that may end at any moment. Each was written down when its page had arrived, so
 * each must hold on the broker that comes after.
 */
export interface Told {
  /** The authenticator app is set up, these are the recovery codes, and the person was let in: the account is bound. */
  readonly enrolled: { readonly person: TestPerson; readonly provider: TestProvider; readonly codes: readonly string[] }[];
  /** These recovery codes let their owner in. */
  readonly spent: string[];
  /** The answer opened a portal session in the browser that had these cookies. */
  readonly consumed: { readonly answered: BrowserPage; readonly cookies: Cookies }[];
  /** The person was signed out. */
  readonly ended: Cookies[];
}

/** Of the portal's host and of the login's. */
type Cookies = readonly (readonly [host: string, cookies: ReadonlyMap<string, string>])[];

const hosts = ['acme.localhost:8080', 'acme-login.localhost:8080'];
const cookiesOf = (browser: TestBrowser): Cookies => hosts.map((host) => [host, new Map(browser.cookies(host))]);

export function toldNothing(): Told {
  return { enrolled: [], spent: [], consumed: [], ended: [] };
}

/** What was told later, to what was told before. */
export function addTo(told: Told, more: Told): void {
  told.enrolled.push(...more.enrolled);
  told.spent.push(...more.spent);
  told.consumed.push(...more.consumed);
  told.ended.push(...more.ended);
}

/** People sign in, come back with a recovery code and sign out, one after the other, until a request fails. */
export async function signPeopleIn(house: House, door: Door, provider: TestProvider, next: () => TestPerson, told: Told): Promise<never> {
  const browserOf = () => createTestBrowser(() => door, 'in-a-crash-course');

  async function open(browser: TestBrowser, answered: BrowserPage): Promise<BrowserPage> {
    const cookies = cookiesOf(browser);
    const page = await postAnswer(browser, answered);
    if (page.status !== 200) throw notTold(page);
    told.consumed.push({ answered, cookies });
    return page;
  }

  for (;;) {
    const person = next();
    const browser = browserOf();
    const { answered, codes } = await enrol(house, browser, await arrive(house, browser, provider, person));
    signedIn(answered);
    told.enrolled.push({ person, provider, codes });
    await open(browser, answered);

    const again = browserOf();
    const [code = ''] = codes;
    const letIn = signedIn(await tryRecoveryCode(house, again, provider, person, code));
    told.spent.push(code);
    const page = await open(again, letIn);

    const cookies = cookiesOf(again);
    const form = formOn(
      page,
      [...page.body.matchAll(/<form[\s\S]*?<\/form>/g)].findIndex(([markup]) => markup.includes('/logout')),
    );
    const out = await again.post(form.action, form.fields);
    if (out.status >= 400) throw notTold(out);
    told.ended.push(cookies);
  }
}

/** Throws for the first thing that somebody was told and that is not so. */
export async function holdsWhatWasTold(house: House, door: Door, told: Told): Promise<void> {
  const browserOf = () => createTestBrowser(() => door, 'after-a-crash');
  for (const { person, provider, codes } of told.enrolled) {
    const [first = '', second = ''] = codes;
    if (told.spent.includes(first)) {
      const refused = await tryRecoveryCode(house, browserOf(), provider, person, first);
      if (refused.status !== 403) throw new Error(`a spent recovery code was taken (${refused.status}): ${textOf(refused)}`);
    }
    // Asked for a recovery code, so there is a factor; let in with the next one, so there are the codes and the account.
    const letIn = await tryRecoveryCode(house, browserOf(), provider, person, second);
    signedIn(letIn);
  }
  for (const { answered, cookies } of told.consumed) {
    const page = await postAnswer(withCookies(browserOf(), cookies), answered);
    if (page.status !== 409) throw new Error(`an answer was taken twice (${page.status}): ${textOf(page)}`);
  }
  for (const cookies of told.ended) {
    const page = await withCookies(browserOf(), cookies).get(portals);
    // Asked which company it is, or on the way to the one that the browser remembers.
    if (page.headers.location === undefined && !textOf(page).includes('Which company are you with?'))
      throw new Error(`an ended session goes on (${page.status}): ${textOf(page)}`);
  }
}

function signedIn(page: BrowserPage): BrowserPage {
  if (!page.body.includes('SAMLResponse')) throw notTold(page);
  return page;
}

const notTold = (page: BrowserPage) => new Error(`the page says otherwise (${page.status}): ${textOf(page)}`);

function withCookies(browser: TestBrowser, all: Cookies): TestBrowser {
  for (const [host, cookies] of all) for (const [name, value] of cookies) browser.cookies(host).set(name, value);
  return browser;
}

async function tryRecoveryCode(house: House, browser: TestBrowser, provider: TestProvider, person: TestPerson, code: string) {
  const asked = await arrive(house, browser, provider, person);
  const form = formOn(asked);
  return answer(browser, await browser.post(form.action, { ...form.fields, method: 'recovery-code' }), { answer: code });
}
