/** A provider, or a network, that is hostile to the broker itself: addresses, redirects, sizes, patience. */
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createOutbound } from '../../../broker/adapters/net/outbound.ts';
import type { Outbound } from '../../../broker/domain/ports/outbound.ts';
import { type Behaviour, type Endpoint, startProvider, type TestProvider, without } from '../../support/oidc/provider.ts';
import { aSignIn } from '../../support/oidc/sign-in.ts';
import { makeKey } from '../../support/oidc/signing.ts';

const key = makeKey('RS256');
let provider: TestProvider;
beforeEach(async () => {
  provider = await startProvider({ key });
});
afterEach(() => provider.close());

/** The real pool with little patience, so that no test waits. */
function impatient(): Outbound {
  const outbound = createOutbound({ allow: [provider.issuer], mode: 'development' });
  return { ...outbound, send: (request) => outbound.send({ ...request, timeoutMs: 100 }) };
}

/** The verdict on a login, wherever it ends: a fault at departure counts like a refusal at arrival. */
async function verdict(outbound?: Outbound): Promise<string> {
  try {
    const proven = await aSignIn(provider, outbound ? { outbound } : {}).signIn();
    return proven.ok ? 'passes' : proven.code;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const publishing = (more: Record<string, unknown>): Behaviour => ({ discovery: (document) => ({ ...document, ...more }) });

describe('addresses in the discovery document that may not be used:', () => {
  test.each([
    ['a token endpoint without TLS', { token_endpoint: 'http://provider.example/token' }],
    ['a token endpoint in the private network', { token_endpoint: 'https://10.0.0.1/token' }],
    ['a token endpoint on this machine, another port', { token_endpoint: 'http://127.0.0.1:1/token' }],
    ['a token endpoint with a user in it', { token_endpoint: 'https://user:pass@provider.example/token' }],
    ['keys in a file', { jwks_uri: 'file:///etc/passwd' }],
    ['keys at the cloud’s metadata service', { jwks_uri: 'https://169.254.169.254/latest/meta-data/' }],
    ['keys at a mapped IPv6 address', { jwks_uri: 'https://[::ffff:10.0.0.1]/keys' }],
    ['keys in the document itself', { jwks_uri: 'data:application/json,{"keys":[]}' }],
    ['userinfo on localhost', { userinfo_endpoint: 'https://localhost/userinfo' }],
    ['a sign-in page that is script', { authorization_endpoint: 'javascript:alert(1)' }],
    ['a sign-in page without TLS', { authorization_endpoint: 'http://provider.example/authorize' }],
    [
      'a sign-in page that answers our own questions',
      { authorization_endpoint: 'https://provider.example/a?redirect_uri=https://x.example' },
    ],
    ['a sign-in page with a fragment', { authorization_endpoint: 'https://provider.example/a#' }],
    ['a sign-in page that is no address', { authorization_endpoint: '/authorize' }],
    ['a sign-out page that is script', { end_session_endpoint: 'javascript:alert(1)' }],
  ])('%s', async (_, document) => {
    provider.behave(publishing(document));
    expect(await verdict()).toBe('oidc_endpoint_refused');
    expect(provider.calls).toEqual({ discovery: 1, keys: 0, token: 0, userinfo: 0 });
  });

  test('an issuer that may not be called is never called', async () => {
    expect(await verdict(createOutbound({ allow: [], mode: 'development' }))).toBe('oidc_endpoint_refused');
    expect(provider.calls.discovery).toBe(0);
  });

  test('a sign-in page on another public host, with a query of its own, passes', async () => {
    provider.behave(publishing({ authorization_endpoint: 'https://login.provider.example/authorize?p=policy' }));
    const { url } = await aSignIn(provider).depart();
    expect(url).toMatch(/^https:\/\/login\.provider\.example\/authorize\?p=policy&/);
  });

  test('other addresses are never used, whatever they are (mtls_endpoint_aliases)', async () => {
    provider.behave(
      publishing({ mtls_endpoint_aliases: { token_endpoint: 'https://10.0.0.1/token' }, registration_endpoint: 'file:///x' }),
    );
    expect(await verdict()).toBe('passes');
  });
});

describe('a discovery document that is none of the provider’s:', () => {
  test.each([
    ['another issuer', publishing({ issuer: 'https://attacker.example' }), 'oidc_issuer_mismatch'],
    ['no issuer', publishing({ issuer: undefined }), 'oidc_discovery_invalid'],
    ['an issuer in capitals', publishing({ issuer: 'HTTP://127.0.0.1' }), 'oidc_issuer_mismatch'],
    ['no keys', publishing({ jwks_uri: undefined }), 'oidc_discovery_invalid'],
    ['endpoints that are no text', publishing({ token_endpoint: ['https://provider.example/token'] }), 'oidc_discovery_invalid'],
    ['a list', { discovery: () => [] }, 'oidc_discovery_invalid'],
    ['nothing', { endpoint: { discovery: (_, response) => response.writeHead(404).end() } }, 'oidc_discovery_invalid'],
    ['a page', { endpoint: { discovery: (_, response) => response.writeHead(200).end('<html>') } }, 'oidc_discovery_invalid'],
  ] satisfies [string, Behaviour, string][])('%s', async (_, behaviour, code) => {
    provider.behave(behaviour);
    expect(await verdict()).toBe(code);
  });

  test('one closing slash more or less is the same issuer', async () => {
    const proven = await aSignIn(provider, { connection: { issuer: `${provider.issuer}/` } }).signIn();
    expect(proven).toMatchObject({ ok: true });
  });
});

/** Answers that never should be waited for, or taken in. */
const floods: readonly [string, string, (response: ServerResponse) => void][] = [
  [
    'a redirect to somewhere else',
    'oidc_answer_redirected',
    (response) => response.writeHead(302, { location: 'https://attacker.example' }).end(),
  ],
  [
    'a redirect to itself',
    'oidc_answer_redirected',
    (response) => response.writeHead(307, { location: '/.well-known/openid-configuration' }).end(),
  ],
  ['a body without end', 'oidc_answer_too_large', endless],
  [
    'a body that unpacks to 50 MB',
    'oidc_answer_too_large',
    (response) =>
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
        .end(gzipSync(Buffer.alloc(50_000_000, 32))),
  ],
  [
    'a body that never comes',
    'oidc_provider_unreachable',
    (response) => response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders(),
  ],
  ['silence', 'oidc_provider_unreachable', () => undefined],
  ['a server error', 'oidc_provider_unreachable', (response) => response.writeHead(500).end()],
  ['a connection that breaks', 'oidc_provider_unreachable', (response) => response.destroy()],
];

describe.each<Endpoint>(['discovery', 'token', 'keys', 'userinfo'])('the endpoint "%s" answers with', (endpoint) => {
  test.each(floods)('%s -> %s', async (_, code, answer) => {
    provider.behave({
      claims: without('email'),
      endpoint: { [endpoint]: (_request: unknown, response: ServerResponse) => answer(response) },
    });
    // What is refused by its form or size is refused however slow this machine is; only silence needs a short patience.
    expect(await verdict(code === 'oidc_provider_unreachable' ? impatient() : undefined)).toBe(code);
  });

  test('what it should -> passes', async () => {
    provider.behave({ claims: without('email') });
    expect(await verdict()).toBe('passes');
    expect(provider.calls[endpoint]).toBe(1);
  });
});

describe('the token endpoint answers with', () => {
  test.each([
    ['a wrong client secret', 'oidc_client_rejected', 401, { error: 'invalid_client' }],
    ['a client that may not do this', 'oidc_client_rejected', 400, { error: 'unauthorized_client' }],
    ['an error of its own', 'oidc_provider_error', 400, { error: 'consent_expired' }],
    ['an error in no known form', 'oidc_provider_error', 400, { error: '<script>' }],
    ['no JSON object', 'oidc_answer_malformed', 200, ['a']],
    ['no access token', 'oidc_answer_malformed', 200, { token_type: 'Bearer', id_token: 'a.b.c' }],
    ['a token of an unknown type', 'oidc_answer_malformed', 200, { access_token: 'a', token_type: 'mac' }],
    ['an ID token that is a number', 'oidc_answer_malformed', 200, { access_token: 'a', token_type: 'Bearer', id_token: 7 }],
    ['success of another kind', 'oidc_answer_malformed', 201, { access_token: 'a', token_type: 'Bearer' }],
  ])('%s -> %s', async (_, code, status, body) => {
    provider.behave({
      endpoint: {
        token: (_request, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      },
    });
    expect(await verdict()).toBe(code);
  });

  test('a challenge for other credentials -> oidc_client_rejected', async () => {
    provider.behave({ endpoint: { token: (_, response) => response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end() } });
    expect(await verdict()).toBe('oidc_client_rejected');
  });
});

function endless(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = Buffer.alloc(65_536, 32);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}
