/** Logout tokens (OpenID Connect Back-Channel Logout 1.0): forged, bent and misdirected ones end nothing. */
import { afterAll, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { type Behaviour, startProvider, type TestProvider } from '../../support/oidc/provider.ts';
import { aSignIn, place } from '../../support/oidc/sign-in.ts';
import { bareToken, hmacToken, makeKey, publicPem, type SigningKey, signToken } from '../../support/oidc/signing.ts';

const attacker = makeKey('RS256');
const event = 'http://schemas.openid.net/event/backchannel-logout';

let provider: TestProvider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());
beforeEach(() => provider.behave({}));

const seconds = () => Math.floor(Date.now() / 1000);
const claims = () => ({
  iss: provider.issuer,
  aud: 'gatehouse',
  iat: seconds(),
  exp: seconds() + 120,
  jti: 'token-1',
  sub: 'person-1',
  sid: 'session-1',
  events: { [event]: {} },
});
const header = (key: SigningKey = provider.key) => ({ alg: 'RS256', typ: 'logout+jwt', kid: key.kid });

function read(token: string, behaviour: Behaviour = {}) {
  provider.behave(behaviour);
  const { connector, connection, secrets } = aSignIn(provider);
  return connector.readLogoutToken?.({ ...place, connection, secrets, token });
}
const saying = (more: object) => read(signToken(header(), { ...claims(), ...more }, provider.key));

const cases = casesOf('oidc.logout-token');

cases.honest('an honest token names the person and the session', async () => {
  expect(await saying({})).toEqual({
    ok: true,
    issuer: provider.issuer,
    subject: 'person-1',
    sid: 'session-1',
    once: { id: 'token-1', until: expect.any(Number) },
  });
});

describe('what its honest twins leave out or say otherwise:', () => {
  cases.honest.each<[string, object, object]>([
    ['only the person', { sid: undefined }, { subject: 'person-1', sid: null }],
    ['only the session', { sub: undefined }, { subject: null, sid: 'session-1' }],
    ['our audience in a list', { aud: ['gatehouse'] }, {}],
    ['another event beside it', { events: { [event]: {}, 'https://x.example/e': {} } }, {}],
  ])('%s', async (_, more, expected) => {
    expect(await saying(more)).toMatchObject({ ok: true, ...expected });
  });

  cases.honest.each(['JWT', 'application/logout+jwt', undefined])('typ %s', async (typ) => {
    expect(await read(signToken({ ...header(), typ }, claims(), provider.key))).toMatchObject({ ok: true });
  });
});

describe('a token that says the wrong thing is refused:', () => {
  cases.attack.each<[string, string, object]>([
    ['another issuer', 'oidc_issuer_mismatch', { iss: 'https://attacker.example' }],
    ['no issuer', 'oidc_issuer_mismatch', { iss: undefined }],
    ['another audience', 'oidc_token_audience', { aud: 'another' }],
    ['no audience', 'oidc_token_audience', { aud: undefined }],
    ['expired', 'oidc_token_expired', { exp: seconds() - 61 }],
    ['no expiry', 'oidc_logout_token_invalid', { exp: undefined }],
    ['made eleven minutes ago', 'oidc_token_stale', { iat: seconds() - 11 * 60 - 2 }],
    ['made in the future', 'oidc_token_not_yet_valid', { iat: seconds() + 120 }],
    ['no time', 'oidc_logout_token_invalid', { iat: undefined }],
    ['a time that is text', 'oidc_logout_token_invalid', { iat: String(seconds()) }],
    ['no id', 'oidc_logout_token_invalid', { jti: undefined }],
    ['an id that is a number', 'oidc_logout_token_invalid', { jti: 7 }],
    ['a nonce: an ID token', 'oidc_logout_token_invalid', { nonce: 'n' }],
    ['a nonce of null', 'oidc_logout_token_invalid', { nonce: null }],
    ['no events', 'oidc_logout_token_invalid', { events: undefined }],
    ['other events', 'oidc_logout_token_invalid', { events: { 'https://x.example/e': {} } }],
    ['events that are a list', 'oidc_logout_token_invalid', { events: [event] }],
    ['an event that is true', 'oidc_logout_token_invalid', { events: { [event]: true } }],
    ['nobody', 'oidc_logout_token_invalid', { sub: undefined, sid: undefined }],
    ['a person that is a number', 'oidc_logout_token_invalid', { sub: 7 }],
    ['an empty person', 'oidc_logout_token_invalid', { sub: '' }],
    ['a session that is a list', 'oidc_logout_token_invalid', { sid: ['session-1'] }],
  ])('%s -> %s', async (_, code, more) => {
    expect(await saying(more)).toMatchObject({ ok: false, code });
  });
});

describe('a forged token is refused:', () => {
  cases.attack.each<[string, string, () => string]>([
    ['another key under the right name', 'oidc_token_signature', () => signToken(header(), claims(), attacker)],
    ['a key that is not published', 'oidc_token_key_unknown', () => signToken(header(attacker), claims(), attacker)],
    [
      'its key in the header',
      'oidc_token_signature',
      () => signToken({ ...header(), jwk: attacker.jwk, jku: 'https://x.example' }, claims(), attacker),
    ],
    ['no signature', 'oidc_token_malformed', () => bareToken(header(), claims())],
    ['alg none', 'oidc_token_algorithm', () => `${bareToken({ ...header(), alg: 'none' }, claims())}AA`],
    [
      'HS256 with the public key',
      'oidc_token_algorithm',
      () => hmacToken({ ...header(), alg: 'HS256' }, claims(), publicPem(provider.key)),
    ],
    [
      'HS256 with the client secret',
      'oidc_token_algorithm',
      () => hmacToken({ ...header(), alg: 'HS256' }, claims(), provider.clientSecret),
    ],
    ['a critical extension', 'oidc_token_malformed', () => signToken({ ...header(), crit: ['x'], x: 1 }, claims(), provider.key)],
    ['unencoded claims', 'oidc_token_malformed', () => signToken({ ...header(), b64: false }, claims(), provider.key)],
    ['an access token', 'oidc_logout_token_invalid', () => signToken({ ...header(), typ: 'at+jwt' }, claims(), provider.key)],
    ['a type that is a number', 'oidc_logout_token_invalid', () => signToken({ ...header(), typ: 7 }, claims(), provider.key)],
    ['four parts', 'oidc_token_malformed', () => `${signToken(header(), claims(), provider.key)}.x`],
    ['nothing', 'oidc_token_malformed', () => ''],
    ['claims that are a list', 'oidc_token_malformed', () => signToken(header(), [] as unknown as Record<string, unknown>, provider.key)],
  ])('%s -> %s', async (_, code, token) => {
    expect(await read(token())).toMatchObject({ ok: false, code });
  });

  cases.attack.each<[string, string, Behaviour]>([
    ['a weak key', 'oidc_token_key_unusable', { keys: () => [{ ...makeKey('RS256', { bits: 1024 }).jwk, kid: provider.key.kid }] }],
    ['a key with the exponent 1', 'oidc_token_key_unusable', { keys: (keys) => keys.map((jwk) => ({ ...(jwk as object), e: 'AQ' })) }],
    ['a shared key', 'oidc_token_key_unknown', { keys: () => [{ kty: 'oct', k: 'AAAA', kid: provider.key.kid }] }],
    ['a key for encryption', 'oidc_token_key_unknown', { keys: (keys) => keys.map((jwk) => ({ ...(jwk as object), use: 'enc' })) }],
    ['two keys under one name', 'oidc_token_key_unknown', { keys: (keys) => [...keys, { ...attacker.jwk, kid: provider.key.kid }] }],
    ['keys that are none', 'oidc_token_key_unknown', { keys: () => ['key', null, 7] }],
    ['no keys to be had', 'oidc_provider_unreachable', { endpoint: { keys: (_, response) => response.writeHead(503).end() } }],
    [
      'keys elsewhere',
      'oidc_answer_redirected',
      { endpoint: { keys: (_, response) => response.writeHead(302, { location: '/x' }).end() } },
    ],
  ])('%s at the provider -> %s', async (_, code, behaviour) => {
    expect(await read(signToken(header(), claims(), provider.key), behaviour)).toMatchObject({ ok: false, code });
  });
});

cases.honest.each(['RS512', 'PS256', 'ES256', 'ES384', 'Ed25519'] as const)('honest tokens of %s pass', async (algorithm) => {
  const other = await startProvider({ algorithm });
  const { connector, connection, secrets } = aSignIn(other, { connection: { idTokenAlgorithm: algorithm } });
  const token = signToken({ alg: algorithm, kid: other.key.kid }, { ...claims(), iss: other.issuer }, other.key);
  expect(await connector.readLogoutToken?.({ ...place, connection, secrets, token })).toMatchObject({ ok: true });
  await other.close();
});

cases.attack('a change of keys is followed at once, and bad tokens make nobody ask again and again', async () => {
  const other = await startProvider();
  const { connector, connection, secrets, clock } = aSignIn(other);
  const of = (key: SigningKey) => signToken(header(key), { ...claims(), iss: other.issuer }, key);
  const ask = (token: string) => connector.readLogoutToken?.({ ...place, connection, secrets, token });
  expect(await ask(of(other.key))).toMatchObject({ ok: true });
  clock.advance(31_000);
  other.key = makeKey('RS256');
  expect(await ask(of(other.key))).toMatchObject({ ok: true });
  expect(other.calls.keys).toBe(2);
  for (let index = 0; index < 5; index += 1) expect(await ask(of(attacker))).toMatchObject({ ok: false, code: 'oidc_token_key_unknown' });
  expect(other.calls.keys).toBe(2);
  await other.close();
});
