import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { standardClaims } from '#contract/presets/defaults';
import { type GitHub, startGitHub } from '../../../support/oauth2/provider.ts';
import { aSignIn, place, reference } from '../../../support/oauth2/sign-in.ts';

let provider: GitHub;
beforeAll(async () => {
  provider = await startGitHub();
});
afterAll(() => provider.close());
beforeEach(() => provider.behave({}));

test('a whole sign-in gives the identity that the provider told', async () => {
  expect(await aSignIn(provider).signIn()).toEqual({
    ok: true,
    identity: {
      connection: 'github',
      issuer: `${provider.origin}/user#id`,
      subject: '583231',
      email: { address: 'ada@borealis.example', verified: true },
      firstName: null,
      lastName: null,
      displayName: 'Ada Aalto',
      groups: null,
      attributes: {},
      assurance: { acr: null, amr: [], authTime: null },
      upstreamSession: { sid: null, idToken: null, nameId: null },
    },
  });
});

test('departure asks for a code with PKCE and a state that carries the reference', async () => {
  const { depart, connector } = aSignIn(provider);
  const departure = await depart();
  const url = new URL(departure.url);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    response_type: 'code',
    client_id: 'Iv1.gatehouse',
    redirect_uri: place.addresses.redirectUri,
    scope: 'read:user user:email',
    state: departure.memory.state,
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
  });
  expect(departure.url).not.toContain(departure.memory.verifier);
  const arrival = { method: 'GET', url: provider.authorize(departure.url), form: {} } as const;
  expect(connector.referenceOf(arrival)).toBe(reference);
});

test.each(['client_secret_basic', 'client_secret_post'] as const)('authenticates the client by %s', async (tokenEndpointAuth) => {
  expect(await aSignIn(provider, { tokenEndpointAuth }).signIn()).toMatchObject({ ok: true });
});

test('reads a token answer that is form-encoded', async () => {
  provider.behave({ formEncoded: true });
  expect(await aSignIn(provider).signIn()).toMatchObject({ ok: true });
});

describe('which of several addresses counts', () => {
  const entry = (email: string, primary: boolean, verified: unknown) => ({ email, primary, verified });
  test.each<[string, unknown[], unknown]>([
    [
      'the primary one of the domains',
      [entry('b@borealis.example', false, true), entry('a@borealis.example', true, true)],
      'a@borealis.example',
    ],
    [
      'another one of the domains',
      [entry('a@private.example', true, true), entry('b@borealis.example', false, true)],
      'b@borealis.example',
    ],
    [
      'the primary one where none is of the domains',
      [entry('b@x.example', false, true), entry('a@private.example', true, true)],
      'a@private.example',
    ],
    ['none that was not verified', [entry('a@borealis.example', true, false)], null],
    ['none whose flag is text', [entry('a@borealis.example', true, 'true')], null],
    ['none at all', [], null],
  ])('%s', async (_, emails, address) => {
    provider.behave({}, { emails });
    expect(await aSignIn(provider).signIn()).toMatchObject({
      ok: true,
      identity: { email: address === null ? null : { address, verified: true } },
    });
  });
});

describe('a provider without a list of addresses', () => {
  const plain = { emailsUrl: null, emailVerified: 'verified_email', subject: 'sub' } as const;

  test('says of the address in userinfo whether it was checked', async () => {
    provider.behave({}, { user: { sub: 'ada', email: 'ada@borealis.example', verified_email: true } });
    expect(await aSignIn(provider, plain).signIn()).toMatchObject({ ok: true, identity: { email: { verified: true } } });
    provider.behave({}, { user: { sub: 'ada', email: 'ada@borealis.example', verified_email: 'true' } });
    expect(await aSignIn(provider, plain).signIn()).toMatchObject({ ok: true, identity: { email: { verified: false } } });
    expect(provider.calls.emails).toBeGreaterThan(0);
  });

  test('is read by paths', async () => {
    const user = {
      data: { sub: 'ada', mails: [{ v: 'x@x.example' }, { v: 'ada@borealis.example', main: true, ok: true }] },
      teams: [{ name: 'crew' }, { name: 'deck' }],
      office: { floor: 3 },
    };
    provider.behave({}, { user });
    const mapping = {
      ...standardClaims,
      email: 'data.mails[main=true].v',
      groups: 'teams[].name',
      more: [{ name: 'floor', from: 'office.floor' }],
    };
    const wish = { ...plain, subject: 'data.sub', emailVerified: 'data.mails[main=true].ok', mapping };
    expect(await aSignIn(provider, wish).signIn()).toMatchObject({
      ok: true,
      identity: {
        subject: 'ada',
        email: { address: 'ada@borealis.example', verified: true },
        groups: ['crew', 'deck'],
        attributes: { floor: ['3'] },
      },
    });
  });
});

describe('the test of a connection', () => {
  const checked = async (signIn: ReturnType<typeof aSignIn>) => (await signIn.connector.test(signIn.common)).checks;

  test('asks the provider with a code that nobody issued', async () => {
    expect(await checked(aSignIn(provider))).toMatchObject([
      { name: 'addresses', ok: true },
      { name: 'client', ok: true },
      { name: 'emails', ok: true },
    ]);
  });

  test('tells a wrong secret from a wrong address', async () => {
    const [, wrong] = await checked(aSignIn(provider, {}, 'wrong'));
    expect(wrong).toMatchObject({ name: 'client', ok: false, text: expect.stringMatching(/client secret/) });
    const [, client] = await checked(aSignIn(provider, { tokenUrl: `${provider.origin}/nothing` }));
    expect(client).toMatchObject({ ok: false, text: expect.stringContaining('/nothing') });
    expect(await checked(aSignIn(provider, { userInfoUrl: 'http://10.0.0.1/user' }))).toMatchObject([
      { name: 'addresses', ok: false, text: expect.stringContaining('userInfoUrl') },
      { name: 'emails' },
    ]);
  });
});

test('there is no way to sign out at the provider', async () => {
  const { connector, common } = aSignIn(provider);
  expect(await connector.logout({ ...common, session: { sid: null, idToken: null, nameId: null }, state: 's' })).toBeNull();
});
