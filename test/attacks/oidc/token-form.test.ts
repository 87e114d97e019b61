/** What comes in the place of an ID token and is none. */
import { createCipheriv, publicEncrypt, randomBytes } from 'node:crypto';
import { describeProviderAttacks, describeProviderTwins, openProvider } from '../../support/oidc/attack.ts';
import { without } from '../../support/oidc/provider.ts';
import { makeKey, signText, signToken } from '../../support/oidc/signing.ts';

const attackerKey = makeKey('RS256');
const provider = openProvider();

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

describeProviderTwins('oidc.form', provider, [
  { name: 'typ "JWT"', behaviour: { header: (header) => ({ ...header, typ: 'JWT' }) } },
  { name: 'a token of 100 KB', behaviour: { claims: (claims) => ({ ...claims, note: 'x'.repeat(75_000) }) } },
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
