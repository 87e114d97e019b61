/**
 * A minimal OpenID provider for the login benchmarks, started as a child so that its work is not counted as the broker's.
 * Honest where it costs: it redeems each code once, checks PKCE and signs one RS256 ID token per login. It signs everybody
 * in at once, and what it does not need it does not do. Prints its issuer as one line of JSON when it listens; the parent
 * says by message how it is to behave, and gets the same message back when it does.
 *
 *     tsx bench/oidc-provider.ts [port]
 */
import { generateKeyPairSync, hash, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProviderBehaviour } from './neighbours.ts';

const clientSecret = 'bench-secret';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'bench', alg: 'RS256', use: 'sig' };
const foreignKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const codes = new Map<string, { nonce: string; challenge: string; clientId: string; redirectUri: string; subject: string }>();
// Few enough that Jira is asked about each of them within its limits, before anything counts.
let behaviour: ProviderBehaviour = { people: 40, first: 0, groups: 2, signature: 'good' };
let logins = 0;
let issuer = '';

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', issuer);
  if (url.pathname === '/authorize') return authorize(url.searchParams, response);
  if (url.pathname === '/token') return void readAll(request).then((body) => json(response, ...tokenAnswer(new URLSearchParams(body))));
  if (url.pathname === '/keys') return json(response, { keys: [jwk] });
  if (url.pathname === '/.well-known/openid-configuration') return json(response, discovery());
  return response.writeHead(404).end();
});

server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  console.log(JSON.stringify({ issuer, clientSecret }));
});
// Connections that pause while another part is measured must not be closed at the moment they are used again.
server.keepAliveTimeout = 120_000;
process.on('message', (wanted: ProviderBehaviour) => {
  behaviour = wanted;
  logins = 0;
  process.send?.(wanted);
});
// The benchmark that started it may be gone without a word.
process.on('disconnect', () => process.exit());

function discovery() {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_post'],
    authorization_response_iss_parameter_supported: true,
  };
}

/** Everybody is signed in already; each login is the next person, or the one named in `login_hint`. */
function authorize(asked: URLSearchParams, response: ServerResponse): void {
  const get = (name: string) => asked.get(name) ?? '';
  if (get('code_challenge_method') !== 'S256') return void response.writeHead(400).end('PKCE S256 is required');
  const code = randomUUID();
  logins += 1;
  const subject = asked.get('login_hint') ?? `person-${behaviour.first + (logins % behaviour.people)}`;
  const redirectUri = get('redirect_uri');
  codes.set(code, { nonce: get('nonce'), challenge: get('code_challenge'), clientId: get('client_id'), redirectUri, subject });
  const back = new URLSearchParams({ code, state: get('state'), iss: issuer });
  response.writeHead(303, { location: `${redirectUri}?${back}` }).end();
}

function tokenAnswer(form: URLSearchParams): [body: unknown, status?: number] {
  const code = codes.get(form.get('code') ?? '');
  codes.delete(form.get('code') ?? '');
  const challenge = hash('sha256', form.get('code_verifier') ?? '', 'base64url');
  if (code === undefined || code.challenge !== challenge || code.redirectUri !== form.get('redirect_uri'))
    return [{ error: 'invalid_grant' }, 400];
  if (form.get('client_id') !== code.clientId || form.get('client_secret') !== clientSecret) return [{ error: 'invalid_client' }, 401];
  return [{ access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: idToken(code) }];
}

function idToken(code: { subject: string; clientId: string; nonce: string }): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: issuer,
    sub: code.subject,
    aud: code.clientId,
    nonce: code.nonce,
    iat: now,
    exp: now + 300,
    email: `${code.subject}@borealis.example`,
    email_verified: true,
    name: 'Ada Aalto',
    given_name: 'Ada',
    family_name: 'Aalto',
    groups: Array.from({ length: behaviour.groups }, (_, index) => `customers-portal-group-${index}-regional-office`),
  };
  const input = `${part({ alg: 'RS256', kid: 'bench' })}.${part(claims)}`;
  const key = behaviour.signature === 'good' ? privateKey : foreignKey;
  return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function readAll(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
