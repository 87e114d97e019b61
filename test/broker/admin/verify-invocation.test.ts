import { describe, expect, test } from '@jest/globals';
import { base64url, exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { createInvocationVerifier } from '../../../broker/admin/verify-invocation.ts';
import { createForgeSigner, type TokenWish, testApiBase, testAppId, testCloudId } from '../../support/forge-token.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const clock = { now: () => now };
const seconds = now / 1000;
const signer = await createForgeSigner(clock.now);
const verify = createInvocationVerifier({ appId: testAppId, apiBase: testApiBase, keys: signer.keys, clock });
const verifyToken = (token: string) => verify(`Bearer ${token}`);
const verifyWish = async (wish: TokenWish) => verifyToken(await signer.token(wish));

test('reads who speaks from a good token', async () => {
  const verified = await verifyWish({});
  expect(verified).toEqual({
    ok: true,
    invocation: {
      home: { appId: testAppId, environmentId: 'ari:cloud:ecosystem::environment/prod', cloudId: testCloudId },
      installationId: 'ari:cloud:ecosystem::installation/one',
      moduleKey: 'gatehouse-admin',
      principal: '712020:admin',
      apiBaseUrl: `${testApiBase}/ex/jira/${testCloudId}`,
      siteUrl: 'https://acme.atlassian.net',
      tokenKey: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      expiresAt: now + 25_000,
    },
  });
});

test('accepts clocks that differ by up to five seconds', async () => {
  expect((await verifyWish({ issuedAt: seconds + 5 })).ok).toBe(true);
  expect((await verifyWish({ issuedAt: seconds - 29 })).ok).toBe(true);
});

test('a call without a token is told apart from one with a bad token', async () => {
  expect(await verify(undefined)).toMatchObject({ ok: false, code: 'forge_token_missing' });
});

describe('refuses', () => {
  const wishes: readonly [string, TokenWish, string][] = [
    [
      'a token for another app',
      { claims: { aud: 'ari:cloud:ecosystem::app/00000000-0000-0000-0000-000000000000' } },
      'ERR_JWT_CLAIM_VALIDATION_FAILED',
    ],
    ['a token for two apps', { claims: { aud: [testAppId, 'ari:cloud:ecosystem::app/other'] } }, 'claims'],
    ['a token without an audience', { claims: { aud: undefined } }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['a token that names another app inside', { app: { id: 'ari:cloud:ecosystem::app/other' } }, 'app'],
    ['a token of another issuer', { claims: { iss: 'forge/other-token' } }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['a token without an issuer', { claims: { iss: undefined } }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['an expired token', { issuedAt: seconds - 31 }, 'ERR_JWT_EXPIRED'],
    ['a token without an end', { claims: { exp: undefined } }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['a token without a beginning', { claims: { iat: undefined } }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['a token from the future', { issuedAt: seconds + 7 }, 'issued-in-future'],
    ['a token that begins later', { claims: { nbf: seconds + 60 } }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['a token that lives for hours', { lifetimeSeconds: 3_600 }, 'lifetime'],
    ['a token that ends before it begins', { issuedAt: seconds + 3, lifetimeSeconds: -1 }, 'lifetime'],
    ['an API address at another host', { apiBaseUrl: `https://evil.example/ex/jira/${testCloudId}` }, 'api-base-url'],
    ['an API address of another site', { apiBaseUrl: `${testApiBase}/ex/jira/another-cloud` }, 'api-base-url'],
    ['an API address with a path that climbs', { apiBaseUrl: `${testApiBase}/ex/jira/${testCloudId}/..` }, 'api-base-url'],
    ['an API address that only begins right', { apiBaseUrl: `${testApiBase}.evil.example/ex/jira/${testCloudId}` }, 'api-base-url'],
    ['a token without a site', { claims: { context: {} } }, 'claims'],
    ['a site name that is a path', { cloudId: '../other' }, 'claims'],
    ['a token without an installation', { app: { installationId: undefined } }, 'claims'],
    ['a token without an environment', { app: { environment: undefined } }, 'claims'],
    ['a token without a module', { app: { module: undefined } }, 'claims'],
    ['a module that is no text', { app: { module: { key: ['gatehouse-admin'] } } }, 'claims'],
    ['a principal that is no text', { claims: { principal: { accountId: 'x' } } }, 'claims'],
    ['a key that is not published', { keyId: 'forge-2' }, 'ERR_JWKS_NO_MATCHING_KEY'],
  ];
  test.each(wishes)('%s', async (_name, wish, because) => {
    expect(await verifyWish(wish)).toEqual({ ok: false, code: 'forge_token_invalid', because: `forge.token.${because}` });
  });

  test('a token signed with another key', async () => {
    const other = await createForgeSigner(clock.now);
    expect(await verifyToken(await other.token())).toMatchObject({
      ok: false,
      because: 'forge.token.ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    });
  });

  test('a token signed with a key that it brings itself', async () => {
    const own = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(own.publicKey);
    const token = await new SignJWT(signer.claims()).setProtectedHeader({ alg: 'RS256', kid: 'forge-1', jwk }).sign(own.privateKey);
    expect(await verifyToken(token)).toMatchObject({ ok: false, code: 'forge_token_invalid' });
  });

  test('a token without a signature', async () => {
    const token = new UnsecuredJWT(signer.claims()).encode();
    expect(await verifyToken(token)).toMatchObject({ ok: false, because: 'forge.token.malformed' });
    expect(await verifyToken(`${token}AAAA`)).toMatchObject({ ok: false, code: 'forge_token_invalid' });
  });

  test('a token signed with the public key as a shared secret', async () => {
    const secret = new TextEncoder().encode(await exportSPKI(signer.publicKey));
    const token = await new SignJWT(signer.claims()).setProtectedHeader({ alg: 'HS256', kid: 'forge-1' }).sign(secret);
    expect(await verifyToken(token)).toMatchObject({ ok: false, because: 'forge.token.ERR_JOSE_ALG_NOT_ALLOWED' });
  });

  test('a token of the right key with another algorithm', async () => {
    const { privateKey } = await generateKeyPair('PS256');
    const token = await new SignJWT(signer.claims()).setProtectedHeader({ alg: 'PS256', kid: 'forge-1' }).sign(privateKey);
    expect(await verifyToken(token)).toMatchObject({ ok: false, because: 'forge.token.ERR_JOSE_ALG_NOT_ALLOWED' });
  });

  test('a token whose claims were edited', async () => {
    const [header, , signature] = (await signer.token()).split('.');
    const edited = base64url.encode(JSON.stringify(signer.claims({ cloudId: 'another-cloud' })));
    expect(await verifyToken(`${header}.${edited}.${signature}`)).toMatchObject({ ok: false, code: 'forge_token_invalid' });
  });

  test.each([
    'Bearer',
    'Basic abc',
    'Bearer a.b',
    'Bearer a.b.c.d',
    'Bearer a.b.c d',
    `Bearer ${'a'.repeat(9_000)}.b.c`,
    'bearer a.b.c',
    '',
  ])('the header "%.20s"', async (header) => {
    expect(await verify(header)).toMatchObject({ ok: false, code: 'forge_token_invalid' });
  });

  test.each(['!!.e30.AAAA', 'e30.e30.AAAA', 'bm9wZQ.bm9wZQ.bm9wZQ', '-.-.-'])('the text "%s"', async (token) => {
    expect(await verifyToken(token)).toMatchObject({ ok: false, code: 'forge_token_invalid' });
  });
});

test('another spelling of the same signature is the same token', async () => {
  const token = await signer.token();
  const signature = token.slice(token.lastIndexOf('.') + 1);
  // The last character of 256 bytes in base64url carries four bits that no byte uses.
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(signature.at(-1) as string);
  const spelled = `${token.slice(0, -1)}${alphabet[last ^ 1]}`;
  const one = await verifyToken(token);
  const two = await verifyToken(spelled);
  expect(one.ok).toBe(true);
  // Whether the decoder takes it or not, it never counts as a second token.
  if (two.ok && one.ok) expect(two.invocation.tokenKey).toBe(one.invocation.tokenKey);
});
