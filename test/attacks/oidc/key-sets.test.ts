/** Key sets that are mixed up, bent, or somebody else's: none of their keys may verify what it must not. */
import { describeProviderAttacks, describeProviderTwins, openProvider } from '../../support/oidc/attack.ts';
import { makeKey, signToken } from '../../support/oidc/signing.ts';

const provider = openProvider();
const attacker = makeKey('RS256');
const elliptic = makeKey('ES256');
const edwards = makeKey('Ed25519');
const own = () => provider().key.jwk;
const named = (jwk: object, more: object = {}) => ({ ...jwk, kid: provider().key.kid, ...more });
/** Signed by the attacker, under the provider's name for its key. */
const forged = {
  idToken: (header: object, claims: object) =>
    signToken({ ...header } as Record<string, unknown>, claims as Record<string, unknown>, attacker),
};
const answers = (body: string, status = 200, headers = {}) => ({
  endpoint: {
    keys: (_: unknown, response: import('node:http').ServerResponse) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body),
  },
});

describeProviderAttacks('oidc.keys', provider, [
  { name: 'another key under the right name', code: 'oidc_token_signature', behaviour: { keys: () => [named(attacker.jwk)] } },
  { name: 'a forged token under the right name', code: 'oidc_token_signature', behaviour: forged },
  {
    name: 'a forged token without a name, and one key',
    code: 'oidc_token_signature',
    behaviour: { ...forged, header: (h) => ({ ...h, kid: undefined }) },
  },
  {
    name: 'a token without a name, and two keys',
    code: 'oidc_token_key_unknown',
    behaviour: { keys: (keys) => [...keys, attacker.jwk], header: (h) => ({ ...h, kid: undefined }) },
  },
  { name: 'an elliptic key under the right name', code: 'oidc_token_key_unknown', behaviour: { keys: () => [named(elliptic.jwk)] } },
  { name: 'an Edwards key under the right name', code: 'oidc_token_key_unknown', behaviour: { keys: () => [named(edwards.jwk)] } },
  { name: 'the right key for another algorithm', code: 'oidc_token_key_unknown', behaviour: { keys: () => [{ ...own(), alg: 'PS256' }] } },
  { name: 'the right key for no algorithm', code: 'oidc_token_key_unknown', behaviour: { keys: () => [{ ...own(), alg: 'none' }] } },
  { name: 'the right key for HMAC', code: 'oidc_token_key_unknown', behaviour: { keys: () => [{ ...own(), alg: 'HS256' }] } },
  {
    name: 'the right key for encryption by its operations',
    code: 'oidc_token_key_unknown',
    behaviour: { keys: () => [{ ...own(), use: undefined, key_ops: ['encrypt'] }] },
  },
  {
    name: 'the right key of a type in small letters',
    code: 'oidc_token_key_unknown',
    behaviour: { keys: () => [{ ...own(), kty: 'rsa' }] },
  },
  {
    name: 'the right key under a name in other letters',
    code: 'oidc_token_key_unknown',
    behaviour: { keys: () => [{ ...own(), kid: `${provider().key.kid} ` }] },
  },
  {
    name: 'the right key under a name that is a number',
    code: 'oidc_token_key_unknown',
    behaviour: { keys: () => [{ ...own(), kid: 7 }] },
  },
  { name: 'the right key twice under one name', code: 'oidc_token_key_unknown', behaviour: { keys: (keys) => [...keys, ...keys] } },
  { name: 'a key with the exponent 1', code: 'oidc_token_signature', behaviour: { keys: () => [{ ...own(), e: 'AQ' }] } },
  { name: 'a key with an even exponent', code: 'oidc_token_signature', behaviour: { keys: () => [{ ...own(), e: 'AQAA' }] } },
  { name: 'a key without an exponent', code: 'oidc_answer_malformed', behaviour: { keys: () => [{ ...own(), e: undefined }] } },
  { name: 'a key without a modulus', code: 'oidc_answer_malformed', behaviour: { keys: () => [{ ...own(), n: undefined }] } },
  {
    name: 'a key with a modulus of 2,048 bits of which most are zero',
    code: 'oidc_token_key_unusable',
    behaviour: { keys: () => [{ ...own(), n: Buffer.concat([Buffer.alloc(200), Buffer.alloc(56, 0xff)]).toString('base64url') }] },
  },
  {
    name: 'a certificate of somebody else’s beside a key',
    code: 'oidc_token_signature',
    behaviour: { ...forged, keys: () => [named(own(), { x5c: ['MIIB'], x5u: 'https://evil.example' })] },
  },
  { name: 'a set that is a list', code: 'oidc_answer_malformed', behaviour: answers('[]') },
  { name: 'a set of keys by name', code: 'oidc_answer_malformed', behaviour: answers('{"keys":{"a":{}}}') },
  { name: 'a set without keys', code: 'oidc_answer_malformed', behaviour: answers('{}') },
  { name: 'a set that is a page', code: 'oidc_answer_malformed', behaviour: answers('<html></html>') },
  { name: 'a set that is one key', code: 'oidc_answer_malformed', behaviour: answers('{"kty":"RSA","n":"AA","e":"AQAB"}') },
  {
    name: 'a set that is elsewhere',
    code: 'oidc_answer_redirected',
    behaviour: answers('', 302, { location: 'https://evil.example/keys' }),
  },
  { name: 'a set that is not there', code: 'oidc_answer_malformed', behaviour: answers('', 404) },
  { name: 'a set of two megabytes', code: 'oidc_answer_too_large', behaviour: answers(`{"keys":[],"x":"${'x'.repeat(2_000_000)}"}`) },
]);

describeProviderTwins('oidc.keys', provider, [
  {
    name: 'the right key among keys for other things',
    behaviour: { keys: (keys) => [named(elliptic.jwk, { kid: 'e' }), { ...attacker.jwk, use: 'enc' }, ...keys] },
  },
  { name: 'the right key without a word on its use', behaviour: { keys: () => [{ ...own(), use: undefined, alg: undefined }] } },
  { name: 'a token without a name, and one key', behaviour: { header: (h) => ({ ...h, kid: undefined }) } },
]);
