export interface BrowserPage {
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * What a browser does between the faces of a broker, without one: a cookie jar for each host, redirects followed while
 * they stay with the broker, forms read from pages. Which cookies cross sites is the real browser's test.
 */
export interface TestBrowser {
  get(url: string, headers?: Record<string, string>): Promise<BrowserPage>;
  post(url: string, form: Record<string, string>, headers?: Record<string, string>): Promise<BrowserPage>;
  /** One request, no redirect followed. */
  send(method: 'GET' | 'POST', url: string, form?: Record<string, string>, headers?: Record<string, string>): Promise<BrowserPage>;
  /** Cookies of a host, by name; changes count. */
  cookies(host: string): Map<string, string>;
}

export interface PageForm {
  readonly action: string;
  readonly fields: Record<string, string>;
}

/** What answers requests: an application that does not listen, or a way to one that does. */
export interface Door {
  inject(request: {
    readonly method: 'GET' | 'POST';
    readonly url: string;
    readonly headers: Record<string, string>;
    readonly payload?: string;
  }): Promise<{
    readonly statusCode: number;
    readonly headers: object;
    readonly body: string;
    readonly cookies: readonly { readonly name: string; readonly value: string; readonly maxAge?: number; readonly expires?: Date }[];
  }>;
}

/** `appFor` tells which broker answers the next request: behind a load balancer that may be any of several. */
export function createTestBrowser(appFor: (request: number) => Door, agent: string): TestBrowser {
  let requests = 0;
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (host: string) => {
    const jar = jars.get(host) ?? new Map<string, string>();
    jars.set(host, jar);
    return jar;
  };

  const browser: TestBrowser = {
    cookies: jarOf,
    async send(method, url, form, headers = {}) {
      const { host, pathname, search, origin } = new URL(url);
      const jar = jarOf(host);
      const answer = await appFor(requests++).inject({
        method,
        url: `${pathname}${search}`,
        headers: {
          host,
          'user-agent': agent,
          ...(jar.size > 0 && { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }),
          ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded', origin, 'sec-fetch-site': 'same-origin' }),
          ...headers,
        },
        ...(form !== undefined && { payload: new URLSearchParams(form).toString() }),
      });
      for (const { name, value, maxAge, expires } of answer.cookies) {
        if (maxAge === 0 || (expires !== undefined && expires.getTime() <= Date.now())) jar.delete(name);
        else jar.set(name, value);
      }
      return { url, status: answer.statusCode, headers: answer.headers as Record<string, string>, body: answer.body };
    },
    async get(url, headers) {
      return follow(browser, await browser.send('GET', url, undefined, headers));
    },
    async post(url, form, headers) {
      return follow(browser, await browser.send('POST', url, form, headers));
    },
  };
  return browser;
}

/** Redirects and pages that lead on by themselves, while they stay on the broker's hosts. */
async function follow(browser: TestBrowser, first: BrowserPage): Promise<BrowserPage> {
  let page = first;
  for (let hops = 0; hops < 10; hops += 1) {
    const next = page.headers.location ?? /http-equiv="refresh" content="0; url=([^"]+)"/.exec(page.body)?.[1];
    if (next === undefined) return page;
    const url = new URL(decode(next), page.url);
    if (!url.hostname.endsWith('.localhost')) return page;
    page = await browser.send('GET', url.href);
  }
  throw new Error(`too many redirects at ${page.url}`);
}

/** The `number`th form of a page. */
export function formOn(page: BrowserPage, number = 0): PageForm {
  const markup = [...page.body.matchAll(/<form[^>]*>[\s\S]*?<\/form>/g)][number]?.[0];
  if (markup === undefined) throw new Error(`no form on ${page.url} (${page.status}): ${textOf(page)}`);
  const action = /<form[^>]* action="([^"]*)"/.exec(markup)?.[1];
  const fields: Record<string, string> = {};
  for (const [tag] of markup.matchAll(/<input[^>]*>/g)) {
    // Nobody has ticked it.
    if (/ type="checkbox"/.test(tag) && !/ checked/.test(tag)) continue;
    const name = / name="([^"]*)"/.exec(tag)?.[1];
    if (name !== undefined) fields[decode(name)] = decode(/ value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  return { action: new URL(decode(action ?? page.url), page.url).href, fields };
}

/** What somebody reads on a page. */
export function textOf(page: BrowserPage): string {
  const body = page.body.slice(Math.max(0, page.body.indexOf('<body')));
  return decode(body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')).trim();
}

function decode(html: string): string {
  return html
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}
