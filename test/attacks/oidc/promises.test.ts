/** What a connection asks of its provider beside the standard: each is held to what the ID token says, and to nothing less. */
import { afterAll, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import { standardClaims } from '#contract/presets/defaults';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import { casesOf } from '../../support/attacks/cases.ts';
import { type Behaviour, startProvider, type TestProvider } from '../../support/oidc/provider.ts';
import { aSignIn, place } from '../../support/oidc/sign-in.ts';
import { makeKey, signToken } from '../../support/oidc/signing.ts';

let provider: TestProvider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());
beforeEach(() => {
  provider.behave({});
  provider.clientKeys = null;
});

const seconds = () => Math.floor(Date.now() / 1000);
const claiming = (more: Record<string, unknown>): Behaviour => ({ claims: (claims) => ({ ...claims, ...more }) });

describe('an authentication context that was asked for', () => {
  const { attack, honest } = casesOf('oidc.context');
  const connection = { acrValues: ['phr', 'urn:mfa'] };

  attack.each([
    ['is not named', {}],
    ['is null', { acr: null }],
    ['is another', { acr: 'pwd' }],
    ['only begins alike', { acr: 'phrh' }],
    ['differs in case', { acr: 'PHR' }],
    ['is a list that holds it', { acr: ['phr'] }],
    ['is all of them in one text', { acr: 'phr urn:mfa' }],
    ['is told as the method instead', { amr: ['phr'] }],
    ['is an object', { acr: { value: 'phr' } }],
  ])('%s -> oidc_context_mismatch', async (_, claims) => {
    provider.behave(claiming(claims));
    expect(await aSignIn(provider, { connection }).signIn()).toMatchObject({ ok: false, code: 'oidc_context_mismatch' });
  });

  attack('is not taken from the userinfo endpoint', async () => {
    provider.behave({ claims: (claims) => ({ ...claims, email: undefined }), userInfo: (claims) => ({ ...claims, acr: 'phr' }) });
    expect(await aSignIn(provider, { connection }).signIn()).toMatchObject({ ok: false, code: 'oidc_context_mismatch' });
  });

  honest.each(['phr', 'urn:mfa'])('its honest twin passes: %s', async (acr) => {
    provider.behave(claiming({ acr }));
    expect(await aSignIn(provider, { connection }).signIn()).toMatchObject({ ok: true, identity: { assurance: { acr } } });
  });
});

describe('how long ago a person may have signed in', () => {
  const { attack, honest } = casesOf('oidc.max-age');
  const connection = { maxAgeSeconds: 600 };

  attack.each<[string, string, unknown]>([
    ['not told', 'oidc_authentication_too_old', undefined],
    ['null', 'oidc_token_malformed', null],
    ['text', 'oidc_token_malformed', String(seconds())],
    ['eleven minutes and a bit ago', 'oidc_authentication_too_old', seconds() - 665],
    ['zero', 'oidc_authentication_too_old', 0],
    ['below zero', 'oidc_token_malformed', -1],
    ['two minutes from now', 'oidc_token_not_yet_valid', seconds() + 120],
  ])('%s -> %s', async (_, code, auth_time) => {
    provider.behave(claiming({ auth_time }));
    expect(await aSignIn(provider, { connection }).signIn()).toMatchObject({ ok: false, code });
  });

  honest.each([
    ['just now', 0],
    ['within the time', 590],
    ['a minute later, because clocks differ', 650],
  ])('its honest twin passes: %s', async (_, ago) => {
    provider.behave(claiming({ auth_time: seconds() - ago }));
    expect(await aSignIn(provider, { connection }).signIn()).toMatchObject({ ok: true });
  });

  attack('is nothing at all where the settings say 0', async () => {
    provider.behave(claiming({ auth_time: seconds() - 65 }));
    const proven = await aSignIn(provider, { connection: { maxAgeSeconds: 0 } }).signIn();
    expect(proven).toMatchObject({ ok: false, code: 'oidc_authentication_too_old' });
  });

  attack('is the time of this login, not of another that asked for less', async () => {
    provider.behave(claiming({ auth_time: seconds() - 300 }));
    expect(await aSignIn(provider, { connection }).signIn({ forceReauthentication: true })).toMatchObject({
      ok: false,
      code: 'oidc_authentication_too_old',
    });
  });
});

describe('with addresses entered by hand', () => {
  const { attack } = casesOf('oidc.by-hand');
  const byHand = (more: Partial<NonNullable<OidcConnection['endpoints']>> = {}) => ({
    endpoints: {
      authorization: `${provider.issuer}/authorize`,
      token: `${provider.issuer}/token`,
      jwks: `${provider.issuer}/keys`,
      userinfo: null,
      endSession: null,
      ...more,
    },
  });

  attack('the issuer of the ID token is still the one of the settings', async () => {
    provider.behave(claiming({ iss: 'https://elsewhere.example' }));
    expect(await aSignIn(provider, { connection: byHand() }).signIn()).toMatchObject({ ok: false, code: 'oidc_issuer_mismatch' });
  });

  attack('so is the one that the browser brings', async () => {
    provider.behave({ arrival: (parameters) => parameters.set('iss', 'https://elsewhere.example') });
    expect(await aSignIn(provider, { connection: byHand() }).signIn()).toMatchObject({ ok: false, code: 'oidc_issuer_mismatch' });
  });

  attack('a token has to be signed with a key from there', async () => {
    const attacker = makeKey('RS256');
    provider.behave({ idToken: (header, claims) => signToken(header, claims, attacker) });
    expect(await aSignIn(provider, { connection: byHand() }).signIn()).toMatchObject({ ok: false, code: 'oidc_token_signature' });
  });

  attack.each(['token', 'jwks', 'userinfo', 'authorization', 'endSession'] as const)(
    '%s may be no address of this machine or a network',
    async (name) => {
      for (const url of ['http://10.0.0.1/x', 'http://169.254.169.254/latest', 'http://127.0.0.1:1/x']) {
        const { depart } = aSignIn(provider, { connection: byHand({ [name]: url }) });
        await expect(depart()).rejects.toMatchObject({ code: 'oidc_endpoint_refused' });
      }
    },
  );

  attack('an address that answers our own questions is refused', async () => {
    const { depart } = aSignIn(provider, {
      connection: byHand({ authorization: `${provider.issuer}/authorize?redirect_uri=https://x.example` }),
    });
    await expect(depart()).rejects.toMatchObject({ code: 'oidc_endpoint_refused' });
  });
});

describe('an address that a pattern has made', () => {
  const { attack, honest } = casesOf('oidc.patterns');
  const mapping = { ...standardClaims, patterns: [{ of: 'email', pattern: 'external-(.+)' }] };

  attack('is not the one that the provider has checked', async () => {
    provider.behave(claiming({ email: 'external-boss@borealis.example' }));
    expect(await aSignIn(provider, { connection: { mapping } }).signIn()).toMatchObject({
      ok: true,
      identity: { email: { address: 'boss@borealis.example', verified: false } },
    });
  });

  attack('does not match, so there is none', async () => {
    expect(await aSignIn(provider, { connection: { mapping } }).signIn()).toMatchObject({ ok: true, identity: { email: null } });
  });

  honest('that matches as a whole stays the one that was checked', async () => {
    const whole = { ...standardClaims, patterns: [{ of: 'email', pattern: '.+@borealis\\.example' }] };
    expect(await aSignIn(provider, { connection: { mapping: whole } }).signIn()).toMatchObject({
      ok: true,
      identity: { email: { address: 'ada@borealis.example', verified: true } },
    });
  });
});

describe('a client that proves itself by a key', () => {
  const { attack } = casesOf('oidc.client-key');
  const connection = { tokenEndpointAuth: 'private_key_jwt', clientSecret: null } as const;

  attack('sends no secret, even where one is at hand', async () => {
    const bodies: string[] = [];
    provider.behave({
      endpoint: {
        token(request, response) {
          request.on('data', (chunk: Buffer) => bodies.push(chunk.toString(), request.headers.authorization ?? ''));
          request.on('end', () => response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"invalid_client"}'));
        },
      },
    });
    expect(await aSignIn(provider, { connection }).signIn()).toMatchObject({ ok: false, code: 'oidc_client_rejected' });
    expect(bodies.join()).toContain('client_assertion=');
    expect(bodies.join()).not.toMatch(/client_secret|Basic/);
  });

  attack('has another key at every tenant', async () => {
    const { connector } = aSignIn(provider, { connection });
    const [one, two] = [await connector.keySet?.(place.tenant), await connector.keySet?.('ten_other' as typeof place.tenant)];
    expect(one?.keys[0]?.x).not.toBe(two?.keys[0]?.x);
    expect(JSON.stringify(one)).not.toContain('"d"');
  });
});
