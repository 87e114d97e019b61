/** What the library does on its own, and why it is not left alone: each is accepted by it, and refused here. */
import { describe, expect, test } from '@jest/globals';
import { allowInsecureRequests, authorizationCodeGrant, buildAuthorizationUrl, Configuration, customFetch, discovery } from 'openid-client';
import type { Outbound } from '../../../broker/domain/ports/outbound.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { openProvider } from '../../support/oidc/attack.ts';
import type { Behaviour } from '../../support/oidc/provider.ts';
import { aSignIn, callbackUrl } from '../../support/oidc/sign-in.ts';
import { bareToken, makeKey, signToken } from '../../support/oidc/signing.ts';

const provider = openProvider();
const { attack } = casesOf('oidc.library');

/** A login with the library as it comes: the code flow with state, nonce and the algorithm pinned, one call left out. */
async function signInWithLibraryAlone(): Promise<string | undefined> {
  const issuer = new URL(provider().issuer);
  const client = { client_secret: provider().clientSecret, id_token_signed_response_alg: 'RS256' };
  const configuration = await discovery(issuer, provider().clientId, client, undefined, { execute: [allowInsecureRequests] });
  const verifier = 'v'.repeat(43);
  const challenge = '7w_YNF9DSfIdPf_pRjSq646_kPr-2-o9NAl16JGghdM';
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: callbackUrl,
    scope: 'openid',
    state: 'state',
    nonce: 'nonce',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  const tokens = await authorizationCodeGrant(configuration, new URL(provider().authorize(url.href)), {
    expectedState: 'state',
    expectedNonce: 'nonce',
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
  return tokens.claims()?.sub;
}

const stranger = makeKey('RS256');

describe('without enableNonRepudiationChecks the library believes', () => {
  attack.each<[string, string, Behaviour]>([
    [
      'a token signed by a stranger',
      'oidc_token_signature',
      { idToken: (header, claims) => signToken(header, { ...claims, sub: 'boss' }, stranger) },
    ],
    ['a token without a signature', 'oidc_token_signature', { idToken: (header, claims) => bareToken(header, { ...claims, sub: 'boss' }) }],
  ])('%s; here it is refused: %s', async (_, code, behaviour) => {
    provider().behave(behaviour);
    expect(await signInWithLibraryAlone()).toBe('boss');
    expect(await aSignIn(provider()).signIn()).toMatchObject({ ok: false, code });
  });
});

describe('the shared addresses of Entra ID, with which any organization of the world could sign in,', () => {
  const shared = 'https://login.microsoftonline.com/organizations/v2.0';
  const document = {
    issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
    authorization_endpoint: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize',
    token_endpoint: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/token',
    jwks_uri: 'https://login.microsoftonline.com/organizations/discovery/v2.0/keys',
  };
  const answer = (): Response => new Response(JSON.stringify(document), { headers: { 'content-type': 'application/json' } });
  const outbound: Outbound = {
    refusalOf: () => null,
    send: async () => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: new TextEncoder().encode(JSON.stringify(document)),
    }),
  };

  test('are accepted by the library', async () => {
    const found = await discovery(new URL(shared), 'client', 'secret', undefined, { [customFetch]: async () => answer() });
    expect(found).toBeInstanceOf(Configuration);
  });

  attack('are refused here', async () => {
    const { depart } = aSignIn(provider(), { connection: { issuer: shared }, outbound });
    await expect(depart()).rejects.toMatchObject({ code: 'oidc_issuer_mismatch' });
  });
});
