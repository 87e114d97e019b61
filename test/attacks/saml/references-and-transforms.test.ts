import { describeAttacks, edited, honest, twin } from '../../support/saml/attack.ts';
import { responseXml, swap } from '../../support/saml/response.ts';
import { excC14n, signAssertion } from '../../support/saml/sign.ts';

const ds = 'http://www.w3.org/2000/09/xmldsig#';
const c14n = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const transform = (algorithm: string) => `<ds:Transform Algorithm="${algorithm}"/>`;
const enveloped = transform(`${ds}enveloped-signature`);

describeAttacks('saml.references', [
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
]);

describeAttacks('saml.transforms', [
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
]);

const prefixes = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);
const inclusive = (list: string) => `><InclusiveNamespaces xmlns="${excC14n}" PrefixList="${list}"/>`;

describeAttacks('saml.transforms', [
  {
    name: 'a prefix list of thirty thousand names',
    code: 'saml_signature_transform',
    because: 'prefixes',
    attack: () => ({
      xml: swap(
        honest(),
        `<ds:CanonicalizationMethod Algorithm="${excC14n}"/>`,
        `<ds:CanonicalizationMethod Algorithm="${excC14n}"${inclusive(prefixes(30_000).join(' '))}</ds:CanonicalizationMethod>`,
      ),
    }),
    twin: () => ({ xml: signAssertion(responseXml(), { inclusivePrefixes: prefixes(32) }) }),
  },
  {
    name: 'a prefix list of one name too many',
    code: 'saml_signature_transform',
    because: 'prefixes',
    attack: () => ({ xml: signAssertion(responseXml(), { inclusivePrefixes: prefixes(33) }) }),
    twin: () => ({ xml: signAssertion(responseXml(), { inclusivePrefixes: ['', ...prefixes(31)] }) }),
  },
]);
