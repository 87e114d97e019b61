import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly location: string;
  /** What a browser would send back, of the cookies that were set. */
  readonly cookie: string;
  readonly body: string;
}

export interface Call {
  readonly method?: 'GET' | 'POST';
  readonly cookie?: string;
  readonly body?: string;
  /** Origin that a form of ours names. */
  readonly origin?: string;
  /** A form unless told. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer of a login host on its way to the portal. */
export interface Assertion {
  readonly response: string;
}

/**
 * A browser cut down to what a login needs; connections are kept alive as browsers do. Everything goes to this machine,
 * whatever the host is called; a tenant's hosts are reached at the broker that the client was made for.
 */
export function createClient(port: number) {
  const agent = new Agent({ keepAlive: true });
  let calls = 0;

  function call(target: string, more: Call = {}): Promise<Answer> {
    const url = new URL(target);
    calls += 1;
    const headers = {
      host: url.host,
      'x-forwarded-for': `10.${calls & 255}.${(calls >> 8) & 255}.${(calls >> 16) & 255}`,
      ...(more.cookie && { cookie: more.cookie }),
      ...(more.origin && { origin: more.origin }),
      ...(more.body !== undefined && {
        'content-type': more.contentType ?? 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(more.body),
      }),
      ...more.headers,
    };
    const path = `${url.pathname}${url.search}`;
    return new Promise((done, fail) => {
      const sent = request({ agent, host: '127.0.0.1', port: url.port, path, method: more.method ?? 'GET', headers }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          body += chunk;
        });
        response.on('error', fail).on('end', () => {
          const cookie = (response.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
          done({ status: response.statusCode ?? 0, location: response.headers.location ?? '', cookie, body });
        });
      });
      sent.on('error', fail).end(more.body);
    });
  }

  return {
    call,
    close: () => agent.destroy(),
    /** The browser of people of one tenant; `connection` is the one they choose where there are several. */
    at(slug: string, connection: string | null = null) {
      const portal = `http://${slug}.localhost:${port}`;
      const chosen = connection === null ? '' : `&connection=${connection}`;

      const visitor = {
        portal,
        login: `http://${slug}-login.localhost:${port}`,

        /** The portal asks: the login host's address with its request, and the cookie that waits for the answer. */
        ask: () => call(`${portal}/servicedesk/customer/portals`),

        /** To the provider's door: the address that it sends the browser back to. */
        async toProvider(address: string): Promise<{ readonly back: string; readonly cookie: string }> {
          const away = await call(`${address}${chosen}`);
          return { back: (await call(away.location)).location, cookie: away.cookie };
        },

        /** The login host's part, to the provider and back. */
        async logIn(address: string): Promise<Assertion> {
          const { back, cookie } = await visitor.toProvider(address);
          return assertionOn(await call(back, { cookie }));
        },

        /** The portal takes the answer. */
        async arrive({ response }: Assertion, cookie: string): Promise<void> {
          const body = formBody({ SAMLResponse: response });
          const signedIn = await call(`${portal}/saml/acs`, { method: 'POST', cookie, body });
          if (signedIn.status !== 200 || !signedIn.cookie.includes('__Host-session')) throw unexpected('not signed in', signedIn);
        },

        async journey(): Promise<void> {
          const asked = await visitor.ask();
          await visitor.arrive(await visitor.logIn(asked.location), asked.cookie);
        },
      };
      return visitor;
    },
  };
}

export type Client = ReturnType<typeof createClient>;
export type Visitor = ReturnType<Client['at']>;

/** The form of a page that posts itself to the portal. */
export function assertionOn(page: Answer): Assertion {
  const response =
    / name="SAMLResponse" value="([^"]+)"/.exec(page.body)?.[1] ?? / value="([^"]+)"[^>]* name="SAMLResponse"/.exec(page.body)?.[1];
  if (response === undefined) throw unexpected('no answer', page);
  return { response };
}

export function formBody(fields: Readonly<Record<string, string>>): string {
  return new URLSearchParams(fields).toString();
}

export function unexpected(what: string, { status, body }: Answer): Error {
  return new Error(`${what} (${status}): ${body.slice(0, 2_000)}`);
}
