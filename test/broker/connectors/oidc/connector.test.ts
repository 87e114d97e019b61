import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { standardClaims } from '#contract/presets/defaults';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import { createClientKeys } from '../../../support/oidc/client-keys.ts';
import { startProvider, type TestProvider, without } from '../../../support/oidc/provider.ts';
import { aSignIn, callbackUrl, place, reference } from '../../../support/oidc/sign-in.ts';
import { makeKey } from '../../../support/oidc/signing.ts';

let provider: TestProvider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());
beforeEach(() => provider.behave({}));

describe('a whole sign-in', () => {
  test('gives the identity that the provider asserted', async () => {
    expect(await aSignIn(provider).signIn()).toEqual({
      ok: true,
      identity: {
        connection: 'borealis',
        issuer: provider.issuer,
        subject: 'person-1',
        email: { address: 'ada@borealis.example', verified: true },
        firstName: 'Ada',
        lastName: 'Aalto',
        displayName: 'Ada Aalto',
        groups: ['crew', 'harbour'],
        attributes: {},
        assurance: { acr: null, amr: [], authTime: null },
        upstreamSession: { sid: null, idToken: expect.any(String), nameId: null },
      },
    });
  });

  test.each(['client_secret_basic', 'client_secret_post'] as const)('authenticates the client by %s', async (tokenEndpointAuth) => {
    expect(await aSignIn(provider, { connection: { tokenEndpointAuth } }).signIn()).toMatchObject({ ok: true });
  });

  test.each(['RS256', 'RS512', 'PS256', 'ES256', 'ES384', 'ES512', 'Ed25519'] as const)('works with %s', async (algorithm) => {
    const other = await startProvider({ algorithm });
    const proven = await aSignIn(other, { connection: { idTokenAlgorithm: algorithm } }).signIn();
    await other.close();
    expect(proven).toMatchObject({ ok: true });
  });

  test('keeps no ID token where the provider has no sign-out address', async () => {
    const other = await startProvider();
    other.behave({ discovery: without('end_session_endpoint') });
    const { connector, connection, secrets, signIn } = aSignIn(other);
    const proven = await signIn();
    expect(proven).toMatchObject({ ok: true, identity: { upstreamSession: { idToken: null } } });
    const session = { sid: null, idToken: null, nameId: null };
    expect(await connector.logout({ ...place, connection, secrets, session, state: 's' })).toBeNull();
    await other.close();
  });
});

describe('departure', () => {
  test('asks for a code with PKCE, a state that carries the reference, and a nonce', async () => {
    const departure = await aSignIn(provider).depart({ loginHint: 'ada@borealis.example' });
    const url = new URL(departure.url);
    expect(url.origin + url.pathname).toBe(`${provider.issuer}/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'gatehouse',
      response_type: 'code',
      redirect_uri: callbackUrl,
      scope: 'openid email profile',
      state: departure.memory.state,
      nonce: departure.memory.nonce,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      login_hint: 'ada@borealis.example',
    });
    expect(departure.memory.state).toMatch(new RegExp(`^${reference}\\.[\\w-]{43}$`));
    expect(departure.url).not.toContain(departure.memory.verifier);
  });

  test('draws everything afresh each time', async () => {
    const { depart } = aSignIn(provider);
    const [one, two] = [await depart(), await depart()];
    for (const name of ['state', 'nonce', 'verifier']) expect(one.memory[name]).not.toBe(two.memory[name]);
  });

  test('asks for a new sign-in when one is needed', async () => {
    const { depart } = aSignIn(provider);
    const { searchParams } = new URL((await depart({ forceReauthentication: true })).url);
    expect([searchParams.get('prompt'), searchParams.get('max_age')]).toEqual(['login', '0']);
  });

  test('the reference comes back through the state', async () => {
    const { connector, depart } = aSignIn(provider);
    const url = provider.authorize((await depart()).url);
    expect(connector.referenceOf({ method: 'GET', url, form: {} })).toBe(reference);
  });

  test('throws a named error when the provider does not answer', async () => {
    const gone = await startProvider();
    const { depart } = aSignIn(gone);
    await gone.close();
    await expect(depart()).rejects.toMatchObject({ code: 'oidc_provider_unreachable' });
  });

  test('throws a named error when the client secret is not there', async () => {
    const { connector, connection } = aSignIn(provider);
    const ask = { ...place, connection, secrets: new Map(), reference, forceReauthentication: false, loginHint: null };
    await expect(connector.depart(ask)).rejects.toMatchObject({ code: 'oidc_secret_missing' });
  });
});

describe('userinfo', () => {
  test('is not asked when the ID token says everything', async () => {
    const before = provider.calls.userinfo;
    await aSignIn(provider).signIn();
    expect(provider.calls.userinfo).toBe(before);
  });

  test.each(['email', 'email_verified', 'groups'])('is asked when the ID token lacks %s', async (name) => {
    provider.behave({ claims: without(name) });
    const proven = await aSignIn(provider).signIn();
    expect(proven).toMatchObject({
      ok: true,
      identity: { email: { address: 'ada@borealis.example', verified: true }, groups: ['crew', 'harbour'] },
    });
  });

  test('is not asked whether an address is verified where the provider’s word is enough', async () => {
    provider.behave({ claims: without('email_verified') });
    const before = provider.calls.userinfo;
    const proven = await aSignIn(provider, { connection: { emailTrust: 'authoritative' } }).signIn();
    expect(proven).toMatchObject({ ok: true, identity: { email: { address: 'ada@borealis.example', verified: false } } });
    expect(provider.calls.userinfo).toBe(before);
  });

  test('does not vouch for an address that only the ID token names', async () => {
    provider.behave({
      claims: (claims) => ({ ...without('email_verified')(claims), email: 'boss@borealis.example' }),
      userInfo: (claims) => ({ ...claims, email_verified: true }),
    });
    const proven = await aSignIn(provider).signIn();
    expect(proven).toMatchObject({ ok: true, identity: { email: { address: 'boss@borealis.example', verified: false } } });
  });
});

describe('what is remembered of a provider', () => {
  test('its document is read once, whoever signs in, and its keys too', async () => {
    const other = await startProvider();
    const { signIn } = aSignIn(other);
    await Promise.all([signIn(), signIn(), signIn()]);
    await signIn();
    expect(other.calls).toEqual({ discovery: 1, keys: 1, token: 4, userinfo: 0 });
    await other.close();
  });

  test('its document is read again after an hour, give or take a tenth', async () => {
    const other = await startProvider();
    const { depart, clock } = aSignIn(other);
    await depart();
    clock.advance(53 * 60_000);
    await depart();
    expect(other.calls.discovery).toBe(1);
    clock.advance(14 * 60_000);
    await depart();
    expect(other.calls.discovery).toBe(2);
    await other.close();
  });

  test('a provider that is silent when its document is due is used from memory, and asked at most once a minute', async () => {
    const other = await startProvider();
    const { depart, clock } = aSignIn(other);
    await depart();
    clock.advance(2 * 60 * 60_000);
    other.behave({ endpoint: { discovery: (_, response) => response.writeHead(503).end() } });
    await depart();
    await depart();
    expect(other.calls.discovery).toBe(2);
    clock.advance(24 * 60 * 60_000);
    await expect(depart()).rejects.toMatchObject({ code: 'oidc_provider_unreachable' });
    await other.close();
  });

  test('a provider that turns into another one is not used from memory', async () => {
    const other = await startProvider();
    const { depart, clock } = aSignIn(other);
    await depart();
    clock.advance(2 * 60 * 60_000);
    other.behave({ discovery: (document) => ({ ...document, issuer: 'https://elsewhere.example' }) });
    await expect(depart()).rejects.toMatchObject({ code: 'oidc_issuer_mismatch' });
    await other.close();
  });

  test('a failure is not asked for again at once, and is forgotten soon', async () => {
    const other = await startProvider();
    const { depart, clock } = aSignIn(other);
    other.behave({ endpoint: { discovery: (_, response) => response.writeHead(503).end() } });
    await expect(depart()).rejects.toMatchObject({ code: 'oidc_provider_unreachable' });
    await expect(depart()).rejects.toMatchObject({ code: 'oidc_provider_unreachable' });
    expect(other.calls.discovery).toBe(1);
    other.behave({});
    clock.advance(2_000);
    await depart();
    await other.close();
  });

  test('the same name of a secret with another value is another client', async () => {
    const { connector, connection, secrets } = aSignIn(provider);
    const wrong = aSignIn(provider, { clientSecret: 'of another tenant' });
    const ask = { ...place, connection, reference, forceReauthentication: false, loginHint: null };
    await connector.depart({ ...ask, secrets });
    const departure = await connector.depart({ ...ask, secrets: wrong.secrets });
    const arrival = { method: 'GET', url: provider.authorize(departure.kind === 'redirect' ? departure.url : ''), form: {} } as const;
    const proven = await connector.complete({ ...ask, secrets: wrong.secrets, memory: departure.memory, arrival });
    expect(proven).toMatchObject({ ok: false, code: 'oidc_client_rejected' });
  });
});

describe('a change of signing keys', () => {
  test.each([
    ['under a new name', {}],
    ['under the same name', { kid: 'the-only-key' }],
  ])('right after the keys were read, %s, loses no login', async (_, more) => {
    const other = await startProvider();
    other.key = makeKey('RS256', more);
    const { signIn } = aSignIn(other);
    await signIn();
    other.key = makeKey('RS256', more);
    expect(await signIn()).toMatchObject({ ok: true });
    // The code went to the provider once per login, although the token was verified twice.
    expect(other.calls).toMatchObject({ token: 2, keys: 2, discovery: 2 });
    await other.close();
  });

  test('keys are asked for out of turn at most every 30 seconds', async () => {
    const other = await startProvider();
    const { signIn, clock } = aSignIn(other);
    await signIn();
    const unpublished = { keys: () => [makeKey('RS256').jwk] };
    other.behave(unpublished);
    other.key = makeKey('RS256');
    expect(await signIn()).toMatchObject({ ok: false, code: 'oidc_token_key_unknown' });
    expect(await signIn()).toMatchObject({ ok: false, code: 'oidc_token_key_unknown' });
    expect(other.calls.keys).toBe(2);
    other.behave({});
    clock.advance(30_000);
    expect(await signIn()).toMatchObject({ ok: true });
    await other.close();
  });
});

test('a provider that changes its name together with its keys is refused', async () => {
  const other = await startProvider();
  const { signIn } = aSignIn(other);
  await signIn();
  other.key = makeKey('RS256');
  other.behave({ discovery: (document) => ({ ...document, issuer: 'https://elsewhere.example' }) });
  expect(await signIn()).toMatchObject({ ok: false, code: 'oidc_issuer_mismatch' });
  await other.close();
});

describe('signing out at the provider', () => {
  test('names the client, the session and the way back', async () => {
    const { connector, connection, secrets } = aSignIn(provider);
    const session = { sid: null, idToken: 'an.id.token', nameId: null };
    const hop = await connector.logout({ ...place, connection, secrets, session, state: 'the state' });
    const url = new URL(hop?.url ?? '');
    expect(url.origin + url.pathname).toBe(`${provider.issuer}/logout`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'gatehouse',
      id_token_hint: 'an.id.token',
      post_logout_redirect_uri: place.addresses.postLogoutUri,
      state: 'the state',
    });
  });
});

test('names keep what belongs to them and lose what only confuses', async () => {
  provider.behave({ claims: (claims) => ({ ...claims, given_name: ' سارا\u200cبانو ', family_name: '\u202eakilA\n', name: 7 }) });
  const proven = await aSignIn(provider).signIn();
  expect(proven).toMatchObject({ identity: { firstName: 'سارا\u200cبانو', lastName: 'akilA', displayName: null } });
});

describe('what the settings ask for beside the standard', () => {
  test('goes along with the request', async () => {
    const wish = { acrValues: ['urn:mace:incommon:iap:silver', 'phr'], maxAgeSeconds: 900, prompt: 'select_account' } as const;
    const { searchParams } = new URL((await aSignIn(provider, { connection: { ...wish, acrValues: [...wish.acrValues] } }).depart()).url);
    expect(['acr_values', 'max_age', 'prompt'].map((name) => searchParams.get(name))).toEqual([
      'urn:mace:incommon:iap:silver phr',
      '900',
      'select_account',
    ]);
  });

  test('gives way to a fresh sign-in where one is needed', async () => {
    const { depart } = aSignIn(provider, { connection: { maxAgeSeconds: 900, prompt: 'consent' } });
    const { searchParams } = new URL((await depart({ forceReauthentication: true })).url);
    expect([searchParams.get('prompt'), searchParams.get('max_age')]).toEqual(['login', '0']);
  });
});

describe('what counts as a second factor', () => {
  const assurance: OidcConnection['assurance'] = {
    contexts: [{ value: 'phr', counts: 'phishing-resistant' }],
    methods: [{ value: 'mfa', counts: 'any' }],
    maxAgeMinutes: 60,
    ask: [
      { value: 'phr', for: 'phishing-resistant' },
      { value: 'urn:2fa', for: 'any' },
    ],
  };

  test('is what the ID token says of the sign-in, and when that was', async () => {
    const authTime = Math.floor(Date.now() / 1000) - 60;
    provider.behave({ claims: (claims) => ({ ...claims, acr: 'phr', amr: ['pwd', 'mfa', 7], auth_time: authTime }) });
    expect(await aSignIn(provider).signIn()).toMatchObject({
      identity: { assurance: { acr: 'phr', amr: ['pwd', 'mfa'], authTime: authTime * 1000 } },
    });
  });

  test('is asked for afresh, by the contexts that prove at least as much, before those that are always asked for', async () => {
    const asked = async (strength: 'any' | 'strong', acrValues: string[] = []) => {
      const { searchParams } = new URL((await aSignIn(provider, { connection: { assurance, acrValues } }).depart({ strength })).url);
      return ['acr_values', 'prompt', 'max_age'].map((name) => searchParams.get(name));
    };
    expect(await asked('any', ['urn:1fa'])).toEqual(['phr urn:2fa urn:1fa', 'login', '0']);
    expect(await asked('strong')).toEqual(['phr', 'login', '0']);
  });

  test('can be asked for where the connection says by what', () => {
    const { connector, connection } = aSignIn(provider, { connection: { assurance } });
    expect(connector.canAskAgain?.(connection, 'phishing-resistant')).toBe(true);
    const other = aSignIn(provider, { connection: { assurance: { ...assurance, ask: [{ value: 'urn:2fa', for: 'any' }] } } });
    expect([other.connector.canAskAgain?.(other.connection, 'any'), other.connector.canAskAgain?.(other.connection, 'strong')]).toEqual([
      true,
      false,
    ]);
    const plain = aSignIn(provider);
    expect(plain.connector.canAskAgain?.(plain.connection, 'any')).toBe(false);
  });

  test('an answer may name what was asked for; one that names neither is refused where a context is always asked for', async () => {
    const complete = async (acr: string | undefined, strength?: 'any') => {
      provider.behave({ claims: (claims) => ({ ...claims, ...(acr && { acr }) }) });
      const { depart, arrive } = aSignIn(provider, { connection: { assurance, acrValues: ['urn:1fa'] } });
      const departure = await depart(strength && { strength });
      return arrive(departure, provider.authorize(departure.url));
    };
    expect(await complete('urn:2fa', 'any')).toMatchObject({ ok: true, identity: { assurance: { acr: 'urn:2fa' } } });
    // Nobody asked for it at this sign-in.
    expect(await complete('urn:2fa')).toMatchObject({ code: 'oidc_context_mismatch' });
    expect(await complete('urn:other', 'any')).toMatchObject({ code: 'oidc_context_mismatch' });
  });

  test('an old sign-in is no answer to being asked again', async () => {
    provider.behave({ claims: (claims) => ({ ...claims, acr: 'phr', auth_time: Math.floor(Date.now() / 1000) - 3600 }) });
    const { depart, arrive } = aSignIn(provider, { connection: { assurance } });
    const departure = await depart({ strength: 'any' });
    expect(await arrive(departure, provider.authorize(departure.url))).toMatchObject({ code: 'oidc_authentication_too_old' });
  });

  test('a provider that overlooks the question is believed only what it says', async () => {
    provider.behave({ claims: (claims) => claims });
    const { depart, arrive } = aSignIn(provider, { connection: { assurance } });
    const departure = await depart({ strength: 'any' });
    expect(await arrive(departure, provider.authorize(departure.url))).toMatchObject({
      identity: { assurance: { acr: null, authTime: expect.any(Number) } },
    });
  });
});

describe('further facts', () => {
  const more = [
    { name: 'department', from: 'department' },
    { name: 'level', from: 'level' },
    { name: 'tags', from: 'tags' },
  ];

  test('come along by the names that the settings give them, and no others', async () => {
    provider.behave({
      claims: (claims) => ({ ...claims, department: 'deck', level: 3, tags: ['a', 'b'], nested: { no: 1 }, secret: 'x' }),
    });
    const proven = await aSignIn(provider, { connection: { mapping: { ...standardClaims, more } } }).signIn();
    expect(proven).toMatchObject({ ok: true });
    if (proven.ok !== true) throw new Error('nobody was proven');
    expect(proven.identity.attributes).toEqual({ department: ['deck'], level: ['3'], tags: ['a', 'b'] });
  });

  test('are asked for at the userinfo endpoint where the ID token lacks them', async () => {
    provider.behave({ userInfo: (claims) => ({ ...claims, department: 'engine' }) });
    const mapping = { ...standardClaims, more: more.slice(0, 1) };
    expect(await aSignIn(provider, { connection: { mapping } }).signIn()).toMatchObject({
      ok: true,
      identity: { attributes: { department: ['engine'] } },
    });
  });

  test('and groups are narrowed by patterns', async () => {
    const patterns = [{ of: 'groups', pattern: 'jsm-(.+)' }];
    provider.behave({ claims: (claims) => ({ ...claims, groups: ['jsm-crew', 'wheel', 'jsm-harbour'] }) });
    const mapping = { ...standardClaims, groups: 'groups', patterns };
    expect(await aSignIn(provider, { connection: { mapping } }).signIn()).toMatchObject({
      ok: true,
      identity: { groups: ['crew', 'harbour'] },
    });
  });
});

describe('a client that proves itself by a key of its own', () => {
  const connection = { tokenEndpointAuth: 'private_key_jwt', clientSecret: null } as const;

  test('signs an assertion for each exchange, with a key that is published', async () => {
    const other = await startProvider();
    const { connector, signIn } = aSignIn(other, { connection });
    other.clientKeys = (await connector.keySet?.(place.tenant))?.keys ?? [];
    expect(other.clientKeys).toEqual([
      { kty: 'EC', crv: 'P-256', x: expect.any(String), y: expect.any(String), kid: expect.any(String), use: 'sig', alg: 'ES256' },
    ]);
    expect(await signIn()).toMatchObject({ ok: true });
    expect(await signIn()).toMatchObject({ ok: true });
    await other.close();
  });

  test('changes its key without a pause', async () => {
    const other = await startProvider();
    const keys = createClientKeys();
    const { connector, signIn } = aSignIn(other, { connection, keys });
    other.clientKeys = (await connector.keySet?.(place.tenant))?.keys ?? [];
    expect(await signIn()).toMatchObject({ ok: true });
    await keys.rotate(place.tenant, 'client', 'ecdsa-p256', { signsFrom: 0, trustedUntil: 0 });
    expect(await signIn()).toMatchObject({ ok: false, code: 'oidc_client_rejected' });
    other.clientKeys = (await connector.keySet?.(place.tenant))?.keys ?? [];
    expect(other.clientKeys).toHaveLength(2);
    expect(await signIn()).toMatchObject({ ok: true });
    await other.close();
  });
});

describe('addresses entered by hand', () => {
  const byHand = (of: TestProvider) => ({
    authorization: `${of.issuer}/authorize?realm=crew`,
    token: `${of.issuer}/token`,
    jwks: `${of.issuer}/keys`,
    userinfo: `${of.issuer}/userinfo`,
    endSession: null,
  });

  test('are used as they are, and no document is read', async () => {
    const other = await startProvider();
    const { depart, arrive, connector, connection, secrets } = aSignIn(other, { connection: { endpoints: byHand(other) } });
    const departure = await depart();
    expect(new URL(departure.url).searchParams.get('realm')).toBe('crew');
    expect(await arrive(departure, other.authorize(departure.url))).toMatchObject({
      ok: true,
      identity: { issuer: other.issuer, upstreamSession: { idToken: null } },
    });
    expect(other.calls).toMatchObject({ discovery: 0, keys: 1 });
    const session = { sid: null, idToken: null, nameId: null };
    expect(await connector.logout({ ...place, connection, secrets, session, state: 's' })).toBeNull();
    await other.close();
  });

  test('survive a change of signing keys', async () => {
    const other = await startProvider();
    const { signIn } = aSignIn(other, { connection: { endpoints: byHand(other) } });
    await signIn();
    other.key = makeKey('RS256');
    expect(await signIn()).toMatchObject({ ok: true });
    expect(other.calls).toMatchObject({ discovery: 0, keys: 2, token: 2 });
    await other.close();
  });
});
