/** ID tokens that say the wrong thing under a good signature, published keys that must not be used, and the honest twins. */
import { describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { claiming, describeProviderAttacks, describeProviderTwins, openProvider, seconds } from '../../support/oidc/attack.ts';
import type { Behaviour } from '../../support/oidc/provider.ts';
import { aSignIn } from '../../support/oidc/sign-in.ts';
import { makeKey, signText, signToken } from '../../support/oidc/signing.ts';

const attackerKey = makeKey('RS256');
const weakKey = makeKey('RS256', { bits: 1024 });
const provider = openProvider();

describeProviderAttacks('oidc.keys', provider, [
  {
    name: 'an RSA key of 1024 bits',
    code: 'oidc_token_key_unusable',
    behaviour: { keys: () => [weakKey.jwk], header: (h) => ({ ...h, kid: weakKey.kid }), idToken: (h, c) => signToken(h, c, weakKey) },
  },
  {
    name: 'a symmetric key in the key set',
    code: 'oidc_token_key_unknown',
    behaviour: { keys: () => [{ kty: 'oct', k: 'c2VjcmV0', kid: provider().key.kid, alg: 'RS256', use: 'sig' }] },
  },
  {
    name: 'a key that is published for encryption',
    code: 'oidc_token_key_unknown',
    behaviour: { keys: () => [{ ...provider().key.jwk, use: 'enc' }] },
  },
  {
    name: 'two keys under one name, one of them the attacker’s',
    code: 'oidc_token_key_unknown',
    behaviour: { keys: (keys) => [...keys, { ...attackerKey.jwk, kid: provider().key.kid }] },
  },
  { name: 'an empty key set', code: 'oidc_token_key_unknown', behaviour: { keys: () => [] } },
  { name: 'a key set of things that are no keys', code: 'oidc_answer_malformed', behaviour: { keys: () => ['key', null] } },
  {
    name: 'a key with a modulus that is no number',
    code: 'oidc_token_key_unusable',
    behaviour: { keys: () => [{ ...provider().key.jwk, n: '!!' }] },
  },
  {
    name: 'a key whose operations are no list',
    code: 'oidc_token_malformed',
    behaviour: { keys: () => [{ ...provider().key.jwk, key_ops: 5 }] },
  },
]);

describeProviderAttacks('oidc.origin', provider, [
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
]);

describeProviderAttacks('oidc.nonce', provider, [
  { name: 'no nonce', code: 'oidc_nonce_mismatch', behaviour: claiming({ nonce: undefined }) },
  { name: 'the nonce of another login', code: 'oidc_nonce_mismatch', behaviour: claiming({ nonce: 'n'.repeat(43) }) },
  { name: 'a nonce that is no text', code: 'oidc_nonce_mismatch', behaviour: claiming({ nonce: ['n'] }) },
]);

describeProviderAttacks('oidc.times', provider, [
  { name: 'expired', code: 'oidc_token_expired', behaviour: claiming({ exp: seconds() - 61 }) },
  { name: 'no expiry', code: 'oidc_token_expired', behaviour: claiming({ exp: undefined }) },
  { name: 'an expiry that is text', code: 'oidc_token_malformed', behaviour: claiming({ exp: '9999999999' }) },
  { name: 'issued eleven minutes ago', code: 'oidc_token_stale', behaviour: claiming({ iat: seconds() - 11 * 60 - 1 }) },
  { name: 'issued two minutes from now', code: 'oidc_token_not_yet_valid', behaviour: claiming({ iat: seconds() + 120 }) },
  { name: 'no time of issue', code: 'oidc_token_malformed', behaviour: claiming({ iat: undefined }) },
  { name: 'valid from two minutes from now', code: 'oidc_token_not_yet_valid', behaviour: claiming({ nbf: seconds() + 120 }) },
  { name: 'signed in in the future', code: 'oidc_token_not_yet_valid', behaviour: claiming({ auth_time: seconds() + 120 }) },
]);

describeProviderAttacks('oidc.subject', provider, [
  { name: 'an empty subject', code: 'oidc_subject_invalid', behaviour: claiming({ sub: '' }) },
  { name: 'a blank subject', code: 'oidc_subject_invalid', behaviour: claiming({ sub: '   ' }) },
  { name: 'no subject', code: 'oidc_subject_invalid', behaviour: claiming({ sub: undefined }) },
  { name: 'a subject that is a number', code: 'oidc_subject_invalid', behaviour: claiming({ sub: 7 }) },
  { name: 'a subject of 256 characters', code: 'oidc_subject_invalid', behaviour: claiming({ sub: 's'.repeat(256) }) },
  { name: 'a subject with a line break', code: 'oidc_subject_invalid', behaviour: claiming({ sub: 'person\n1' }) },
]);

describeProviderAttacks('oidc.token-hash', provider, [
  { name: 'the hash of another access token', code: 'oidc_token_hash_mismatch', behaviour: claiming({ at_hash: 'c'.repeat(22) }) },
]);

/** The claims as text, with more of it behind them: of two members of one name the last counts (RFC 8259, 4). */
const twice = (member: string): Behaviour => ({
  idToken: (header, claims, key) => signText(JSON.stringify(header), `${JSON.stringify(claims).slice(0, -1)},${member}}`, key),
});
/** The same, with the other value first and the honest one last. */
const twiceFirst = (member: string): Behaviour => ({
  idToken: (header, claims, key) => signText(JSON.stringify(header), `{${member},${JSON.stringify(claims).slice(1)}`, key),
});

describeProviderAttacks('oidc.duplicates', provider, [
  { name: 'an issuer, and another', code: 'oidc_issuer_mismatch', behaviour: twice('"iss":"https://attacker.example"') },
  { name: 'an audience, and another', code: 'oidc_token_audience', behaviour: twice('"aud":"another-client"') },
  { name: 'a nonce, and another', code: 'oidc_nonce_mismatch', behaviour: twice('"nonce":"another"') },
  { name: 'an expiry, and another', code: 'oidc_token_expired', behaviour: twice('"exp":1') },
  { name: 'a subject, and none', code: 'oidc_subject_invalid', behaviour: twice('"sub":""') },
  {
    name: 'an algorithm, and none',
    code: 'oidc_token_algorithm',
    behaviour: {
      idToken: (header, claims, key) => signText(`${JSON.stringify(header).slice(0, -1)},"alg":"none"}`, JSON.stringify(claims), key),
    },
  },
  {
    name: 'an issuer of the document, and another',
    code: 'oidc_issuer_mismatch',
    behaviour: {
      endpoint: {
        discovery: (_request, response) =>
          response
            .writeHead(200, { 'content-type': 'application/json' })
            .end(
              `{"issuer":"${provider().issuer}","authorization_endpoint":"x","token_endpoint":"x","jwks_uri":"x","issuer":"https://attacker.example"}`,
            ),
      },
    },
  },
]);

describeProviderTwins('oidc.duplicates', provider, [
  { name: 'a foreign issuer first, ours last', behaviour: twiceFirst('"iss":"https://attacker.example"') },
]);

describeProviderTwins('oidc.keys', provider, [
  { name: 'a second key beside the right one', behaviour: { keys: (keys) => [attackerKey.jwk, ...keys] } },
]);

describeProviderTwins('oidc.origin', provider, [
  { name: 'our audience in a list', behaviour: claiming({ aud: ['gatehouse'] }) },
  { name: 'several audiences, authorized for us', behaviour: claiming({ aud: ['another', 'gatehouse'], azp: 'gatehouse' }) },
]);

describeProviderTwins('oidc.times', provider, [
  { name: 'expired half a minute ago', behaviour: claiming({ exp: seconds() - 30 }) },
  { name: 'issued half a minute from now', behaviour: claiming({ iat: seconds() + 30 }) },
  { name: 'issued nine minutes ago', behaviour: claiming({ iat: seconds() - 9 * 60 }) },
]);

describeProviderTwins('oidc.subject', provider, [{ name: 'a subject of 255 characters', behaviour: claiming({ sub: 's'.repeat(255) }) }]);

describeProviderTwins('oidc.token-hash', provider, [
  { name: 'the hash of its own access token', behaviour: claiming({ at_hash: 'xbDyM5Wjs8mTAhnyPZlETA' }) },
]);

describe('a fresh sign-in that was asked for', () => {
  const { attack, honest } = casesOf('oidc.times');
  const ask = { forceReauthentication: true };

  attack('is refused when the provider does not say when it was', async () => {
    provider().behave(claiming({ auth_time: undefined }));
    expect(await aSignIn(provider()).signIn(ask)).toMatchObject({ ok: false, code: 'oidc_authentication_too_old' });
  });

  attack('is refused when the person signed in before it was asked for', async () => {
    provider().behave(claiming({ auth_time: seconds() - 120 }));
    expect(await aSignIn(provider()).signIn(ask)).toMatchObject({ ok: false, code: 'oidc_authentication_too_old' });
  });

  honest('passes when it happened', async () => {
    expect(await aSignIn(provider()).signIn(ask)).toMatchObject({ ok: true, identity: { assurance: { authTime: expect.any(Number) } } });
  });

  honest('an old sign-in is good enough when none was asked for', async () => {
    provider().behave(claiming({ auth_time: seconds() - 86_400 }));
    expect(await aSignIn(provider()).signIn()).toMatchObject({ ok: true });
  });
});
