/** Forged, bent and misdirected ID tokens, each with the check that must refuse it, and the honest twins that must pass. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Behaviour, startProvider, type TestProvider, without } from '../../support/oidc/provider.ts';
import { aSignIn } from '../../support/oidc/sign-in.ts';
import { bareToken, hmacToken, makeKey, publicPem, signToken } from '../../support/oidc/signing.ts';

const attackerKey = makeKey('RS256');
const weakKey = makeKey('RS256', { bits: 1024 });
const curveKey = makeKey('ES256');

let provider: TestProvider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());
beforeEach(() => provider.behave({}));

interface Case {
  readonly name: string;
  readonly code: string;
  readonly behaviour: Behaviour;
}

const seconds = () => Math.floor(Date.now() / 1000);
const claiming = (more: Record<string, unknown>): Behaviour => ({ claims: (claims) => ({ ...claims, ...more }) });
/** Changes one character in the middle of the signature, where no padding bits hide it. */
function bendSignature(token: string): string {
  const at = token.lastIndexOf('.') + 100;
  return token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
}

const forged: readonly Case[] = [
  {
    name: 'alg "none", without a signature',
    code: 'oidc_token_algorithm',
    behaviour: { idToken: (header, claims) => bareToken({ ...header, alg: 'none' }, claims) },
  },
  {
    name: 'alg "nOnE"',
    code: 'oidc_token_algorithm',
    behaviour: { idToken: (header, claims) => bareToken({ ...header, alg: 'nOnE' }, claims) },
  },
  {
    name: 'alg "none" that the provider itself advertises',
    code: 'oidc_token_algorithm',
    behaviour: {
      discovery: (document) => ({ ...document, id_token_signing_alg_values_supported: ['none', 'RS256'] }),
      idToken: (header, claims) => bareToken({ ...header, alg: 'none' }, claims),
    },
  },
  {
    name: 'HS256 with the public key as secret',
    code: 'oidc_token_algorithm',
    behaviour: { idToken: (header, claims, key) => hmacToken({ ...header, alg: 'HS256' }, claims, publicPem(key)) },
  },
  {
    name: 'HS256 with the client secret',
    code: 'oidc_token_algorithm',
    behaviour: { idToken: (header, claims) => hmacToken({ ...header, alg: 'HS256' }, claims, provider.clientSecret) },
  },
  {
    name: 'HS256 with the client secret, advertised by the provider',
    code: 'oidc_token_algorithm',
    behaviour: {
      discovery: (document) => ({ ...document, id_token_signing_alg_values_supported: ['HS256'] }),
      idToken: (header, claims) => hmacToken({ ...header, alg: 'HS256' }, claims, provider.clientSecret),
    },
  },
  {
    name: 'a strong algorithm that is not the one of the connection',
    code: 'oidc_token_algorithm',
    behaviour: { keys: () => [curveKey.jwk], idToken: (header, claims) => signToken({ ...header, alg: 'ES256' }, claims, curveKey) },
  },
  {
    name: 'a strong algorithm that the provider offers beside the one of the connection',
    code: 'oidc_token_algorithm',
    behaviour: {
      discovery: (document) => ({ ...document, id_token_signing_alg_values_supported: ['RS256', 'ES256'] }),
      keys: (keys) => [...keys, curveKey.jwk],
      idToken: (header, claims) => signToken({ ...header, alg: 'ES256', kid: curveKey.kid }, claims, curveKey),
    },
  },
  {
    name: 'signed with another key under the right name',
    code: 'oidc_token_signature',
    behaviour: { idToken: (header, claims) => signToken(header, claims, attackerKey) },
  },
  {
    name: 'an empty signature',
    code: 'oidc_token_signature',
    behaviour: { idToken: (header, claims) => bareToken(header, claims) },
  },
  {
    name: 'one character of the signature changed',
    code: 'oidc_token_signature',
    behaviour: { idToken: (header, claims, key) => bendSignature(signToken(header, claims, key)) },
  },
  {
    name: 'the claims changed after signing',
    code: 'oidc_token_signature',
    behaviour: {
      idToken(header, claims, key) {
        const [head, , signature] = signToken(header, claims, key).split('.');
        const other = Buffer.from(JSON.stringify({ ...claims, sub: 'somebody-else' })).toString('base64url');
        return `${head}.${other}.${signature}`;
      },
    },
  },
  {
    name: 'a signature that is not base64url',
    code: 'oidc_token_malformed',
    behaviour: { idToken: (header, claims) => `${bareToken(header, claims)}****` },
  },
  {
    name: 'an unknown key id',
    code: 'oidc_token_key_unknown',
    behaviour: { header: (header) => ({ ...header, kid: 'no-such-key' }) },
  },
  {
    name: 'the key brought along in the header (jwk)',
    code: 'oidc_token_signature',
    behaviour: { idToken: (header, claims) => signToken({ ...header, jwk: attackerKey.jwk }, claims, attackerKey) },
  },
  {
    name: 'a key set address in the header (jku)',
    code: 'oidc_token_signature',
    behaviour: { idToken: (header, claims) => signToken({ ...header, jku: 'https://attacker.example/keys' }, claims, attackerKey) },
  },
  {
    name: 'a certificate address in the header (x5u)',
    code: 'oidc_token_signature',
    behaviour: { idToken: (header, claims) => signToken({ ...header, x5u: 'https://attacker.example/cert' }, claims, attackerKey) },
  },
  {
    name: 'a critical extension that nobody knows',
    code: 'oidc_token_malformed',
    behaviour: { header: (header) => ({ ...header, crit: ['b64'], b64: false }) },
  },
  { name: 'four parts', code: 'oidc_token_malformed', behaviour: { idToken: (h, c, key) => `${signToken(h, c, key)}.x` } },
  { name: 'not a token at all', code: 'oidc_token_malformed', behaviour: { idToken: () => 'hello' } },
  { name: 'an encrypted token that nobody asked for', code: 'oidc_token_malformed', behaviour: { idToken: () => 'eyJ9.a.b.c.d' } },
  {
    name: 'an access token in its place (typ at+jwt)',
    code: 'oidc_token_malformed',
    behaviour: { header: (header) => ({ ...header, typ: 'at+jwt' }) },
  },
  {
    name: 'a logout token in its place (typ application/logout+jwt)',
    code: 'oidc_token_malformed',
    behaviour: { header: (header) => ({ ...header, typ: 'application/logout+jwt' }) },
  },
  { name: 'no ID token', code: 'oidc_token_missing', behaviour: { tokenAnswer: without('id_token') } },
];

const keysOf: readonly Case[] = [
  {
    name: 'an RSA key of 1024 bits',
    code: 'oidc_token_key_unusable',
    behaviour: { keys: () => [weakKey.jwk], header: (h) => ({ ...h, kid: weakKey.kid }), idToken: (h, c) => signToken(h, c, weakKey) },
  },
  {
    name: 'a symmetric key in the key set',
    code: 'oidc_token_key_unknown',
    behaviour: { keys: () => [{ kty: 'oct', k: 'c2VjcmV0', kid: provider.key.kid, alg: 'RS256', use: 'sig' }] },
  },
  {
    name: 'a key that is published for encryption',
    code: 'oidc_token_key_unknown',
    behaviour: { keys: () => [{ ...provider.key.jwk, use: 'enc' }] },
  },
  {
    name: 'two keys under one name, one of them the attacker’s',
    code: 'oidc_token_key_unknown',
    behaviour: { keys: (keys) => [...keys, { ...attackerKey.jwk, kid: provider.key.kid }] },
  },
  { name: 'an empty key set', code: 'oidc_token_key_unknown', behaviour: { keys: () => [] } },
  { name: 'a key set of things that are no keys', code: 'oidc_answer_malformed', behaviour: { keys: () => ['key', null] } },
  {
    name: 'a key with a modulus that is no number',
    code: 'oidc_token_key_unusable',
    behaviour: { keys: () => [{ ...provider.key.jwk, n: '!!' }] },
  },
  {
    name: 'a key whose operations are no list',
    code: 'oidc_token_malformed',
    behaviour: { keys: () => [{ ...provider.key.jwk, key_ops: 5 }] },
  },
];

const claimed: readonly Case[] = [
  { name: 'another issuer', code: 'oidc_issuer_mismatch', behaviour: claiming({ iss: 'https://attacker.example' }) },
  { name: 'no issuer', code: 'oidc_issuer_mismatch', behaviour: claiming({ iss: undefined }) },
  { name: 'another audience', code: 'oidc_token_audience', behaviour: claiming({ aud: 'another-client' }) },
  { name: 'an audience that only begins like ours', code: 'oidc_token_audience', behaviour: claiming({ aud: 'gatehouse-2' }) },
  { name: 'no audience', code: 'oidc_token_audience', behaviour: claiming({ aud: undefined }) },
  { name: 'an empty list of audiences', code: 'oidc_token_audience', behaviour: claiming({ aud: [] }) },
  { name: 'several audiences without azp', code: 'oidc_token_audience', behaviour: claiming({ aud: ['gatehouse', 'another'] }) },
  {
    name: 'several audiences, authorized for another',
    code: 'oidc_token_audience',
    behaviour: claiming({ aud: ['gatehouse', 'another'], azp: 'another' }),
  },
  { name: 'our audience, authorized for another', code: 'oidc_token_audience', behaviour: claiming({ azp: 'another' }) },
  { name: 'no nonce', code: 'oidc_nonce_mismatch', behaviour: claiming({ nonce: undefined }) },
  { name: 'the nonce of another login', code: 'oidc_nonce_mismatch', behaviour: claiming({ nonce: 'n'.repeat(43) }) },
  { name: 'a nonce that is no text', code: 'oidc_nonce_mismatch', behaviour: claiming({ nonce: ['n'] }) },
  { name: 'expired', code: 'oidc_token_expired', behaviour: claiming({ exp: seconds() - 61 }) },
  { name: 'no expiry', code: 'oidc_token_expired', behaviour: claiming({ exp: undefined }) },
  { name: 'an expiry that is text', code: 'oidc_token_malformed', behaviour: claiming({ exp: '9999999999' }) },
  { name: 'issued eleven minutes ago', code: 'oidc_token_stale', behaviour: claiming({ iat: seconds() - 11 * 60 - 1 }) },
  { name: 'issued two minutes from now', code: 'oidc_token_not_yet_valid', behaviour: claiming({ iat: seconds() + 120 }) },
  { name: 'no time of issue', code: 'oidc_token_malformed', behaviour: claiming({ iat: undefined }) },
  { name: 'valid from two minutes from now', code: 'oidc_token_not_yet_valid', behaviour: claiming({ nbf: seconds() + 120 }) },
  { name: 'an empty subject', code: 'oidc_subject_invalid', behaviour: claiming({ sub: '' }) },
  { name: 'a blank subject', code: 'oidc_subject_invalid', behaviour: claiming({ sub: '   ' }) },
  { name: 'no subject', code: 'oidc_subject_invalid', behaviour: claiming({ sub: undefined }) },
  { name: 'a subject that is a number', code: 'oidc_subject_invalid', behaviour: claiming({ sub: 7 }) },
  { name: 'a subject of 256 characters', code: 'oidc_subject_invalid', behaviour: claiming({ sub: 's'.repeat(256) }) },
  { name: 'a subject with a line break', code: 'oidc_subject_invalid', behaviour: claiming({ sub: 'person\n1' }) },
  { name: 'the hash of another access token', code: 'oidc_token_hash_mismatch', behaviour: claiming({ at_hash: 'c'.repeat(22) }) },
  { name: 'signed in in the future', code: 'oidc_token_not_yet_valid', behaviour: claiming({ auth_time: seconds() + 120 }) },
];

describe.each([
  ['a forged token is refused', forged],
  ['a key that cannot be trusted is refused', keysOf],
  ['a token that says the wrong thing is refused', claimed],
])('%s:', (_, cases) => {
  test.each(cases)('$name -> $code', async ({ code, behaviour }) => {
    provider.behave(behaviour);
    expect(await aSignIn(provider).signIn()).toMatchObject({ ok: false, code });
  });
});

const twins: readonly Omit<Case, 'code'>[] = [
  { name: 'no key id, when one key is published', behaviour: { header: without('kid') } },
  { name: 'typ "JWT"', behaviour: { header: (header) => ({ ...header, typ: 'JWT' }) } },
  { name: 'jku and jwk in the header of an honest token', behaviour: { header: (h) => ({ ...h, jku: 'https://x.example', jwk: {} }) } },
  { name: 'a second key beside the right one', behaviour: { keys: (keys) => [attackerKey.jwk, ...keys] } },
  { name: 'our audience in a list', behaviour: claiming({ aud: ['gatehouse'] }) },
  { name: 'several audiences, authorized for us', behaviour: claiming({ aud: ['another', 'gatehouse'], azp: 'gatehouse' }) },
  { name: 'expired half a minute ago', behaviour: claiming({ exp: seconds() - 30 }) },
  { name: 'issued half a minute from now', behaviour: claiming({ iat: seconds() + 30 }) },
  { name: 'issued nine minutes ago', behaviour: claiming({ iat: seconds() - 9 * 60 }) },
  { name: 'a subject of 255 characters', behaviour: claiming({ sub: 's'.repeat(255) }) },
  { name: 'the hash of its own access token', behaviour: claiming({ at_hash: 'xbDyM5Wjs8mTAhnyPZlETA' }) },
];

describe('its honest twin passes:', () => {
  test.each(twins)('$name', async ({ behaviour }) => {
    provider.behave(behaviour);
    expect(await aSignIn(provider).signIn()).toMatchObject({ ok: true });
  });
});

describe('a fresh sign-in that was asked for', () => {
  const ask = { forceReauthentication: true };

  test('is refused when the provider does not say when it was', async () => {
    provider.behave(claiming({ auth_time: undefined }));
    expect(await aSignIn(provider).signIn(ask)).toMatchObject({ ok: false, code: 'oidc_authentication_too_old' });
  });

  test('is refused when the person signed in before it was asked for', async () => {
    provider.behave(claiming({ auth_time: seconds() - 120 }));
    expect(await aSignIn(provider).signIn(ask)).toMatchObject({ ok: false, code: 'oidc_authentication_too_old' });
  });

  test('passes when it happened', async () => {
    expect(await aSignIn(provider).signIn(ask)).toMatchObject({ ok: true, identity: { assurance: { authTime: expect.any(Number) } } });
  });

  test('an old sign-in is good enough when none was asked for', async () => {
    provider.behave(claiming({ auth_time: seconds() - 86_400 }));
    expect(await aSignIn(provider).signIn()).toMatchObject({ ok: true });
  });
});
