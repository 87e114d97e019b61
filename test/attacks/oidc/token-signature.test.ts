/** Forged and bent ID tokens, each with the check that must refuse it. */
import { createHmac } from 'node:crypto';
import { describeProviderAttacks, describeProviderTwins, openProvider } from '../../support/oidc/attack.ts';
import { without } from '../../support/oidc/provider.ts';
import { bareToken, hmacToken, makeKey, publicPem, signToken } from '../../support/oidc/signing.ts';

type Json = Record<string, unknown>;

const attackerKey = makeKey('RS256');
const curveKey = makeKey('ES256');
const provider = openProvider();

/** Changes one character in the middle of the signature, where no padding bits hide it. */
function bendSignature(token: string): string {
  const at = token.lastIndexOf('.') + 100;
  return token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
}

describeProviderAttacks('oidc.algorithms', provider, [
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
    behaviour: { idToken: (header, claims) => hmacToken({ ...header, alg: 'HS256' }, claims, provider().clientSecret) },
  },
  {
    name: 'HS256 with the client secret, advertised by the provider',
    code: 'oidc_token_algorithm',
    behaviour: {
      discovery: (document) => ({ ...document, id_token_signing_alg_values_supported: ['HS256'] }),
      idToken: (header, claims) => hmacToken({ ...header, alg: 'HS256' }, claims, provider().clientSecret),
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
    name: 'HS256 with the modulus as secret',
    code: 'oidc_token_algorithm',
    behaviour: {
      idToken: (header, claims, key) => hmacToken({ ...header, alg: 'HS256' }, claims, Buffer.from(String(key.jwk.n), 'base64url')),
    },
  },
  {
    name: 'HS256 with the published key as secret, as it is written',
    code: 'oidc_token_algorithm',
    behaviour: { idToken: (header, claims, key) => hmacToken({ ...header, alg: 'HS256' }, claims, JSON.stringify(key.jwk)) },
  },
  {
    name: 'HS256 with an empty secret',
    code: 'oidc_token_algorithm',
    behaviour: { idToken: (header, claims) => hmacToken({ ...header, alg: 'HS256' }, claims, '') },
  },
  ...['rs256', 'RS256 ', 'RS384', 'RS512', 'PS256', 'ES256K', 'EdDSA', ''].map((alg) => ({
    name: `alg ${JSON.stringify(alg)} over a signature by RS256`,
    code: 'oidc_token_algorithm',
    behaviour: { header: (header: Json) => ({ ...header, alg }) },
  })),
  { name: 'no alg', code: 'oidc_token_algorithm', behaviour: { header: without('alg') } },
  { name: 'alg in a list', code: 'oidc_token_algorithm', behaviour: { header: (header) => ({ ...header, alg: ['RS256'] }) } },
]);

describeProviderAttacks('oidc.signature', provider, [
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
    name: 'the signature of another good token',
    code: 'oidc_token_signature',
    behaviour: {
      idToken(header, claims, key) {
        const [head, body] = signToken(header, { ...claims, sub: 'somebody-else' }, key).split('.');
        return `${head}.${body}.${signToken(header, claims, key).split('.')[2]}`;
      },
    },
  },
  {
    name: 'a signature of zeros',
    code: 'oidc_token_signature',
    behaviour: { idToken: (header, claims) => `${bareToken(header, claims)}${Buffer.alloc(256).toString('base64url')}` },
  },
  {
    name: 'an HMAC in place of the signature',
    code: 'oidc_token_signature',
    behaviour: {
      idToken: (header, claims, key) =>
        `${bareToken(header, claims)}${createHmac('sha256', publicPem(key)).update('x').digest('base64url')}`,
    },
  },
]);

describeProviderAttacks('oidc.header', provider, [
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
  {
    name: 'a certificate brought along in the header (x5c)',
    code: 'oidc_token_signature',
    behaviour: { idToken: (header, claims) => signToken({ ...header, x5c: [publicPem(attackerKey)] }, claims, attackerKey) },
  },
  {
    name: 'the key brought along, and no key id',
    code: 'oidc_token_signature',
    behaviour: { idToken: (header, claims) => signToken({ ...header, kid: undefined, jwk: attackerKey.jwk }, claims, attackerKey) },
  },
  ...['../../../../dev/null', "x' UNION SELECT 'key", '__proto__', ''].map((kid) => ({
    name: `the key id ${JSON.stringify(kid)}`,
    code: 'oidc_token_key_unknown',
    behaviour: { idToken: (header: Json, claims: Json) => signToken({ ...header, kid }, claims, attackerKey) },
  })),
  { name: 'a key id that is an object', code: 'oidc_token_key_unknown', behaviour: { header: (header) => ({ ...header, kid: {} }) } },
  {
    name: 'an empty list of critical extensions',
    code: 'oidc_token_malformed',
    behaviour: { header: (header) => ({ ...header, crit: [] }) },
  },
  {
    name: 'critical extensions that are text',
    code: 'oidc_token_malformed',
    behaviour: { header: (header) => ({ ...header, crit: 'exp' }) },
  },
  {
    name: 'an extension that is critical and not there',
    code: 'oidc_token_malformed',
    behaviour: { header: (header) => ({ ...header, crit: ['exp'] }) },
  },
]);

describeProviderTwins('oidc.header', provider, [
  { name: 'no key id, when one key is published', behaviour: { header: without('kid') } },
  { name: 'jku and jwk in the header of an honest token', behaviour: { header: (h) => ({ ...h, jku: 'https://x.example', jwk: {} }) } },
]);
