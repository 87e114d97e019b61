import { type Attack, describeAttacks, edited, honest, twin } from '../../support/saml/attack.ts';

describeAttacks('saml.ids', [
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
]);

describeAttacks('saml.namespaces', [
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
]);

describeAttacks('saml.ids', [
  {
    name: 'a second id in a namespace (attribute pollution)',
    code: 'saml_signature_reference',
    because: 'another element',
    attack: edited('ID="_assertion1"', 'ID="_evil1" samlp:ID="_assertion1"'),
    twin,
  },
  {
    name: 'the id in a namespace only',
    code: 'saml_id_invalid',
    because: 'Assertion/@ID',
    attack: edited(' ID="_assertion1"', ' samlp:ID="_assertion1"'),
    twin,
  },
  {
    name: 'the id in small letters',
    code: 'saml_id_invalid',
    because: 'Assertion/@ID',
    attack: edited(' ID="_assertion1"', ' id="_assertion1"'),
    twin,
  },
  {
    name: 'the id as xml:id',
    code: 'saml_id_invalid',
    because: 'Assertion/@ID',
    attack: edited(' ID="_assertion1"', ' xml:id="_assertion1"'),
    twin,
  },
  {
    name: 'an id and the same with a letter by reference',
    code: 'saml_id_invalid',
    because: 'repeated',
    attack: edited('ID="_response1"', 'ID="_&#97;ssertion1"'),
    twin,
  },
  { name: 'an id with a blank', code: 'saml_id_invalid', because: 'form', attack: edited('ID="_response1"', 'ID=" _assertion1"'), twin },
  {
    name: 'an id with a line break by reference',
    code: 'saml_id_invalid',
    because: 'form',
    attack: edited('ID="_response1"', 'ID="_assertion1&#10;"'),
    twin,
  },
  {
    name: 'an id of 257 letters',
    code: 'saml_id_invalid',
    because: 'form',
    attack: edited('ID="_response1"', `ID="${'i'.repeat(257)}"`),
    twin: () => ({ xml: honest().replace('ID="_response1"', `ID="${'i'.repeat(256)}"`) }),
  },
  {
    name: 'an id that a signature has too',
    code: 'saml_id_invalid',
    because: 'repeated',
    attack: edited('<ds:SignatureValue>', '<ds:SignatureValue Id="_assertion1">'),
    twin,
  },
]);

describeAttacks('saml.namespaces', [
  ...(
    [
      ['two colons', '<a:b:c xmlns:a="urn:a"/>'],
      ['a colon in front', '<:x/>'],
      ['a colon at the end', '<x:/>'],
      ['an attribute with two colons', '<x a:b:c="1" xmlns:a="urn:a"/>'],
      ['an attribute of a colon', '<x :="1"/>'],
      ['a prefix without a name', '<x xmlns:="urn:x"/>'],
    ] as const
  ).map(
    ([what, markup]): Attack => ({
      name: `a name with ${what}`,
      code: 'saml_xml_malformed',
      attack: edited('<samlp:Status>', `${markup}<samlp:Status>`),
      twin,
    }),
  ),
  {
    name: 'the prefix of the signature with two meanings',
    code: 'saml_xml_namespace',
    because: 'prefix declared anew',
    attack: edited('<ds:SignedInfo>', '<ds:SignedInfo xmlns:ds="urn:ds">'),
    twin,
  },
  {
    name: 'a forged assertion in the namespace that needs no prefix',
    code: 'saml_assertion_count',
    attack: edited('</samlp:Response>', '<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_evil1"/></samlp:Response>'),
    twin,
  },
  {
    name: 'the prefix xmlns declared',
    code: 'saml_xml_namespace',
    attack: edited('<samlp:Status>', '<samlp:Status xmlns:xmlns="urn:x">'),
    twin,
  },
  {
    name: 'the namespace of declarations under another prefix',
    code: 'saml_xml_namespace',
    attack: edited('<samlp:Status>', '<samlp:Status xmlns:x="http://www.w3.org/2000/xmlns/">'),
    twin,
  },
  {
    name: 'a namespace with a quote in it',
    code: 'saml_xml_namespace',
    because: 'namespace name',
    attack: edited('<samlp:Status>', `<samlp:Status xmlns:x='urn:x"'>`),
    twin,
  },
  {
    name: 'a namespace with an ampersand in it',
    code: 'saml_xml_namespace',
    because: 'namespace name',
    attack: edited('<samlp:Status>', '<samlp:Status xmlns:x="urn:x&amp;y">'),
    twin,
  },
  {
    name: 'a namespace with a line break in it',
    code: 'saml_xml_namespace',
    because: 'namespace name',
    attack: edited('<samlp:Status>', '<samlp:Status xmlns:x="urn:x&#10;">'),
    twin,
  },
  {
    name: 'a declaration twice',
    code: 'saml_xml_malformed',
    attack: edited('<samlp:Status>', '<samlp:Status xmlns:x="urn:x" xmlns:x="urn:x">'),
    twin,
  },
]);
