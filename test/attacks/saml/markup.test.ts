import { type Attack, type Delivery, describeAttacks, edited, honest, twin } from '../../support/saml/attack.ts';
import { conditionsOf, idp, pieces, responseXml, sp } from '../../support/saml/response.ts';
import { audience, issuer, said } from '../../support/saml/said.ts';
import { signAssertion } from '../../support/saml/sign.ts';

const withName = (nameId: string) => () => ({ xml: signAssertion(responseXml({ nameId })) });

describeAttacks('saml.values', [
  {
    name: 'a comment that cuts the name',
    code: 'saml_xml_comment',
    attack: withName('<saml:NameID>alice<!---->.evil</saml:NameID>'),
    twin,
  },
  { name: 'a comment put into a signed name', code: 'saml_xml_comment', attack: edited('>alice<', '>al<!---->ice<'), twin },
  {
    name: 'a comment in an attribute value',
    code: 'saml_xml_comment',
    attack: edited('alice@customer.example', 'alice@customer.example<!-- -->.evil.example'),
    twin,
  },
  { name: 'a comment between elements', code: 'saml_xml_comment', attack: edited('<samlp:Status>', '<!-- hello --><samlp:Status>'), twin },
  { name: 'a CDATA section in a name', code: 'saml_xml_cdata', attack: edited('>alice<', '><![CDATA[alice]]><'), twin },
  { name: 'the end of a CDATA section', code: 'saml_xml_cdata', attack: edited('>alice<', '>alice]]><'), twin },
  {
    name: 'an element in the name',
    code: 'saml_value_not_text',
    because: 'NameID',
    attack: withName('<saml:NameID>alice<x/>.evil</saml:NameID>'),
    twin,
  },
  {
    name: 'an element in an attribute value',
    code: 'saml_value_not_text',
    because: 'AttributeValue',
    attack: () => ({ xml: signAssertion(responseXml({ statements: pieces.statements.replace('alice@', 'alice@<b/>') })) }),
    twin,
  },
  {
    name: 'an element in the audience',
    code: 'saml_value_not_text',
    because: 'Audience',
    attack: () => ({
      xml: signAssertion(responseXml({ conditions: pieces.conditions.replace('</saml:Audience>', '<x/></saml:Audience>') })),
    }),
    twin,
  },
  {
    name: 'an element in the issuer',
    code: 'saml_value_not_text',
    because: 'Issuer',
    attack: () => ({ xml: signAssertion(responseXml({ assertionIssuer: pieces.assertionIssuer.replace('</', '<x/></') })) }),
    twin,
  },
]);

describeAttacks('saml.markup', [
  { name: 'an attribute twice', code: 'saml_xml_malformed', attack: edited('ID="_response1"', 'ID="_response1" ID="_evil"'), twin },
  {
    name: 'tags that do not match',
    code: 'saml_xml_malformed',
    because: 'end tag',
    attack: edited('</samlp:Status>', '</samlp:STATUS>'),
    twin,
  },
  { name: 'an element that does not end', code: 'saml_xml_malformed', attack: edited('</samlp:Response>', ''), twin },
  {
    name: 'text behind the message',
    code: 'saml_xml_malformed',
    because: 'text outside the root',
    attack: () => ({ xml: `${honest()}evil` }),
    twin: () => ({ xml: `${honest()}\n` }),
  },
  { name: 'a second root', code: 'saml_xml_malformed', because: 'second root', attack: () => ({ xml: `${honest()}<x/>` }), twin },
  { name: 'an attribute without quotes', code: 'saml_xml_malformed', attack: edited('Version="2.0"', 'Version=2.0'), twin },
  { name: 'a tag in an attribute', code: 'saml_xml_malformed', attack: edited('ID="_response1"', 'ID="_response1<"'), twin },
  {
    name: 'a name with letters that look like others',
    code: 'saml_xml_malformed',
    attack: () => ({ xml: honest().replaceAll('samlp:Status', 'samlp:Stаtus') }),
    twin,
  },
]);

const places = {
  NameID: (value: string) =>
    said({ nameId: `<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${value}</saml:NameID>` }),
  Issuer: (value: string) => said({ assertionIssuer: issuer(value) }),
  Audience: (value: string) => said({ conditions: conditionsOf(audience(value)) }),
  AttributeValue: (value: string) => said({ statements: pieces.statements.replace('alice@customer.example', value) }),
  AuthnContextClassRef: (value: string) =>
    said({ statements: pieces.statements.replace('urn:oasis:names:tc:SAML:2.0:ac:classes:Password', value) }),
} satisfies Readonly<Record<string, (value: string) => () => Delivery>>;
const meant = { NameID: 'alice', Issuer: idp, Audience: sp, AttributeValue: 'alice@customer.example', AuthnContextClassRef: 'urn:x' };
const splits = [
  ['a comment', '<!---->', 'saml_xml_comment'],
  ['a CDATA section', '<![CDATA[x]]>', 'saml_xml_cdata'],
  ['an element', '<x/>', 'saml_value_not_text'],
  [
    'an inclusion (XInclude)',
    '<i:include xmlns:i="http://www.w3.org/2001/XInclude" parse="text" href="file:///etc/hostname"/>',
    'saml_value_not_text',
  ],
] as const;

// Signed so by the provider itself, as somebody can bring about who may choose their own name there.
describeAttacks(
  'saml.values',
  splits.flatMap(([what, markup, code]) =>
    Object.entries(places).map(([place, put]): Attack => {
      const value = meant[place as keyof typeof meant];
      return { name: `${what} inside ${place}`, code, attack: put(`${value}${markup}.evil`), twin: put(value) };
    }),
  ),
);

const inside = (markup: string) => edited('<samlp:Status>', `${markup}<samlp:Status>`);

describeAttacks(
  'saml.markup',
  (
    [
      ['a blank before a name', '< x/>'],
      ['a blank before the slash of an end', '<x>< /x>'],
      ['a blank after the slash of an end', '<x></ x>'],
      ['a blank inside the end of an empty tag', '<x / >'],
      ['attributes with nothing between them', '<x a="1"b="2"/>'],
      ['an attribute without value', '<x a/>'],
      ['an attribute of an end tag', '<x></x a="1">'],
      ['a tag inside a tag', '<x <y/>>'],
      ['an empty tag', '<>'],
      ['a name that begins with a digit', '<1x/>'],
      ['a name with a letter beyond ASCII', '<é/>'],
      ['a form feed between attributes', '<x\u00a0a="1"/>'],
      ['a vertical quote', '<x a=`1`/>'],
    ] as const
  ).map(([name, markup]): Attack => ({ name, code: 'saml_xml_malformed', attack: inside(markup), twin })),
);
