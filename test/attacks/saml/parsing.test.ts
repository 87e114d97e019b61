import { describe } from '@jest/globals';
import { type Attack, describeAttacks } from '../../support/saml/attack.ts';
import { encode, pieces, responseXml, swap } from '../../support/saml/response.ts';
import { signAssertion } from '../../support/saml/sign.ts';

const honest = () => signAssertion(responseXml());
const twin = () => ({ xml: honest() });
const edited = (from: string, to: string) => () => ({ xml: swap(honest(), from, to) });
const before = (text: string) => () => ({ xml: `${text}${honest()}` });
const declared = '<?xml version="1.0" encoding="UTF-8"?>';
const withName = (nameId: string) => () => ({ xml: signAssertion(responseXml({ nameId })) });
const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from(part)))).toString('base64');
/** A signed message with raw bytes in the name of the person. */
const withRawBytes = (raw: readonly number[]) => () => {
  const [head = '', tail = ''] = honest().split('alice</saml:NameID>');
  return { encoded: bytes(head, raw, '</saml:NameID>', tail) };
};

const attacks: readonly Attack[] = [
  { name: 'nothing', code: 'saml_message_missing', attack: () => ({ encoded: '' }), twin },
  {
    name: 'what is not base64',
    code: 'saml_message_not_base64',
    attack: () => ({ encoded: `${encode(honest())}!` }),
    twin: () => ({ encoded: encode(honest()) }),
  },
  { name: 'base64 for addresses', code: 'saml_message_not_base64', attack: () => ({ encoded: 'PD94bWw-_w==' }), twin },
  {
    name: 'base64 without its padding',
    code: 'saml_message_not_base64',
    attack: () => ({ encoded: encode(`${declared}<a/>`).replaceAll('=', '').slice(0, -1) }),
    twin,
  },
  {
    name: 'spaces in base64',
    code: 'saml_message_not_base64',
    attack: () => ({ encoded: encode(honest()).replace(/^.{8}/, '$& ') }),
    twin: () => ({ encoded: encode(honest()).replaceAll(/.{76}/g, '$&\r\n') }),
  },
  { name: 'a message above the limit', code: 'saml_message_too_large', attack: () => ({ xml: honest() + ' '.repeat(300 * 1024) }), twin },
  {
    name: 'a message above a limit of its own',
    code: 'saml_message_too_large',
    attack: () => ({ xml: honest(), expect: { maxDecodedBytes: 1000 } }),
    twin: () => ({ xml: honest(), expect: { maxDecodedBytes: 20_000 } }),
  },
  {
    name: 'UTF-16',
    code: 'saml_message_not_utf8',
    attack: () => ({ encoded: Buffer.from(`\ufeff${honest()}`, 'utf16le').toString('base64') }),
    twin,
  },
  {
    name: 'UTF-16 without mark',
    code: 'saml_xml_character',
    attack: () => ({ encoded: Buffer.from(honest(), 'utf16le').toString('base64') }),
    twin,
  },
  { name: 'bytes that are no UTF-8', code: 'saml_message_not_utf8', attack: withRawBytes([0xe9]), twin },
  { name: 'overlong UTF-8', code: 'saml_message_not_utf8', attack: withRawBytes([0xc0, 0xbc]), twin },
  { name: 'half a surrogate pair', code: 'saml_message_not_utf8', attack: withRawBytes([0xed, 0xa0, 0x80]), twin },
  { name: 'a NUL byte', code: 'saml_xml_character', attack: withRawBytes([0x61, 0x00, 0x62]), twin },
  { name: 'a control character', code: 'saml_xml_character', attack: withRawBytes([0x61, 0x08, 0x62]), twin },
  { name: 'a control character by reference', code: 'saml_xml_character', attack: edited('>alice<', '>alice&#x8;<'), twin },
  { name: 'a surrogate by reference', code: 'saml_xml_character', attack: edited('>alice<', '>alice&#xD800;<'), twin },
  { name: 'a reference beyond Unicode', code: 'saml_xml_character', attack: edited('>alice<', '>alice&#x110000;<'), twin },
  { name: 'a byte order mark', code: 'saml_xml_malformed', because: 'text outside the root', attack: before('\ufeff'), twin },
  {
    name: 'an XML declaration of another encoding',
    code: 'saml_xml_instruction',
    attack: before('<?xml version="1.0" encoding="UTF-7"?>'),
    twin: before(declared),
  },
  {
    name: 'XML 1.1',
    code: 'saml_xml_instruction',
    attack: before('<?xml version="1.1"?>'),
    twin: before(`<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n`),
  },
  { name: 'two XML declarations', code: 'saml_xml_instruction', attack: before(declared + declared), twin: before(declared) },
  { name: 'an XML declaration after a space', code: 'saml_xml_instruction', attack: before(` ${declared}`), twin: before(declared) },
  { name: 'a document type', code: 'saml_xml_doctype', attack: before('<!DOCTYPE Response>'), twin },
  {
    name: 'a document type after a declaration',
    code: 'saml_xml_doctype',
    attack: before(`${declared}\n<!DOCTYPE Response [<!ENTITY a "b">]>`),
    twin: before(`${declared}\n`),
  },
  {
    name: 'an external entity',
    code: 'saml_xml_entity',
    attack: () => ({ xml: `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${swap(honest(), '>alice<', '>&x;<')}` }),
    twin,
  },
  { name: 'entities that multiply', code: 'saml_xml_entity', attack: before('<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'), twin },
  { name: 'an entity of HTML', code: 'saml_xml_entity', attack: edited('>alice<', '>alice&nbsp;<'), twin },
  { name: 'a bare ampersand', code: 'saml_xml_entity', attack: edited('>alice<', '>alice & bob<'), twin },
  { name: 'a processing instruction', code: 'saml_xml_instruction', attack: edited('<samlp:Status>', '<?php evil?><samlp:Status>'), twin },
  { name: 'a processing instruction in a value', code: 'saml_xml_instruction', attack: edited('>alice<', '>mal<?x?>lory<'), twin },
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
  {
    name: 'one id for the Response and the assertion',
    code: 'saml_id_invalid',
    because: 'repeated',
    attack: edited('ID="_response1"', 'ID="_assertion1"'),
    twin,
  },
  {
    name: 'one id under another name',
    code: 'saml_id_invalid',
    because: 'repeated',
    attack: edited('<samlp:StatusCode', '<samlp:StatusCode Id="_assertion1"'),
    twin,
  },
  {
    name: 'one id as xml:id',
    code: 'saml_id_invalid',
    because: 'repeated',
    attack: edited('<samlp:StatusCode', '<samlp:StatusCode xml:id="_assertion1"'),
    twin,
  },
  {
    name: 'an id with characters of an address',
    code: 'saml_id_invalid',
    because: 'form',
    attack: edited('ID="_response1"', `ID="_r')|//*"`),
    twin,
  },
  { name: 'an attribute twice', code: 'saml_xml_malformed', attack: edited('ID="_response1"', 'ID="_response1" ID="_evil"'), twin },
  {
    name: 'an attribute twice under two prefixes',
    code: 'saml_xml_namespace',
    because: 'attribute repeated',
    attack: edited('<samlp:StatusCode', '<samlp:StatusCode xmlns:a="urn:a" xmlns:b="urn:a" a:v="1" b:v="2"'),
    twin,
  },
  {
    name: 'a prefix that is not declared',
    code: 'saml_xml_namespace',
    because: 'prefix not declared',
    attack: edited('<samlp:Status>', '<evil:x/><samlp:Status>'),
    twin,
  },
  {
    name: 'a prefix named like a property of every object',
    code: 'saml_xml_namespace',
    because: 'prefix not declared',
    attack: edited('<samlp:Status>', '<constructor:x/><samlp:Status>'),
    twin,
  },
  {
    name: 'a prefix that pollutes',
    code: 'saml_xml_malformed',
    attack: edited('<samlp:Status>', '<__proto__:x xmlns:__proto__="urn:x"/><samlp:Status>'),
    twin,
  },
  {
    name: 'a prefix with two meanings',
    code: 'saml_xml_namespace',
    because: 'prefix declared anew',
    attack: edited('<saml:Subject>', '<saml:Subject xmlns:saml="urn:other">'),
    twin,
  },
  {
    name: 'the prefix xml for something else',
    code: 'saml_xml_namespace',
    attack: edited('<samlp:Status>', '<samlp:Status xmlns:xml="urn:x">'),
    twin,
  },
  {
    name: 'elements of another namespace',
    code: 'saml_root_unexpected',
    attack: () => ({ xml: honest().replaceAll('urn:oasis:names:tc:SAML:2.0:protocol', 'urn:oasis:names:tc:SAML:1.0:protocol') }),
    twin,
  },
  {
    name: 'an assertion of SAML 1.1',
    code: 'saml_element_missing',
    attack: () => ({
      xml: honest()
        .replaceAll('urn:oasis:names:tc:SAML:2.0:assertion', 'urn:oasis:names:tc:SAML:1.0:assertion')
        .replace(`<saml:Issuer>`, '<saml:Issuer>'),
    }),
    twin,
  },
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
  {
    name: 'elements nested too deep',
    code: 'saml_xml_too_complex',
    because: 'depth',
    attack: edited('<samlp:Status>', `${'<x>'.repeat(40)}${'</x>'.repeat(40)}<samlp:Status>`),
    twin,
  },
  {
    name: 'more elements than content',
    code: 'saml_xml_too_complex',
    because: 'elements',
    attack: edited('<samlp:Status>', `${'<x/>'.repeat(3000)}<samlp:Status>`),
    twin,
  },
  {
    name: 'more than six thousand elements',
    code: 'saml_xml_too_complex',
    because: 'elements',
    attack: edited('<samlp:Status>', `${'<saml:AttributeValue/>'.repeat(6001)}${' '.repeat(120_000)}<samlp:Status>`),
    twin,
  },
  {
    name: 'many different element names',
    code: 'saml_xml_too_complex',
    because: 'element names',
    attack: edited('<samlp:Status>', `${Array.from({ length: 60 }, (_, index) => `<n${index}></n${index}>`).join('')}<samlp:Status>`),
    twin,
  },
  {
    name: 'many attributes on one element',
    code: 'saml_xml_too_complex',
    because: 'attributes of one element',
    attack: edited('<samlp:StatusCode', `<samlp:StatusCode ${Array.from({ length: 40 }, (_, index) => `a${index}="" `).join('')}`),
    twin,
  },
  {
    name: 'many attributes in all',
    code: 'saml_xml_too_complex',
    because: 'attributes',
    attack: edited(
      '<samlp:Status>',
      `${`<x ${Array.from({ length: 30 }, (_, index) => `a${index}=""`).join(' ')}/>`.repeat(40)}<samlp:Status>`,
    ),
    twin,
  },
  {
    name: 'many character references',
    code: 'saml_xml_too_complex',
    because: 'references',
    attack: edited('<samlp:Status>', `${'&#120;'.repeat(2_000)}<samlp:Status>`),
    twin,
  },
  {
    name: 'many namespaces',
    code: 'saml_xml_too_complex',
    because: 'namespaces',
    attack: edited(
      '<samlp:StatusCode',
      `<samlp:StatusCode ${Array.from({ length: 31 }, (_, index) => `xmlns:p${index}="urn:p"`).join(' ')}`,
    ),
    twin,
  },
  {
    name: 'a message a little above its limit',
    code: 'saml_message_too_large',
    attack: () => ({ xml: honest(), expect: { maxDecodedBytes: Buffer.byteLength(honest()) - 1 } }),
    twin: () => ({ xml: honest(), expect: { maxDecodedBytes: Buffer.byteLength(honest()) } }),
  },
  {
    name: 'a prefix taken back',
    code: 'saml_xml_namespace',
    because: 'prefix undeclared',
    attack: edited('<samlp:Status>', '<samlp:Status xmlns:x="">'),
    twin,
  },
  {
    name: 'the namespace of XML under another prefix',
    code: 'saml_xml_namespace',
    because: 'reserved namespace declared',
    attack: edited('<samlp:Status>', '<samlp:Status xmlns:x="http://www.w3.org/XML/1998/namespace">'),
    twin,
  },
];

describe('parsing', () => {
  describeAttacks(attacks);
});
