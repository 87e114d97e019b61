import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import { createOutbound } from '../../../../broker/adapters/net/outbound.ts';
import { testProvider } from '../../../../broker/connectors/oidc/connection-test.ts';
import { type Behaviour, startProvider, type TestProvider } from '../../../support/oidc/provider.ts';
import { aConnection } from '../../../support/oidc/sign-in.ts';
import { makeKey } from '../../../support/oidc/signing.ts';

let provider: TestProvider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());
beforeEach(() => provider.behave({}));

const tested = (more: Partial<OidcConnection> = {}) =>
  testProvider(createOutbound({ allow: [provider.issuer], mode: 'development' }), aConnection(provider, more));
const publishing = (more: Record<string, unknown>): Behaviour => ({ discovery: (document) => ({ ...document, ...more }) });

test('a provider that fits passes every step, each with a sentence', async () => {
  const result = await tested();
  expect(result).toEqual({
    ok: true,
    checks: ['reachable', 'issuer', 'endpoints', 'keys', 'algorithms', 'pkce', 'client-auth', 'scopes', 'sign-out'].map((name) => ({
      name,
      ok: true,
      text: expect.stringMatching(/^[A-Z].*\.$/),
    })),
  });
  expect(result.checks.map((check) => check.text).join(' ')).not.toMatch(/[{}]/);
});

describe('what does not fit is named:', () => {
  const shared = { issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' };
  test.each<[string, string, RegExp, Behaviour]>([
    ['nothing at that address', 'reachable', /status 404/, { endpoint: { discovery: (_, response) => response.writeHead(404).end() } }],
    [
      'a page at that address',
      'reachable',
      /not an OpenID/,
      { endpoint: { discovery: (_, response) => response.writeHead(200).end('<p>') } },
    ],
    ['an answer that cannot be used', 'reachable', /not an OpenID/, publishing({ jwks_uri: undefined })],
    ['a server error', 'reachable', /Nothing usable/, { endpoint: { discovery: (_, response) => response.writeHead(500).end() } }],
    [
      'a redirect',
      'reachable',
      /not an OpenID/,
      { endpoint: { discovery: (_, response) => response.writeHead(302, { location: '/' }).end() } },
    ],
    ['another issuer', 'issuer', /"https:\/\/other\.example"/, publishing({ issuer: 'https://other.example' })],
    ['an issuer for everybody', 'issuer', /many organizations/, publishing(shared)],
    ['an address that may not be used', 'endpoints', /token_endpoint/, publishing({ token_endpoint: 'http://10.0.0.1/' })],
    ['no usable key', 'keys', /no signing key/, { keys: () => [makeKey('RS256', { bits: 1024 }).jwk, { kty: 'oct', k: 'AAAA' }, 7] }],
    ['keys that cannot be read', 'keys', /could not be read/, { endpoint: { keys: (_, response) => response.writeHead(200).end('?') } }],
    ['HMAC only', 'algorithms', /HS256/, publishing({ id_token_signing_alg_values_supported: ['HS256', 'none'] })],
    ['PKCE without S256', 'pkce', /not S256/, publishing({ code_challenge_methods_supported: ['plain'] })],
    [
      'another proof of the client than ours',
      'client-auth',
      /private_key_jwt/,
      publishing({ token_endpoint_auth_methods_supported: ['private_key_jwt'] }),
    ],
    ['no scope openid', 'scopes', /scope openid/, publishing({ scopes_supported: ['email'] })],
  ])('%s', async (_, name, text, behaviour) => {
    provider.behave(behaviour);
    const result = await tested();
    expect(result.ok).toBe(false);
    expect(result.checks.filter((check) => !check.ok)).toEqual([{ name, ok: false, text: expect.stringMatching(text) }]);
  });

  test('an address that this service may not call', async () => {
    expect(await tested({ issuer: 'http://10.0.0.1' })).toMatchObject({
      ok: false,
      checks: [{ name: 'reachable', text: expect.stringMatching(/may not/) }],
    });
  });

  test('text of the provider cannot break out of its sentence', async () => {
    provider.behave(publishing({ issuer: `https://x.example/\r\n${'x'.repeat(5_000)}` }));
    const { checks } = await tested();
    const text = checks.find((check) => check.name === 'issuer')?.text ?? '';
    expect(text.length).toBeLessThan(500);
    expect(text).not.toMatch(/\n/);
  });
});

describe('what a provider keeps silent about is no failure:', () => {
  test.each([
    ['algorithms', 'id_token_signing_alg_values_supported'],
    ['pkce', 'code_challenge_methods_supported'],
    ['client-auth', 'token_endpoint_auth_methods_supported'],
    ['scopes', 'scopes_supported'],
    ['sign-out', 'end_session_endpoint'],
  ])('%s', async (_, field) => {
    provider.behave(publishing({ [field]: undefined }));
    expect(await tested()).toMatchObject({ ok: true });
  });
});

describe('a connection that proves itself by a key', () => {
  const byKey = { tokenEndpointAuth: 'private_key_jwt', clientSecret: null } as const;

  test('fits a provider that offers it', async () => {
    expect(await tested(byKey)).toMatchObject({ ok: true });
  });

  test('does not fit one that wants a secret', async () => {
    provider.behave(publishing({ token_endpoint_auth_methods_supported: ['client_secret_basic'] }));
    const { checks } = await tested(byKey);
    expect(checks.filter(({ ok }) => !ok)).toEqual([
      { name: 'client-auth', ok: false, text: expect.stringMatching(/client_secret_basic/) },
    ]);
  });
});

describe('addresses entered by hand', () => {
  const byHand = () => {
    const at = (path: string) => `${provider.issuer}/${path}`;
    return { authorization: at('authorize'), token: at('token'), jwks: at('keys'), userinfo: null, endSession: null };
  };

  test('are tested without the document', async () => {
    const before = provider.calls.discovery;
    const { ok, checks } = await tested({ endpoints: byHand() });
    expect([ok, checks.map(({ name }) => name)]).toEqual([true, ['by-hand', 'endpoints', 'keys', 'sign-out']]);
    expect(provider.calls.discovery).toBe(before);
  });

  test('have to be ones that may be called', async () => {
    const { checks } = await tested({ endpoints: { ...byHand(), token: 'http://10.0.0.1/token' } });
    expect(checks.filter(({ ok }) => !ok)).toEqual([{ name: 'endpoints', ok: false, text: expect.stringMatching(/token_endpoint/) }]);
  });

  test('have to lead to keys', async () => {
    const { checks } = await tested({ endpoints: { ...byHand(), jwks: `${provider.issuer}/nothing` } });
    expect(checks.filter(({ ok }) => !ok)).toMatchObject([{ name: 'keys' }]);
  });
});
