/** Forged and bent ID tokens, each with the check that must refuse it. */
import { createCipheriv, createHmac, publicEncrypt, randomBytes } from 'node:crypto';
import { describeProviderAttacks, describeProviderTwins, openProvider } from '../../support/oidc/attack.ts';
import { without } from '../../support/oidc/provider.ts';
import { bareToken, hmacToken, makeKey, publicPem, signText, signToken } from '../../support/oidc/signing.ts';

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

describeProviderAttacks('oidc.form', provider, [
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
  {
    name: 'two parts',
    code: 'oidc_token_malformed',
    behaviour: { idToken: (h, c, key) => signToken(h, c, key).split('.').slice(0, 2).join('.') },
  },
  { name: 'an encrypted token of five good parts', code: 'oidc_token_malformed', behaviour: { idToken: () => encrypted() } },
  {
    name: 'the parts in JSON',
    code: 'oidc_token_malformed',
    behaviour: {
      idToken(header, claims, key) {
        const [head, payload, signature] = signToken(header, claims, key).split('.');
        return JSON.stringify({ protected: head, payload, signature });
      },
    },
  },
  { name: 'a line break at the end', code: 'oidc_token_malformed', behaviour: { idToken: (h, c, key) => `${signToken(h, c, key)}\n` } },
  { name: 'padding', code: 'oidc_token_malformed', behaviour: { idToken: (h, c, key) => `${signToken(h, c, key)}==` } },
  {
    name: 'a header that is no JSON',
    code: 'oidc_answer_malformed',
    behaviour: { idToken: (_h, c, key) => signText('hello', JSON.stringify(c), key) },
  },
  {
    name: 'a header that is a list',
    code: 'oidc_token_malformed',
    behaviour: { idToken: (_h, c, key) => signText('[]', JSON.stringify(c), key) },
  },
  {
    name: 'claims that are no JSON',
    code: 'oidc_answer_malformed',
    behaviour: { idToken: (h, _c, key) => signText(JSON.stringify(h), 'hello', key) },
  },
  {
    name: 'claims that are a list',
    code: 'oidc_token_malformed',
    behaviour: { idToken: (h, _c, key) => signText(JSON.stringify(h), '[]', key) },
  },
  {
    name: 'claims that are null',
    code: 'oidc_token_malformed',
    behaviour: { idToken: (h, _c, key) => signText(JSON.stringify(h), 'null', key) },
  },
  {
    name: 'a token of 300 KB',
    code: 'oidc_token_malformed',
    behaviour: { claims: (claims) => ({ ...claims, note: 'x'.repeat(225_000) }) },
  },
  {
    name: 'a token of more than a megabyte',
    code: 'oidc_answer_too_large',
    behaviour: { claims: (claims) => ({ ...claims, note: 'x'.repeat(1_000_000) }) },
  },
  {
    name: 'a security event in its place (typ secevent+jwt)',
    code: 'oidc_token_malformed',
    behaviour: { header: (header) => ({ ...header, typ: 'secevent+jwt' }) },
  },
  {
    name: 'a type in capitals (typ AT+JWT)',
    code: 'oidc_token_malformed',
    behaviour: { header: (header) => ({ ...header, typ: 'AT+JWT' }) },
  },
]);

/** A compact JWE (RFC 7516) for a key that nobody here has: what a provider sends that was told to encrypt. */
function encrypted(): string {
  const part = (value: Uint8Array | string) => Buffer.from(value).toString('base64url');
  const head = part(JSON.stringify({ alg: 'RSA-OAEP', enc: 'A256GCM' }));
  const [key, iv] = [randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(head));
  const text = Buffer.concat([cipher.update('{}'), cipher.final()]);
  return [head, part(publicEncrypt(attackerKey.publicKey, key)), part(iv), part(text), part(cipher.getAuthTag())].join('.');
}

describeProviderTwins('oidc.header', provider, [
  { name: 'no key id, when one key is published', behaviour: { header: without('kid') } },
  { name: 'jku and jwk in the header of an honest token', behaviour: { header: (h) => ({ ...h, jku: 'https://x.example', jwk: {} }) } },
]);

describeProviderTwins('oidc.form', provider, [
  { name: 'typ "JWT"', behaviour: { header: (header) => ({ ...header, typ: 'JWT' }) } },
  { name: 'a token of 100 KB', behaviour: { claims: (claims) => ({ ...claims, note: 'x'.repeat(75_000) }) } },
]);
