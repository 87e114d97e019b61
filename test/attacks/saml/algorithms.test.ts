import { createHmac, generateKeyPairSync } from 'node:crypto';
import { expect } from '@jest/globals';
import { type Attack, describeAttacks, edited, honest, twin } from '../../support/saml/attack.ts';
import { aBuiltResponse } from '../../support/saml/build.ts';
import { ecKeys, pemOf, rsaKeys, shortRsaKeys } from '../../support/saml/keys.ts';
import { responseXml, swap } from '../../support/saml/response.ts';
import { hmacSha1, rsaSha1, rsaSha256, sha1, sha256, signAssertion } from '../../support/saml/sign.ts';

const _ds = 'http://www.w3.org/2000/09/xmldsig#';

describeAttacks('saml.algorithms', [
  {
    name: 'SHA-1 in the signature',
    code: 'saml_signature_algorithm',
    because: 'signature with SHA-1',
    attack: () => ({ xml: signAssertion(responseXml(), { algorithm: rsaSha1 }) }),
    twin: () => ({ xml: signAssertion(responseXml(), { algorithm: rsaSha1 }), expect: { allowSha1: true } }),
  },
  {
    name: 'SHA-1 in the digest',
    code: 'saml_signature_algorithm',
    because: 'digest with SHA-1',
    attack: () => ({ xml: signAssertion(responseXml(), { digest: sha1 }) }),
    twin: () => ({ xml: signAssertion(responseXml(), { digest: sha1 }), expect: { allowSha1: true } }),
  },
  {
    name: 'HMAC with the public key as its secret',
    code: 'saml_signature_algorithm',
    attack: () => ({
      xml: signAssertion(responseXml(), { key: pemOf(rsaKeys().publicKey), algorithm: hmacSha1 }),
      expect: { allowSha1: true },
    }),
    twin,
  },
  {
    name: 'HMAC-SHA256 written over an RSA signature',
    code: 'saml_signature_algorithm',
    because: 'signature method',
    attack: () => {
      const forged = swap(honest(), rsaSha256, 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256');
      const value = createHmac('sha256', pemOf(rsaKeys().publicKey)).update('SignedInfo').digest('base64');
      return { xml: forged.replace(/<ds:SignatureValue>[^<]*/, `<ds:SignatureValue>${value}`) };
    },
    twin,
  },
  {
    name: 'an algorithm for another kind of key than the pinned one',
    code: 'saml_signature_algorithm',
    because: 'no pinned key of this kind',
    attack: edited(rsaSha256, 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256'),
    twin,
  },
  {
    name: 'an RSA signature where only an EC key is pinned',
    code: 'saml_signature_algorithm',
    because: 'no pinned key of this kind',
    attack: () => ({ xml: honest(), expect: { keys: [ecKeys().publicKey] } }),
    twin: () => ({ xml: honest(), expect: { keys: [ecKeys().publicKey, rsaKeys().publicKey] } }),
  },
  {
    name: 'a key that is too short, though it is pinned',
    code: 'saml_signature_algorithm',
    because: 'no pinned key of this kind',
    attack: () => ({ xml: signAssertion(responseXml(), { key: shortRsaKeys().privateKey }), expect: { keys: [shortRsaKeys().publicKey] } }),
    twin,
  },
  { name: 'a made-up signature method', code: 'saml_signature_algorithm', attack: edited(rsaSha256, 'urn:none'), twin },
  {
    name: 'a made-up digest method',
    code: 'saml_signature_algorithm',
    because: 'digest method',
    attack: edited(`Algorithm="${sha256}"`, 'Algorithm="toString"'),
    twin,
  },
  { name: 'a digest method without name', code: 'saml_signature_algorithm', attack: edited(`Algorithm="${sha256}"`, 'x="1"'), twin },
  {
    name: 'an output length for the signature',
    code: 'saml_signature_malformed',
    because: 'SignatureMethod',
    attack: edited(
      `<ds:SignatureMethod Algorithm="${rsaSha256}"/>`,
      `<ds:SignatureMethod Algorithm="${rsaSha256}"><ds:HMACOutputLength>0</ds:HMACOutputLength></ds:SignatureMethod>`,
    ),
    twin,
  },
  {
    name: 'a key on another curve than those of NIST, though it is pinned',
    code: 'saml_signature_algorithm',
    because: 'no pinned key of this kind',
    attack: () => {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
      const { encoded } = aBuiltResponse({ sign: { key: ecKeys().privateKey, what: 'assertion' } });
      expect(() => aBuiltResponse({ sign: { key: privateKey, what: 'assertion' } })).toThrow(TypeError);
      return { encoded, expect: { keys: [publicKey] } };
    },
    twin: () => ({
      encoded: aBuiltResponse({ sign: { key: ecKeys().privateKey, what: 'assertion' } }).encoded,
      expect: { keys: [ecKeys().publicKey] },
    }),
  },
]);

/** A message signed with ECDSA, with another signature value: r and s side by side. */
const withPair = (change: (pair: Buffer) => Buffer) => () => {
  const xml = Buffer.from(aBuiltResponse({ sign: { key: ecKeys().privateKey, what: 'assertion' } }).encoded, 'base64').toString('utf8');
  const changed = xml.replace(
    /(<ds:SignatureValue>)([^<]*)/,
    (_, tag: string, value: string) => tag + change(Buffer.from(value, 'base64')).toString('base64'),
  );
  return { xml: changed, expect: { keys: [ecKeys().publicKey] } };
};
const pairTwin = withPair((pair) => pair);
/** The order of P-256: r = n and s = n are zero in disguise. */
const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');

describeAttacks('saml.algorithms', [
  ...(
    [
      ['zeros', (pair) => Buffer.alloc(pair.length)],
      ['the order of the curve, twice', () => Buffer.concat([order, order])],
      ['one and zero', (pair) => Buffer.from(pair.fill(0).fill(1, 31, 32))],
      ['r without s', (pair) => pair.subarray(0, 32)],
      ['one byte too many', (pair) => Buffer.concat([pair, Buffer.alloc(1)])],
      [
        'DER in place of the pair',
        (pair) =>
          Buffer.concat([
            Buffer.from('3044', 'hex'),
            Buffer.from('0220', 'hex'),
            pair.subarray(0, 32),
            Buffer.from('0220', 'hex'),
            pair.subarray(32),
          ]),
      ],
    ] satisfies readonly (readonly [string, (pair: Buffer) => Buffer])[]
  ).map(
    ([what, change]): Attack => ({
      name: `an ECDSA signature of ${what}`,
      code: 'saml_signature_wrong',
      attack: withPair(change),
      twin: pairTwin,
    }),
  ),
  ...(
    [
      ['MD5', 'http://www.w3.org/2001/04/xmldsig-more#rsa-md5'],
      ['RIPEMD-160', 'http://www.w3.org/2001/04/xmldsig-more#rsa-ripemd160'],
      ['SHA-224', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha224'],
      ['RSA-PSS', 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1'],
      ['DSA', 'http://www.w3.org/2000/09/xmldsig#dsa-sha1'],
      ['HMAC with SHA-512', 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha512'],
      ['a name in capitals', rsaSha256.toUpperCase()],
      ['a name with a blank', `${rsaSha256} `],
      ['an empty name', ''],
    ] as const
  ).map(
    ([what, uri]): Attack => ({
      name: `a signature method of ${what}`,
      code: 'saml_signature_algorithm',
      attack: edited(rsaSha256, uri),
      twin,
    }),
  ),
  ...(
    [
      ['MD5', 'http://www.w3.org/2001/04/xmldsig-more#md5'],
      ['RIPEMD-160', 'http://www.w3.org/2001/04/xmlenc#ripemd160'],
      ['SHA-224', 'http://www.w3.org/2001/04/xmldsig-more#sha224'],
      ['a property of every object', '__proto__'],
    ] as const
  ).map(
    ([what, uri]): Attack => ({
      name: `a digest of ${what}`,
      code: 'saml_signature_algorithm',
      because: 'digest method',
      attack: edited(`Algorithm="${sha256}"`, `Algorithm="${uri}"`),
      twin,
    }),
  ),
]);
