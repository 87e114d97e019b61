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
  /** Where to connect, whatever port the address names: to one of several brokers behind one address. */
  readonly port?: number;
}

/** Brokers that share one address: steps of a journey go to them in turn. */
export type Brokers = readonly [first: number, second: number];

/** What the browser brings back from a provider: an address, or a form for it. */
export interface Brought {
  readonly back: string;
  readonly body?: string;
}

/** What a provider makes of the address that the browser was sent to. */
export type Provider = (address: string) => Brought | Promise<Brought>;

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
    const options = { agent, host: '127.0.0.1', port: more.port ?? url.port, path, method: more.method ?? 'GET', headers };
    return new Promise((done, fail) => {
      const sent = request(options, (response) => {
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

  /** As a load balancer does: what a broker did not take goes to the other. */
  async function callOneOf([port, other]: Brokers, target: string, more: Call = {}): Promise<Answer> {
    try {
      return await call(target, { ...more, port });
    } catch (error) {
      if (other === port || !mayBeSentAgain(error, more.method ?? 'GET')) throw error;
      return call(target, { ...more, port: other });
    }
  }

  return {
    call,
    close: () => agent.destroy(),
    /**
     * The browser of people of one tenant; `connection` is the one they choose where there are several. `provider` answers
     * in place of a server that redirects.
     */
    at(slug: string, more: { readonly connection?: string; readonly brokers?: Brokers; readonly provider?: Provider } = {}) {
      const portal = `http://${slug}.localhost:${port}`;
      const chosen = more.connection === undefined ? '' : `&connection=${more.connection}`;
      const there = more.brokers ?? ([port, port] as const);
      const across = [there[1], there[0]] as const;
      const answers: Provider = more.provider ?? (async (address) => ({ back: (await call(address)).location }));

      const visitor = {
        portal,
        login: `http://${slug}-login.localhost:${port}`,

        /** The portal asks: the login host's address with its request, and the cookie that waits for the answer. */
        async ask(): Promise<Answer> {
          const asked = await callOneOf(there, `${portal}/servicedesk/customer/portals`);
          if (asked.location === '') throw unexpected('not sent to the login host', asked);
          return asked;
        },

        /** To the provider's door: the address that it sends the browser back to. */
        async toProvider(address: string): Promise<Brought & { readonly cookie: string }> {
          const away = await callOneOf(across, `${address}${chosen}`);
          if (away.location === '') throw unexpected('not sent to the provider', away);
          return { ...(await answers(away.location)), cookie: away.cookie };
        },

        /** The login host's part, to the provider and back. */
        async logIn(address: string): Promise<Assertion> {
          const { back, body, cookie } = await visitor.toProvider(address);
          return assertionOn(await callOneOf(there, back, { cookie, ...(body !== undefined && { method: 'POST', body }) }));
        },

        /** The portal takes the answer. */
        async arrive({ response }: Assertion, cookie: string): Promise<void> {
          const body = formBody({ SAMLResponse: response });
          const signedIn = await callOneOf(across, `${portal}/saml/acs`, { method: 'POST', cookie, body });
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

/**
 * What a load balancer does: where nobody listens, anything goes to the next one; where a connection breaks before an answer
 * began, only what may be done twice (RFC 9110, 9.2.2).
 */
function mayBeSentAgain(error: unknown, method: string): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ECONNREFUSED' || (method === 'GET' && (code === 'ECONNRESET' || code === 'EPIPE'));
}

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
