/**
 * An OpenID provider that does what a test tells it: honest unless told otherwise, and then hostile in exactly one way. It
 * shares no code with the connector or the library; every check that a good provider makes (redirect address, client
 * secret, PKCE, one use of a code) is made here too, so that a login that passes has really done its part.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { assertionProblem } from './assertion.ts';
import { makeKey, type SigningKey, signToken } from './signing.ts';

type Json = Record<string, unknown>;
export type Endpoint = 'discovery' | 'keys' | 'token' | 'userinfo';

/** In which way the provider misbehaves. Each hook gets what an honest provider would send. */
export interface Behaviour {
  readonly discovery?: (document: Json) => unknown;
  readonly keys?: (keys: readonly unknown[]) => readonly unknown[];
  /** Changes the ID token's claims before it is signed. */
  readonly claims?: (claims: Json) => Json;
  readonly header?: (header: Json) => Json;
  /** Makes the whole ID token instead. */
  readonly idToken?: (header: Json, claims: Json, key: SigningKey) => string;
  readonly tokenAnswer?: (answer: Json) => Json;
  readonly userInfo?: (claims: Json) => Json;
  /** Takes over an endpoint altogether. */
  readonly endpoint?: Partial<Record<Endpoint, (request: IncomingMessage, response: ServerResponse, honest: () => void) => void>>;
  /** Changes the parameters that the browser carries back. */
  readonly arrival?: (parameters: URLSearchParams) => void;
}

export interface TestProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly calls: Readonly<Record<Endpoint, number>>;
  key: SigningKey;
  /** Set: the client proves itself with one of these keys (private_key_jwt) and no longer with its secret. */
  clientKeys: readonly Json[] | null;
  /** From now on. */
  behave(behaviour: Behaviour): void;
  /** The browser has opened `url`, and its person has signed in: the address it is sent back to. */
  authorize(url: string): string;
  close(): Promise<void>;
}

/** Claims about the one person of the house, as scopes `openid email profile` give them. */
const person: Json = {
  email: 'ada@borealis.example',
  email_verified: true,
  given_name: 'Ada',
  family_name: 'Aalto',
  name: 'Ada Aalto',
  groups: ['crew', 'harbour'],
};

/** `key` saves making one, which takes a while. */
export async function startProvider({ algorithm = 'RS256', key = makeKey(algorithm) } = {}): Promise<TestProvider> {
  const clientId = 'gatehouse';
  const clientSecret = 'a secret: with & odd + characters';
  const calls = { discovery: 0, keys: 0, token: 0, userinfo: 0 };
  const codes = new Map<string, { challenge: string | null; nonce: string | null; redirectUri: string | null; maxAge: boolean }>();
  const usedAssertions = new Set<string>();
  let behaviour: Behaviour = {};
  let issuer = '';

  const document = (): Json => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    userinfo_endpoint: `${issuer}/userinfo`,
    end_session_endpoint: `${issuer}/logout`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [algorithm],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    authorization_response_iss_parameter_supported: true,
  });

  function idToken(nonce: string | null, maxAge: boolean): string {
    const now = Math.floor(Date.now() / 1000);
    const times = { iat: now, exp: now + 300, ...(maxAge ? { auth_time: now } : {}) };
    const honest: Json = { iss: issuer, sub: 'person-1', aud: clientId, ...times, ...(nonce === null ? {} : { nonce }), ...person };
    const claims = behaviour.claims?.(honest) ?? honest;
    const header = { alg: provider.key.algorithm, kid: provider.key.kid };
    const bent = behaviour.header?.(header) ?? header;
    return behaviour.idToken?.(bent, claims, provider.key) ?? signToken(bent, claims, provider.key);
  }

  async function token(request: IncomingMessage, response: ServerResponse) {
    const form = new URLSearchParams(await bodyOf(request));
    if (!knowsSecret(request, form)) return json(response, { error: 'invalid_client' }, 401);
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!code || code.redirectUri !== form.get('redirect_uri') || code.challenge !== challenge)
      return json(response, { error: 'invalid_grant', error_description: '<b>from the provider</b>' }, 400);
    const id = idToken(code.nonce, code.maxAge);
    const answer: Json = { access_token: 'access-token-1', token_type: 'Bearer', expires_in: 300, id_token: id };
    return json(response, behaviour.tokenAnswer?.(answer) ?? answer);
  }

  function knowsSecret(request: IncomingMessage, form: URLSearchParams): boolean {
    if (provider.clientKeys !== null)
      return assertionProblem(form, { clientId, issuer, keys: provider.clientKeys, used: usedAssertions }) === null;
    const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (basic === undefined) return form.get('client_id') === clientId && form.get('client_secret') === clientSecret;
    // RFC 6749, section 2.3.1: both halves are form-encoded first.
    const [id, secret] = Buffer.from(basic, 'base64')
      .toString()
      .split(':', 2)
      .map((half) => new URLSearchParams(`v=${half}`).get('v'));
    return id === clientId && secret === clientSecret;
  }

  const honest: Record<Endpoint, (request: IncomingMessage, response: ServerResponse) => unknown> = {
    discovery: (_, response) => json(response, behaviour.discovery?.(document()) ?? document()),
    keys: (_, response) => json(response, { keys: behaviour.keys?.([provider.key.jwk]) ?? [provider.key.jwk] }),
    token,
    userinfo(request, response) {
      if (request.headers.authorization !== 'Bearer access-token-1') return json(response, { error: 'invalid_token' }, 401);
      const claims: Json = { sub: 'person-1', ...person };
      return json(response, behaviour.userInfo?.(claims) ?? claims);
    },
  };
  const paths: Readonly<Record<string, Endpoint>> = {
    '/.well-known/openid-configuration': 'discovery',
    '/keys': 'keys',
    '/token': 'token',
    '/userinfo': 'userinfo',
  };

  const server = createServer((request, response) => {
    // A real browser comes by itself.
    if (request.url?.startsWith('/authorize?'))
      return response.writeHead(302, { location: provider.authorize(`${issuer}${request.url}`) }).end();
    const endpoint = paths[request.url ?? ''];
    if (endpoint === undefined) return response.writeHead(404).end();
    calls[endpoint] += 1;
    const answer = () => void honest[endpoint](request, response);
    const taken = behaviour.endpoint?.[endpoint];
    return taken ? taken(request, response, answer) : answer();
  });
  // A test that fails half-way does not close it; that must not keep the runner waiting.
  server.unref().on('connection', (socket) => socket.unref());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const provider: TestProvider = {
    issuer,
    clientId,
    clientSecret,
    calls,
    key,
    clientKeys: null,
    behave: (next) => {
      behaviour = next;
    },
    authorize(url) {
      const asked = new URL(url).searchParams;
      const code = randomUUID();
      codes.set(code, {
        challenge: asked.get('code_challenge_method') === 'S256' ? asked.get('code_challenge') : null,
        nonce: asked.get('nonce'),
        redirectUri: asked.get('redirect_uri'),
        maxAge: asked.has('max_age'),
      });
      const back = new URL(asked.get('redirect_uri') ?? '');
      back.search = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: issuer }).toString();
      behaviour.arrival?.(back.searchParams);
      return back.href;
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  return provider;
}

/** Leaves one field out; JSON drops what is undefined. */
export function without(name: string): (fields: Json) => Json {
  return (fields) => ({ ...fields, [name]: undefined });
}

/** Answers with JSON. */
export function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
