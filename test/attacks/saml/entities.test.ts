import { describeAttacks, edited, honest, twin } from '../../support/saml/attack.ts';
import { swap } from '../../support/saml/response.ts';

const declared = '<?xml version="1.0" encoding="UTF-8"?>';
const before = (text: string) => () => ({ xml: `${text}${honest()}` });

describeAttacks('saml.entities', [
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
]);

/** Ten entities, each ten times the one before: a thousand million letters. */
const laughs = Array.from({ length: 9 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join('');

describeAttacks('saml.entities', [
  {
    name: 'a thousand million letters (billion laughs)',
    code: 'saml_xml_entity',
    attack: () => ({ xml: `<!DOCTYPE r [<!ENTITY l0 "lol">${laughs}]>${swap(honest(), '>alice<', '>&l9;<')}` }),
    twin,
  },
  {
    name: 'one long entity used often (quadratic blow-up)',
    code: 'saml_xml_entity',
    attack: () => ({ xml: `<!DOCTYPE r [<!ENTITY a "${'a'.repeat(50_000)}">]>${swap(honest(), '>alice<', `>${'&a;'.repeat(10_000)}<`)}` }),
    twin,
  },
  {
    name: 'a parameter entity',
    code: 'saml_xml_doctype',
    attack: before('<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd"> %x;]>'),
    twin,
  },
  {
    name: 'a document type elsewhere',
    code: 'saml_xml_doctype',
    attack: before('<!DOCTYPE r PUBLIC "-//x//" "http://127.0.0.1:1/x.dtd">'),
    twin,
  },
  {
    name: 'a document type that gives every assertion another id',
    code: 'saml_xml_doctype',
    attack: before('<!DOCTYPE r [<!ATTLIST saml:Assertion ID CDATA "_assertion1">]>'),
    twin,
  },
  {
    name: 'a document type that declares a namespace',
    code: 'saml_xml_doctype',
    attack: before('<!DOCTYPE r [<!ATTLIST saml:Assertion xmlns:saml CDATA #FIXED "urn:other">]>'),
    twin,
  },
  {
    // REXML and Nokogiri saw two different documents (CVE-2025-25291).
    name: 'a document type that hides another document from one of two parsers',
    code: 'saml_xml_doctype',
    attack: before('<!DOCTYPE r [ <!NOTATION x SYSTEM "a]>b"> ]>'),
    twin,
  },
  { name: 'a document type in the middle', code: 'saml_xml_doctype', attack: edited('<samlp:Status>', '<!DOCTYPE x><samlp:Status>'), twin },
  { name: 'a document type in small letters', code: 'saml_xml_doctype', attack: before('<!doctype r>'), twin },
  {
    name: 'an entity declared in the middle',
    code: 'saml_xml_doctype',
    attack: edited('<samlp:Status>', '<!ENTITY a "b"><samlp:Status>'),
    twin,
  },
  { name: 'a conditional section', code: 'saml_xml_cdata', attack: edited('<samlp:Status>', '<![INCLUDE[<x/>]]><samlp:Status>'), twin },
  { name: 'a style sheet instruction', code: 'saml_xml_instruction', attack: before('<?xml-stylesheet href="file:///x"?>'), twin },
]);
