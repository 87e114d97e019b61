import { request } from 'node:http';

export interface Page {
  readonly status: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/**
 * A browser without script that knows one machine: every name below .localhost is this one, told apart by the Host
 * header, since Node does not resolve them. Cookies are kept by host. It follows redirects until they leave `.localhost`.
 */
export function aBrowser() {
  const jars = new Map<string, Map<string, string>>();

  async function open(address: string, form?: Readonly<Record<string, string>>): Promise<Page> {
    const page = await once(address, form);
    const location = page.headers.location;
    if (page.status < 300 || page.status > 399 || typeof location !== 'string') return page;
    const next = new URL(location, address);
    return next.hostname.endsWith('.localhost') ? open(next.href) : { ...page, url: next.href };
  }

  async function once(address: string, form?: Readonly<Record<string, string>>): Promise<Page> {
    const url = new URL(address);
    const jar = jars.get(url.hostname) ?? new Map<string, string>();
    jars.set(url.hostname, jar);
    const body = form === undefined ? '' : new URLSearchParams(form).toString();
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const page = await new Promise<Page>((done, failed) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: url.port,
          path: url.pathname + url.search,
          method: form === undefined ? 'GET' : 'POST',
          headers: { host: url.host, cookie, ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) },
          agent: false,
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () =>
            done({ status: answer.statusCode ?? 0, url: address, headers: answer.headers, body: Buffer.concat(chunks).toString() }),
          );
        },
      );
      sent.on('error', failed).end(body);
    });
    for (const line of [page.headers['set-cookie'] ?? []].flat()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return page;
  }

  return { open };
}

/** Where the form of a page goes. */
export function formAction(page: Page): string {
  const action = /<form[^>]* action="([^"]+)"/.exec(page.body)?.[1];
  if (action === undefined) throw new Error(`no form on ${page.url}:\n${page.body}`);
  return new URL(action, page.url).href;
}
