/**
 * A stand-in for GitHub: OAuth 2.0 without OpenID Connect, errors with status 200, a list of addresses. Honest unless told
 * otherwise. It shares no code with the connector; every check that a good provider makes (redirect address, client secret,
 * PKCE, one use of a code, whose token it is) is made here too.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Readonly<Record<string, unknown>>;
type Endpoint = 'token' | 'user' | 'emails';

export interface GitHubPerson {
  readonly user: Json;
  readonly emails: unknown;
}

/** In which way the provider misbehaves. */
export interface Misbehaviour {
  readonly tokenAnswer?: (answer: Json) => unknown;
  /** As GitHub does it where nobody asks for JSON. */
  readonly formEncoded?: boolean;
  readonly endpoint?: Partial<Record<Endpoint, (request: IncomingMessage, response: ServerResponse, honest: () => void) => void>>;
  /** Changes the parameters that the browser carries back. */
  readonly arrival?: (parameters: URLSearchParams) => void;
}

export const octocat: GitHubPerson = {
  user: { id: 583231, login: 'octocat', name: 'Ada Aalto', email: 'shown@elsewhere.example', company: 'Borealis' },
  emails: [
    { email: 'ada@private.example', primary: true, verified: true, visibility: 'private' },
    { email: 'ada@borealis.example', primary: false, verified: true, visibility: null },
    { email: 'boss@borealis.example', primary: false, verified: false, visibility: null },
  ],
};

export async function startGitHub() {
  const clientId = 'Iv1.gatehouse';
  const clientSecret = 'a secret: with & odd + characters';
  const codes = new Map<string, { challenge: string | null; redirectUri: string | null; person: GitHubPerson }>();
  const tokens = new Map<string, GitHubPerson>();
  const calls: Record<Endpoint, number> = { token: 0, user: 0, emails: 0 };
  let person: GitHubPerson = octocat;
  let misbehaviour: Misbehaviour = {};

  async function token(request: IncomingMessage, response: ServerResponse) {
    const form = new URLSearchParams(await bodyOf(request));
    const answer = redeem(request, form);
    const told = misbehaviour.tokenAnswer?.(answer) ?? answer;
    if (!misbehaviour.formEncoded) return json(response, told);
    response.writeHead(200, { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' });
    return response.end(new URLSearchParams(told as Record<string, string>).toString());
  }

  function redeem(request: IncomingMessage, form: URLSearchParams): Json {
    if (!knowsSecret(request, form)) return { error: 'incorrect_client_credentials', error_description: '<b>no</b>' };
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!code || code.redirectUri !== form.get('redirect_uri') || code.challenge !== challenge)
      return { error: 'bad_verification_code', error_description: 'The code passed is incorrect or expired.' };
    const accessToken = `gho_${randomUUID()}`;
    tokens.set(accessToken, code.person);
    return { access_token: accessToken, scope: 'read:user,user:email', token_type: 'bearer' };
  }

  function knowsSecret(request: IncomingMessage, form: URLSearchParams): boolean {
    const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (basic === undefined) return form.get('client_id') === clientId && form.get('client_secret') === clientSecret;
    const halves = Buffer.from(basic, 'base64').toString().split(':', 2);
    const [id, secret] = halves.map((half) => new URLSearchParams(`v=${half}`).get('v'));
    return id === clientId && secret === clientSecret;
  }

  const tell = (what: 'user' | 'emails') => (request: IncomingMessage, response: ServerResponse) => {
    const owner = tokens.get(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
    if (owner === undefined || !request.headers['user-agent']) return json(response, { message: 'Bad credentials' }, 401);
    return json(response, owner[what]);
  };
  const honest: Record<Endpoint, (request: IncomingMessage, response: ServerResponse) => unknown> = {
    token,
    user: tell('user'),
    emails: tell('emails'),
  };
  const paths: Readonly<Record<string, Endpoint>> = { '/login/oauth/access_token': 'token', '/user': 'user', '/user/emails': 'emails' };

  const server = createServer((request, response) => {
    const endpoint = paths[request.url ?? ''];
    if (endpoint === undefined) return response.writeHead(404).end();
    calls[endpoint] += 1;
    const answer = () => void honest[endpoint](request, response);
    const taken = misbehaviour.endpoint?.[endpoint];
    return taken ? taken(request, response, answer) : answer();
  });
  // A test that fails half-way does not close it; that must not keep the runner waiting.
  server.unref().on('connection', (socket) => socket.unref());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    clientId,
    clientSecret,
    calls,
    endpoints: {
      authorizationUrl: `${origin}/login/oauth/authorize`,
      tokenUrl: `${origin}/login/oauth/access_token`,
      userInfoUrl: `${origin}/user`,
      emailsUrl: `${origin}/user/emails`,
    },
    /** From now on this person signs in, and the provider behaves like this. */
    behave(next: Misbehaviour, who: Partial<GitHubPerson> = {}): void {
      misbehaviour = next;
      person = { ...octocat, ...who };
    },
    /** The browser has opened `url`, and its person has signed in: the address it is sent back to. */
    authorize(url: string): string {
      const asked = new URL(url).searchParams;
      const code = randomUUID();
      codes.set(code, {
        challenge: asked.get('code_challenge_method') === 'S256' ? asked.get('code_challenge') : null,
        redirectUri: asked.get('redirect_uri'),
        person,
      });
      const back = new URL(asked.get('redirect_uri') ?? '');
      back.search = new URLSearchParams({ code, state: asked.get('state') ?? '' }).toString();
      misbehaviour.arrival?.(back.searchParams);
      return back.href;
    },
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

export type GitHub = Awaited<ReturnType<typeof startGitHub>>;

/** Answers with JSON, or with a text that says it is. */
export function json(response: ServerResponse, value: unknown, status = 200): void {
  const body = typeof value === 'string' ? value : JSON.stringify(value);
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
