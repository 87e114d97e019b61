import { createHash, sign } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { type Attack, deliver, describeAttacks, edited, honest, twin } from '../../support/saml/attack.ts';
import { aBuiltResponse } from '../../support/saml/build.ts';
import { otherRsaKeys, rsaKeys } from '../../support/saml/keys.ts';
import { assertionIn, pieces, responseXml, swap } from '../../support/saml/response.ts';
import { sha256, signAssertion } from '../../support/saml/sign.ts';

const ds = 'http://www.w3.org/2000/09/xmldsig#';

describeAttacks('saml.signed-info', [
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
]);

describeAttacks('saml.signature-form', [
  {
    name: 'an Object in the signature',
    code: 'saml_signature_malformed',
    attack: edited('</ds:Signature>', '<ds:Object/></ds:Signature>'),
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
]);

describeAttacks('saml.tampering', [
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
]);

test('reads only what was signed: the rest of the Response cannot change who signs in', () => {
  const signed = honest();
  const answer = deliver({ xml: swap(signed, pieces.responseAttributes, `${pieces.responseAttributes} Consent="urn:x"`) });
  expect(answer).toMatchObject({ ok: true, assertion: { nameId: { value: 'alice' } } });
  expect(assertionIn(signed)).toContain('alice');
});

/** An assertion about somebody else, and the digest that would fit it. */
const evil = () => {
  const xml = signAssertion(responseXml({ nameId: pieces.nameId.replace('alice', 'mallory') }), { key: otherRsaKeys().privateKey });
  return /<ds:DigestValue>[^<]*<\/ds:DigestValue>/.exec(xml)?.[0] ?? '';
};
/** The honest message with another person in it, and the digest for that person where `to` puts it. */
const smuggled = (from: string, to: (digest: string) => string) => () => ({
  xml: swap(swap(honest(), '>alice</saml:NameID>', '>mallory</saml:NameID>'), from, to(evil())),
});

describeAttacks('saml.digest-smuggled', [
  {
    name: 'a digest in the StatusDetail, which an XPath finds first',
    code: 'saml_element_unexpected',
    because: 'Status',
    attack: smuggled('</samlp:Status>', (digest) => `<samlp:StatusDetail xmlns:ds="${ds}">${digest}</samlp:StatusDetail></samlp:Status>`),
    twin,
  },
  {
    name: 'a digest in Extensions',
    code: 'saml_element_missing',
    because: 'Response/Status',
    attack: smuggled('<samlp:Status>', (digest) => `<samlp:Extensions xmlns:ds="${ds}">${digest}</samlp:Extensions><samlp:Status>`),
    twin,
  },
  {
    name: 'a digest in KeyInfo, where anything may stand',
    code: 'saml_signature_digest',
    because: 'Assertion',
    attack: smuggled('</ds:Signature>', (digest) => `<ds:KeyInfo>${digest}</ds:KeyInfo></ds:Signature>`),
    twin: () => ({ xml: swap(honest(), '</ds:Signature>', `<ds:KeyInfo>${evil()}</ds:KeyInfo></ds:Signature>`) }),
  },
  {
    name: 'a digest in the digest method',
    code: 'saml_signature_malformed',
    because: 'unknown part in Reference',
    attack: smuggled('<ds:DigestValue>', (digest) => `${digest}<ds:DigestValue>`),
    twin,
  },
  {
    name: 'a digest inside the digest',
    code: 'saml_value_not_text',
    because: 'DigestValue',
    attack: smuggled('</ds:DigestValue>', (digest) => `${digest}</ds:DigestValue>`),
    twin,
  },
  {
    name: 'a digest in the parameters of a transform',
    code: 'saml_signature_transform',
    attack: smuggled('</ds:Transforms>', (digest) => `<ds:Transform>${digest}</ds:Transform></ds:Transforms>`),
    twin,
  },
  {
    name: 'a second reference with that digest',
    code: 'saml_signature_reference',
    because: 'several references',
    attack: smuggled('</ds:SignedInfo>', (digest) => `<ds:Reference URI="#_assertion1">${digest}</ds:Reference></ds:SignedInfo>`),
    twin,
  },
]);

const nothing = createHash('sha256').update('').digest('base64');
const relative = (xml: string) => swap(xml, '<saml:Attribute ', '<saml:Attribute xmlns:x="1" ');

describeAttacks('saml.void-c14n', [
  {
    name: 'the digest of nothing, signed by the provider, around a namespace that no library resolves',
    code: 'saml_signature_digest',
    because: 'Assertion',
    attack: () => ({
      xml: signedInfoAgain(relative(builtXml()), (info) => info.replace(/<ds:DigestValue>[^<]*/, `<ds:DigestValue>${nothing}`)),
    }),
    twin: () => ({ xml: signAssertion(relative(responseXml())) }),
  },
  {
    name: 'the signature of nothing',
    code: 'saml_signature_wrong',
    attack: () => {
      const value = sign('sha256', Buffer.alloc(0), rsaKeys().privateKey).toString('base64');
      return { xml: relative(honest()).replace(/<ds:SignatureValue>[^<]*/, `<ds:SignatureValue>${value}`) };
    },
    twin: () => ({ xml: signedInfoAgain(builtXml(), (info) => info) }),
  },
  {
    name: 'the signature and the digest of nothing',
    code: 'saml_signature_wrong',
    attack: () => {
      const value = sign('sha256', Buffer.alloc(0), rsaKeys().privateKey).toString('base64');
      const xml = relative(honest()).replace(/<ds:DigestValue>[^<]*/, `<ds:DigestValue>${nothing}`);
      return { xml: xml.replace(/<ds:SignatureValue>[^<]*/, `<ds:SignatureValue>${value}`) };
    },
    twin,
  },
]);

function builtXml(): string {
  return Buffer.from(aBuiltResponse().encoded, 'base64').toString('utf8');
}

/** A message of ours, which is in canonical form, with its SignedInfo changed and signed again by the provider's own key. */
function signedInfoAgain(xml: string, change: (info: string) => string): string {
  const before = /<ds:SignedInfo>.*<\/ds:SignedInfo>/.exec(xml)?.[0] ?? '';
  const after = change(before);
  const canonical = after.replace('<ds:SignedInfo>', `<ds:SignedInfo xmlns:ds="${ds}">`);
  const value = sign('sha256', Buffer.from(canonical), rsaKeys().privateKey).toString('base64');
  return swap(xml, before, after).replace(/<ds:SignatureValue>[^<]*/, `<ds:SignatureValue>${value}`);
}
