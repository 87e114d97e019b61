import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { certificateText, selfSignedCertificate } from '../../../broker/saml/certificate.ts';
import { type Attack, deliver, describeAttacks } from '../../support/saml/attack.ts';
import { aBuiltResponse } from '../../support/saml/build.ts';
import { ecKeys, otherRsaKeys, pemOf, rsaKeys, shortRsaKeys } from '../../support/saml/keys.ts';
import { assertionIn, now, pieces, responseXml, signatureIn, swap } from '../../support/saml/response.ts';
import { excC14n, hmacSha1, rsaSha1, rsaSha256, sha1, sha256, signAssertion, signResponse } from '../../support/saml/sign.ts';

const ds = 'http://www.w3.org/2000/09/xmldsig#';
const c14n = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const honest = () => signAssertion(responseXml());
const twin = () => ({ xml: honest() });
const edited = (from: string, to: string) => () => ({ xml: swap(honest(), from, to) });
const transform = (algorithm: string) => `<ds:Transform Algorithm="${algorithm}"/>`;
const enveloped = transform(`${ds}enveloped-signature`);

const attacks: readonly Attack[] = [
  { name: 'no signature at all', code: 'saml_signature_missing', attack: () => ({ xml: responseXml() }), twin },
  {
    name: 'a signed Response where the assertion has to be signed',
    code: 'saml_signature_missing',
    because: 'Assertion',
    attack: () => ({ xml: signResponse(responseXml()), expect: { signed: 'assertion' } }),
    twin: () => ({ xml: honest(), expect: { signed: 'assertion' } }),
  },
  {
    name: 'a signed assertion where the Response has to be signed',
    code: 'saml_signature_missing',
    because: 'Response',
    attack: () => ({ xml: honest(), expect: { signed: 'response' } }),
    twin: () => ({ xml: signResponse(responseXml()), expect: { signed: 'response' } }),
  },
  {
    name: 'one signature where both are needed',
    code: 'saml_signature_missing',
    attack: () => ({ xml: honest(), expect: { signed: 'both' } }),
    twin: () => ({ xml: signResponse(honest()), expect: { signed: 'both' } }),
  },
  {
    name: 'the key of somebody else',
    code: 'saml_signature_wrong',
    attack: () => ({ xml: signAssertion(responseXml(), { key: otherRsaKeys().privateKey }) }),
    twin,
  },
  {
    name: 'the key of somebody else with a certificate in KeyInfo',
    code: 'saml_signature_wrong',
    attack: () => {
      const { privateKey } = otherRsaKeys();
      const der = selfSignedCertificate({
        privateKey,
        commonName: 'idp.example',
        serial: Buffer.alloc(16, 1),
        notBefore: now,
        notAfter: now + 1e10,
      });
      const certificate = `-----BEGIN CERTIFICATE-----\n${certificateText(der).replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----`;
      const xml = signAssertion(responseXml(), { key: privateKey, certificate });
      expect(xml).toContain('X509Certificate');
      return { xml };
    },
    twin,
  },
  {
    name: 'the key of somebody else with that key in KeyValue',
    code: 'saml_signature_wrong',
    attack: () => {
      const jwk = createPublicKey(otherRsaKeys().privateKey).export({ format: 'jwk' });
      const value = `<ds:KeyInfo><ds:KeyValue><ds:RSAKeyValue><ds:Modulus>${jwk.n}</ds:Modulus><ds:Exponent>${jwk.e}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue></ds:KeyInfo>`;
      return { xml: swap(signAssertion(responseXml(), { key: otherRsaKeys().privateKey }), '</ds:Signature>', `${value}</ds:Signature>`) };
    },
    twin,
  },
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
  {
    name: 'a message when no key is pinned',
    code: 'saml_signature_algorithm',
    attack: () => ({ xml: honest(), expect: { keys: [] } }),
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
    name: 'two references to the assertion',
    code: 'saml_signature_reference',
    because: 'several references',
    attack: () => ({ xml: signAssertion(responseXml(), { references: 2 }) }),
    twin,
  },
  {
    name: 'five hundred references',
    code: 'saml_signature_reference',
    attack: () => {
      const signed = honest();
      const reference = /<ds:Reference[\s\S]*<\/ds:Reference>/.exec(signed)?.[0] ?? '';
      return { xml: swap(signed, reference, reference.repeat(500)) };
    },
    twin,
  },
  { name: 'an empty reference', code: 'saml_signature_reference', attack: edited('URI="#_assertion1"', 'URI=""'), twin },
  { name: 'a reference without address', code: 'saml_signature_reference', attack: edited(' URI="#_assertion1"', ''), twin },
  {
    name: 'a reference to the Response',
    code: 'saml_signature_reference',
    attack: edited('URI="#_assertion1"', 'URI="#_response1"'),
    twin,
  },
  {
    name: 'a reference to a page on the web',
    code: 'saml_signature_reference',
    attack: edited('URI="#_assertion1"', 'URI="https://evil.example/signed.xml"'),
    twin,
  },
  {
    name: 'a reference to a file',
    code: 'saml_signature_reference',
    attack: edited('URI="#_assertion1"', 'URI="file:///etc/passwd"'),
    twin,
  },
  {
    name: 'a reference by XPointer',
    code: 'saml_signature_reference',
    attack: edited('URI="#_assertion1"', `URI="#xpointer(id('_assertion1'))"`),
    twin,
  },
  { name: 'a reference to an assertion without ID', code: 'saml_id_invalid', attack: edited('ID="_assertion1" ', ''), twin },
  {
    name: 'a reference to nothing for an empty ID',
    code: 'saml_id_invalid',
    attack: () => ({ xml: swap(swap(honest(), 'ID="_assertion1"', 'ID=""'), '#_assertion1', '#') }),
    twin,
  },
  {
    name: 'no transforms',
    code: 'saml_signature_transform',
    attack: () => ({ xml: honest().replace(/<ds:Transforms>.*<\/ds:Transforms>/, '') }),
    twin,
  },
  {
    name: 'the enveloped transform alone',
    code: 'saml_signature_transform',
    because: 'number',
    attack: edited(transform(excC14n), ''),
    twin,
  },
  {
    name: 'the two transforms in the wrong order',
    code: 'saml_signature_transform',
    because: 'first',
    attack: () => ({ xml: swap(honest(), `${enveloped}${transform(excC14n)}`, `${transform(excC14n)}${enveloped}`) }),
    twin,
  },
  {
    name: 'a third transform',
    code: 'saml_signature_transform',
    because: 'number',
    attack: () => ({ xml: swap(honest(), enveloped, enveloped + enveloped) }),
    twin,
  },
  {
    name: 'a transform by XSLT',
    code: 'saml_signature_transform',
    attack: () => ({
      xml: swap(
        honest(),
        enveloped,
        '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"><x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform"/></ds:Transform>',
      ),
    }),
    twin,
  },
  {
    name: 'a transform by XPath',
    code: 'saml_signature_transform',
    attack: () => ({
      xml: swap(
        honest(),
        enveloped,
        `<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath></ds:Transform>`,
      ),
    }),
    twin,
  },
  {
    name: 'a transform by base64',
    code: 'saml_signature_transform',
    attack: () => ({ xml: swap(honest(), transform(excC14n), transform(`${ds}base64`)) }),
    twin,
  },
  {
    name: 'inclusive canonicalisation as a transform',
    code: 'saml_signature_transform',
    because: 'canonicalisation',
    attack: () => ({ xml: swap(honest(), transform(excC14n), transform(c14n)) }),
    twin,
  },
  {
    name: 'canonicalisation that keeps comments',
    code: 'saml_signature_transform',
    attack: () => ({ xml: swap(honest(), transform(excC14n), transform(`${excC14n}WithComments`)) }),
    twin,
  },
  {
    name: 'inclusive canonicalisation of SignedInfo',
    code: 'saml_signature_transform',
    attack: edited(`CanonicalizationMethod Algorithm="${excC14n}"`, `CanonicalizationMethod Algorithm="${c14n}"`),
    twin,
  },
  {
    name: 'the default namespace in a prefix list',
    code: 'saml_signature_transform',
    attack: () => ({ xml: signAssertion(responseXml(), { inclusivePrefixes: ['#default'] }) }),
    twin: () => ({ xml: signAssertion(responseXml(), { inclusivePrefixes: ['saml', 'xs'] }) }),
  },
  {
    name: 'an Object in the signature',
    code: 'saml_signature_malformed',
    attack: edited('</ds:Signature>', '<ds:Object/></ds:Signature>'),
    twin,
  },
  {
    name: 'two SignedInfo, the honest one second',
    code: 'saml_signature_malformed',
    attack: () => {
      const signed = honest();
      const info = /<ds:SignedInfo>.*<\/ds:SignedInfo>/.exec(signed)?.[0] ?? '';
      return { xml: swap(signed, info, `${info.replace(/<ds:DigestValue>[^<]*/, '<ds:DigestValue>AAAA')}${info}`) };
    },
    twin,
  },
  {
    name: 'two digest values',
    code: 'saml_signature_malformed',
    attack: () => {
      const signed = honest();
      const value = /<ds:DigestValue>.*<\/ds:DigestValue>/.exec(signed)?.[0] ?? '';
      return { xml: swap(signed, value, `<ds:DigestValue>AAAA</ds:DigestValue>${value}`) };
    },
    twin,
  },
  {
    name: 'a digest value cut by a comment',
    code: 'saml_xml_comment',
    attack: () => ({ xml: honest().replace(/<ds:DigestValue>/, '<ds:DigestValue><!--AAAA-->') }),
    twin,
  },
  {
    name: 'an element in the digest value',
    code: 'saml_value_not_text',
    attack: edited('</ds:DigestValue>', '<x/></ds:DigestValue>'),
    twin,
  },
  {
    name: 'a digest value that is no base64',
    code: 'saml_signature_malformed',
    attack: () => ({ xml: honest().replace(/<ds:DigestValue>[^<]*/, '<ds:DigestValue>!') }),
    twin,
  },
  {
    name: 'an empty signature value',
    code: 'saml_signature_malformed',
    because: 'SignatureValue',
    attack: () => ({ xml: honest().replace(/<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>') }),
    twin,
  },
  {
    name: 'a cut signature value',
    code: 'saml_signature_wrong',
    attack: () => ({ xml: honest().replace(/<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>AAAA') }),
    twin,
  },
  {
    name: 'a second signature in the assertion',
    code: 'saml_signature_misplaced',
    because: 'second in one element',
    attack: () => {
      const signed = honest();
      return { xml: swap(signed, signatureIn(signed), signatureIn(signed).repeat(2)) };
    },
    twin,
  },
  {
    name: 'a third signature in the Response',
    code: 'saml_signature_misplaced',
    attack: () => {
      const signed = signResponse(honest());
      return { xml: swap(signed, signatureIn(signed), signatureIn(signed).repeat(2)) };
    },
    twin: () => ({ xml: signResponse(honest()) }),
  },
  {
    name: 'a signature inside a signature',
    code: 'saml_signature_misplaced',
    because: 'place',
    attack: () => {
      const signed = honest();
      return { xml: swap(signed, '</ds:Signature>', `<ds:KeyInfo>${signatureIn(signed)}</ds:KeyInfo></ds:Signature>`) };
    },
    twin,
  },
  {
    name: 'a signature in the Subject',
    code: 'saml_signature_misplaced',
    attack: () => {
      const signed = honest();
      const signature = signatureIn(signed);
      return { xml: swap(swap(signed, signature, ''), '<saml:Subject>', `<saml:Subject>${signature}`) };
    },
    twin,
  },
  {
    name: 'a signature at the end of the assertion',
    code: 'saml_signature_missing',
    attack: () => {
      const signed = honest();
      const signature = signatureIn(signed);
      return { xml: swap(swap(signed, signature, ''), '</saml:Assertion>', `${signature}</saml:Assertion>`) };
    },
    twin,
  },
  {
    name: 'a signature in a namespace of its own',
    code: 'saml_signature_missing',
    attack: edited(`xmlns:ds="${ds}"`, 'xmlns:ds="urn:ds"'),
    twin,
  },
  {
    name: 'a changed attribute value',
    code: 'saml_signature_digest',
    because: 'Assertion',
    attack: edited('alice@customer.example', 'mallory@customer.example'),
    twin,
  },
  {
    name: 'a changed attribute of an element',
    code: 'saml_signature_digest',
    attack: edited('SessionIndex="session1"', 'SessionIndex="session2"'),
    twin,
  },
  {
    name: 'one more audience',
    code: 'saml_signature_digest',
    attack: edited('</saml:AudienceRestriction>', '<saml:Audience>x</saml:Audience></saml:AudienceRestriction>'),
    twin,
  },
  {
    name: 'an assertion cut short',
    code: 'saml_signature_digest',
    attack: () => ({ xml: honest().replace(/<saml:AttributeStatement>.*<\/saml:AttributeStatement>/, '') }),
    twin,
  },
  {
    name: 'other white space in a signed assertion',
    code: 'saml_signature_digest',
    attack: edited('</saml:Subject>', '</saml:Subject>\n'),
    twin,
  },
  { name: 'a changed SignedInfo', code: 'saml_signature_wrong', attack: edited('<ds:SignedInfo>', '<ds:SignedInfo Id="_x">'), twin },
  {
    name: 'a namespace that becomes an attribute when written plainly',
    code: 'saml_xml_namespace',
    attack: edited('<saml:Conditions ', `<saml:Conditions xmlns:x='urn:x" NotOnOrAfter="2099-01-01T00:00:00Z' `),
    twin,
  },
  {
    name: 'an attribute that canonicalisation overlooks',
    code: 'saml_xml_namespace',
    because: 'reserved name',
    attack: edited('<saml:NameID ', '<saml:NameID xmlnsx="1" '),
    twin,
  },
  ...(
    ['SignedInfo', 'CanonicalizationMethod', 'SignatureMethod', 'Reference', 'DigestMethod', 'DigestValue', 'SignatureValue'] as const
  ).map(
    (part): Attack => ({
      name: `a signature without ${part}`,
      code: 'saml_signature_malformed',
      because: part,
      attack: () => ({ xml: honest().replace(new RegExp(`<ds:${part}(?:[^>]*/>|[ >].*</ds:${part}>)`), '') }),
      twin,
    }),
  ),
  {
    name: 'a parameter of the digest method',
    code: 'saml_signature_malformed',
    because: 'DigestMethod',
    attack: edited(`<ds:DigestMethod Algorithm="${sha256}"/>`, `<ds:DigestMethod Algorithm="${sha256}"><x/></ds:DigestMethod>`),
    twin,
  },
  {
    name: 'something that only looks like a transform',
    code: 'saml_signature_transform',
    because: 'element',
    attack: () => ({ xml: swap(honest(), enveloped, enveloped.replace('ds:Transform', 'ds:Transformation')) }),
    twin,
  },
  {
    name: 'a parameter of the enveloped transform',
    code: 'saml_signature_transform',
    because: 'first',
    attack: () => ({ xml: swap(honest(), enveloped, enveloped.replace('/>', '><x/></ds:Transform>')) }),
    twin: () => ({ xml: signAssertion(responseXml(), { inclusivePrefixes: ['saml'] }) }),
  },
  {
    name: 'another parameter of canonicalisation',
    code: 'saml_signature_transform',
    because: 'parameter',
    attack: () => ({ xml: swap(honest(), transform(excC14n), transform(excC14n).replace('/>', '><x/></ds:Transform>')) }),
    twin,
  },
  {
    name: 'a prefix list with content',
    code: 'saml_signature_transform',
    because: 'parameter',
    attack: () => ({
      xml: swap(
        honest(),
        transform(excC14n),
        transform(excC14n).replace(
          '/>',
          `><InclusiveNamespaces xmlns="${excC14n}" PrefixList="a"><x/></InclusiveNamespaces></ds:Transform>`,
        ),
      ),
    }),
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
];

describe('signatures', () => {
  describeAttacks(attacks);

  test('takes every pinned key during a rollover, in any order', () => {
    const keys = [otherRsaKeys().publicKey, ecKeys().publicKey, rsaKeys().publicKey];
    expect(deliver({ xml: honest(), expect: { keys } })).toMatchObject({ ok: true });
    expect(deliver({ xml: honest(), expect: { keys: keys.toReversed() } })).toMatchObject({ ok: true });
  });

  test('never takes a private or a secret key for a pinned one', () => {
    expect(deliver({ xml: honest(), expect: { keys: [rsaKeys().privateKey] } })).toMatchObject({ code: 'saml_signature_algorithm' });
  });

  test('reads only what was signed: the rest of the Response cannot change who signs in', () => {
    const signed = honest();
    const answer = deliver({ xml: swap(signed, pieces.responseAttributes, `${pieces.responseAttributes} Consent="urn:x"`) });
    expect(answer).toMatchObject({ ok: true, assertion: { nameId: { value: 'alice' } } });
    expect(assertionIn(signed)).toContain('alice');
  });
});
