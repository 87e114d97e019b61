/** Documents by which providers and applications describe themselves: what they must not get past an administrator. */
import { describe, expect } from '@jest/globals';
import type { SamlErrorCode } from '#contract/errors/saml';
import { readApplicationMetadata, readProviderMetadata } from '../../../broker/saml/metadata/read.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { type AttackClass, attackClasses } from '../../support/attacks/classes.ts';
import { ecKeys, otherRsaKeys, rsaKeys } from '../../support/saml/keys.ts';
import {
  applicationRole,
  certificateFor,
  consumer,
  entity,
  keyDescriptor,
  namespaces,
  post,
  providerRole,
  signedMetadata,
  signOn,
} from '../../support/saml/metadata.ts';
import { assertionIn, at, idp, now, responseXml, swap } from '../../support/saml/response.ts';
import { rsaSha1, sha1, signAssertion } from '../../support/saml/sign.ts';

type Reading = { readonly signed?: boolean; readonly entityId?: string };
const signedBy = [rsaKeys().publicKey];
const readProvider = (xml: string | Uint8Array, { signed = false, entityId }: Reading = {}) =>
  readProviderMetadata({ bytes: Buffer.from(xml), now, ...(signed && { signedBy }), ...(entityId !== undefined && { entityId }) });
const readApplication = (xml: string | Uint8Array) => readApplicationMetadata({ bytes: Buffer.from(xml), now });

interface Case {
  readonly name: string;
  readonly code: SamlErrorCode;
  readonly read: () => unknown;
  /** The same without the evil; an honest document unless told. */
  readonly twin?: () => unknown;
}
const one = (name: string, code: SamlErrorCode, read: () => unknown, twin?: () => unknown): Case => ({
  name,
  code,
  read,
  ...(twin && { twin }),
});

function describeDocuments(attackClass: AttackClass, honestTwin: () => unknown, list: readonly Case[]): void {
  describe(attackClasses[attackClass][0], () => {
    const { attack, honest } = casesOf(attackClass);
    for (const { name, code, read, twin = honestTwin } of list) {
      attack(`refuses ${name}`, () => expect(read()).toMatchObject({ ok: false, code }));
      honest(`takes the honest twin of ${name}`, () => expect(twin()).toMatchObject({ ok: true }));
    }
  });
}

const honestProvider = () => readProvider(entity());
const doctype = (subset: string) => `<!DOCTYPE md:EntityDescriptor ${subset}>${entity()}`;
const list = (content: string) => `<md:EntitiesDescriptor ${namespaces} ID="_l1">${content}</md:EntitiesDescriptor>`;

describeDocuments('metadata.document', honestProvider, [
  one('a document type', 'saml_xml_doctype', () => readProvider(doctype(''))),
  one('an external document type', 'saml_xml_doctype', () => readProvider(doctype('SYSTEM "https://evil.example/x.dtd"'))),
  one('a document type that reads a file (XXE)', 'saml_xml_doctype', () =>
    readProvider(doctype('[<!ENTITY x SYSTEM "file:///etc/passwd">]')),
  ),
  one('a document type that calls out (XXE)', 'saml_xml_doctype', () =>
    readProvider(doctype('[<!ENTITY % x SYSTEM "http://127.0.0.1/">%x;]')),
  ),
  one('a document type with a bomb', 'saml_xml_entity', () => readProvider(doctype('[<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]'))),
  one('a document type behind a comment', 'saml_xml_doctype', () => readProvider(`<!-- x -->${doctype('')}`)),
  one('a document type behind the declaration', 'saml_xml_doctype', () => readProvider(`<?xml version="1.0"?>${doctype('')}`)),
  one('an entity that nobody declared', 'saml_xml_entity', () =>
    readProvider(entity(providerRole({ services: signOn('https://idp.example/&x;') }))),
  ),
  one('a style sheet', 'saml_xml_instruction', () => readProvider(`<?xml-stylesheet href="https://evil.example/x.xsl"?>${entity()}`)),
  one('an instruction inside', 'saml_xml_instruction', () =>
    readProvider(swap(entity(), '<md:IDPSSODescriptor', '<?php x?><md:IDPSSODescriptor')),
  ),
  one('a CDATA section in an address', 'saml_xml_cdata', () =>
    readProvider(swap(entity(), '<md:IDPSSODescriptor', '<![CDATA[x]]><md:IDPSSODescriptor')),
  ),
  one('a comment that hides a CDATA section', 'saml_xml_cdata', () => readProvider(`${entity()}<![CDATA[<!--]]>-->`)),
  one(
    'a comment with two hyphens',
    'saml_xml_malformed',
    () => readProvider(`<!-- a -- b -->${entity()}`),
    () => readProvider(`<!-- a - b -->${entity()}`),
  ),
  one(
    'a comment without an end',
    'saml_xml_malformed',
    () => readProvider(`${entity()}<!-- `),
    () => readProvider(`${entity()}<!-- -->`),
  ),
  one('a comment that ends at once', 'saml_xml_malformed', () => readProvider(`<!-->${entity()}`)),
  one('two roots', 'saml_xml_malformed', () => readProvider(entity() + entity())),
  one(
    'text behind the root',
    'saml_xml_malformed',
    () => readProvider(`${entity()}evil`),
    () => readProvider(`${entity()}\n`),
  ),
  one('an element that is not closed', 'saml_xml_malformed', () => readProvider(entity().replace('</md:EntityDescriptor>', ''))),
  one('a web page', 'saml_metadata_is_a_page', () => readProvider('<!DOCTYPE html><html></html>')),
  one('a web page in capitals', 'saml_metadata_is_a_page', () => readProvider('<HTML><body/></HTML>')),
  one('the right name in no namespace', 'saml_metadata_root', () => readProvider('<EntityDescriptor entityID="x"/>')),
  one('the right name in a namespace one letter off', 'saml_metadata_root', () =>
    readProvider(entity().replace('SAML:2.0:metadata"', 'SAML:2.0:metadatb"')),
  ),
  one('a message instead', 'saml_metadata_root', () => readProvider(responseXml())),
  one('one role instead of an entity', 'saml_metadata_root', () =>
    readProvider(providerRole().replace('<md:IDPSSODescriptor', `<md:IDPSSODescriptor ${namespaces}`)),
  ),
  one('an address', 'saml_metadata_root', () => readProvider('https://idp.example/metadata')),
  one('JSON', 'saml_metadata_root', () => readProvider('{"issuer":"https://idp.example"}')),
  one('nothing', 'saml_metadata_root', () => readProvider(' \n ')),
  one('UTF-16', 'saml_message_not_utf8', () => readProvider(Buffer.from(`\ufeff${entity()}`, 'utf16le'))),
  one('bytes that are no UTF-8', 'saml_message_not_utf8', () =>
    readProvider(Buffer.concat([Buffer.from(entity()), Buffer.from([0xc0, 0x80])])),
  ),
  one(
    'a declared encoding that it does not have',
    'saml_xml_instruction',
    () => readProvider(`<?xml version="1.0" encoding="ISO-8859-1"?>${entity()}`),
    () => readProvider(`<?xml version="1.0" encoding="utf-8"?>${entity()}`),
  ),
  one('a control character', 'saml_xml_character', () =>
    readProvider(swap(entity(), '<md:IDPSSODescriptor', '\u0001<md:IDPSSODescriptor')),
  ),
  one(
    'half a megabyte and a byte',
    'saml_message_too_large',
    () => readProvider(entity() + ' '.repeat(512 * 1024)),
    () => readProvider(entity() + ' '.repeat(400 * 1024)),
  ),
  one('50 MB', 'saml_message_too_large', () => readProvider(Buffer.alloc(50 * 1024 * 1024, 0x20))),
  one('elements as deep as a well', 'saml_xml_too_complex', () =>
    readProvider(entity(`${'<md:Extensions>'.repeat(40)}${'</md:Extensions>'.repeat(40)}`)),
  ),
  one('thousands of small elements', 'saml_xml_too_complex', () => readProvider(entity(`${'<md:x/>'.repeat(7_000)}${providerRole()}`))),
  one('hundreds of attributes', 'saml_xml_too_complex', () =>
    readProvider(entity(undefined, Array.from({ length: 40 }, (_, index) => `a${index}="x"`).join(' '))),
  ),
  one('an attribute twice', 'saml_xml_malformed', () => readProvider(entity(undefined, 'entityID="https://evil.example"'))),
  one('an attribute twice by two prefixes', 'saml_xml_namespace', () =>
    readProvider(entity(undefined, 'xmlns:a="urn:x" xmlns:b="urn:x" a:y="1" b:y="2"')),
  ),
  one('a prefix that nobody declared', 'saml_xml_namespace', () => readProvider(entity(providerRole({ more: 'evil:x="1"' })))),
  one(
    'an ID twice',
    'saml_id_invalid',
    () => readProvider(entity(providerRole({ more: 'ID="_m1"' }))),
    () => readProvider(entity(providerRole({ more: 'ID="_m2"' }))),
  ),
  one('an ID that is none', 'saml_id_invalid', () => readProvider(entity(undefined, 'ID="1 2"'))),
  one('an XInclude that reads a file', 'saml_metadata_role_missing', () =>
    readProvider(entity('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>')),
  ),
]);

describeDocuments('metadata.roles', honestProvider, [
  one(
    'an application’s as a provider’s',
    'saml_metadata_role_missing',
    () => readProvider(entity(applicationRole())),
    () => readProvider(entity(applicationRole() + providerRole())),
  ),
  one('a provider of SAML 1.1', 'saml_metadata_role_missing', () =>
    readProvider(entity(providerRole({ support: 'protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol"' }))),
  ),
  one('a provider of no protocol', 'saml_metadata_role_missing', () => readProvider(entity(providerRole({ support: '' })))),
  one('a protocol whose name only begins right', 'saml_metadata_role_missing', () =>
    readProvider(entity(providerRole({ support: 'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocolx"' }))),
  ),
  one('the role in another namespace', 'saml_metadata_role_missing', () => readProvider(entity(`<x:IDPSSODescriptor xmlns:x="urn:x"/>`))),
  one('the role inside another element', 'saml_metadata_role_missing', () =>
    readProvider(entity(`<md:Extensions>${providerRole()}</md:Extensions>`)),
  ),
  one('two descriptions of one role', 'saml_metadata_entities', () => readProvider(entity(providerRole() + providerRole()))),
  one('a list of entities', 'saml_metadata_entities', () => readProvider(list(entity()))),
  one(
    'an empty list',
    'saml_metadata_entities',
    () => readProvider(list('')),
    () => readProvider(list(entity()), { entityId: idp }),
  ),
  one(
    'a list without the one that is wanted',
    'saml_metadata_entities',
    () => readProvider(list(entity(undefined, '', 'entityID="https://evil.example"')), { entityId: idp }),
    () => readProvider(list(entity()), { entityId: idp }),
  ),
  one(
    'a list with the one that is wanted twice',
    'saml_metadata_entities',
    () => readProvider(list(entity() + entity(undefined, '')), { entityId: idp }),
    () => readProvider(list(entity() + entity(undefined, '', 'entityID="https://b.example"')), { entityId: idp }),
  ),
  one('a list with the one that is wanted again in a list of its own', 'saml_metadata_entities', () =>
    readProvider(list(`${entity()}<md:EntitiesDescriptor>${entity(undefined, '')}</md:EntitiesDescriptor>`), { entityId: idp }),
  ),
  one('no name', 'saml_value_invalid', () => readProvider(entity(undefined, '', ''))),
  one(
    'a document that has expired',
    'saml_metadata_expired',
    () => readProvider(entity(undefined, `validUntil="${at(0)}"`)),
    () => readProvider(entity(undefined, `validUntil="${at(1)}"`)),
  ),
  one('a role that has expired', 'saml_metadata_expired', () => readProvider(entity(providerRole({ more: `validUntil="${at(-1)}"` })))),
  one('a list that has expired', 'saml_metadata_expired', () =>
    readProvider(list(entity()).replace('ID="_l1"', `ID="_l1" validUntil="${at(-1)}"`), { entityId: idp }),
  ),
  one('an end that is no time', 'saml_value_invalid', () => readProvider(entity(undefined, 'validUntil="never"'))),
  one(
    'an end in another time zone',
    'saml_value_invalid',
    () => readProvider(entity(undefined, 'validUntil="2099-01-01T00:00:00+02:00"')),
    () => readProvider(entity(undefined, 'validUntil="2099-01-01T00:00:00Z"')),
  ),
  ...[
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,x',
    'ldap://idp.example',
    '//idp.example/sso',
    '/sso',
    'https://',
    'vbscript:x',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
  ].map((url) =>
    one(`the sign-on address ${JSON.stringify(url)}`, 'saml_metadata_address', () =>
      readProvider(entity(providerRole({ services: signOn(url) }))),
    ),
  ),
  one('a script for the logout address', 'saml_metadata_address', () =>
    readProvider(swap(entity(), 'https://idp.example/slo', 'javascript:alert(1)')),
  ),
  one('a script behind a good sign-on address', 'saml_metadata_address', () =>
    readProvider(entity(providerRole({ services: signOn() + signOn('javascript:x', post) }))),
  ),
  one('an address without an address', 'saml_value_invalid', () =>
    readProvider(
      entity(providerRole({ services: '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"/>' })),
    ),
  ),
  one('sign-on by SOAP alone', 'saml_metadata_endpoint_missing', () =>
    readProvider(entity(providerRole({ services: signOn('https://idp.example/sso', 'urn:oasis:names:tc:SAML:2.0:bindings:SOAP') }))),
  ),
  one('no sign-on', 'saml_metadata_endpoint_missing', () => readProvider(entity(providerRole({ services: '' })))),
  one('sign-on in another role', 'saml_metadata_endpoint_missing', () =>
    readProvider(entity(providerRole({ services: '' }) + applicationRole({ services: signOn() }))),
  ),
  one('no certificate', 'saml_metadata_certificate_missing', () => readProvider(entity(providerRole({ keys: '' })))),
  one('a certificate for encryption alone', 'saml_metadata_certificate_missing', () =>
    readProvider(entity(providerRole({ keys: keyDescriptor(' use="encryption"') }))),
  ),
  one('a certificate in another role', 'saml_metadata_certificate_missing', () =>
    readProvider(entity(providerRole({ keys: '' }) + applicationRole())),
  ),
  one('a bare key', 'saml_metadata_certificate_missing', () =>
    readProvider(
      entity(providerRole({ keys: '<md:KeyDescriptor><ds:KeyInfo><ds:KeyName>k</ds:KeyName></ds:KeyInfo></md:KeyDescriptor>' })),
    ),
  ),
  one('a certificate cut off', 'saml_metadata_certificate', () =>
    readProvider(entity(providerRole({ keys: keyDescriptor('', certificateFor(rsaKeys().privateKey).slice(0, 400)) }))),
  ),
  one('a private key for a certificate', 'saml_metadata_certificate', () =>
    readProvider(
      entity(providerRole({ keys: keyDescriptor('', rsaKeys().privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')) })),
    ),
  ),
  one('a certificate that is no base64', 'saml_metadata_certificate', () =>
    readProvider(entity(providerRole({ keys: keyDescriptor('', '-----BEGIN CERTIFICATE-----') }))),
  ),
  one('an empty certificate', 'saml_metadata_certificate', () => readProvider(entity(providerRole({ keys: keyDescriptor('', '') })))),
  one('a certificate with an element in it', 'saml_value_not_text', () =>
    readProvider(entity(providerRole({ keys: keyDescriptor('', 'MII<ds:x/>AA') }))),
  ),
]);

const honestApplication = () => readApplication(entity(applicationRole()));
describeDocuments('metadata.application', honestApplication, [
  one(
    'a provider’s as an application’s',
    'saml_metadata_role_missing',
    () => readApplication(entity(providerRole())),
    () => readApplication(entity(providerRole() + applicationRole())),
  ),
  one('no place for answers', 'saml_metadata_endpoint_missing', () => readApplication(entity(applicationRole({ services: '' })))),
  one('a place by redirect alone', 'saml_metadata_endpoint_missing', () =>
    readApplication(
      entity(
        applicationRole({
          services: consumer('https://app.example/acs', 'index="0"', 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'),
        }),
      ),
    ),
  ),
  one('two descriptions', 'saml_metadata_entities', () => readApplication(entity(applicationRole() + applicationRole()))),
  one('a list', 'saml_metadata_entities', () => readApplication(list(entity(applicationRole())))),
  one('an end in the past', 'saml_metadata_expired', () => readApplication(entity(applicationRole(), `validUntil="${at(-1)}"`))),
  one('a document type', 'saml_xml_doctype', () => readApplication(`<!DOCTYPE x>${entity(applicationRole())}`)),
  one('a damaged certificate', 'saml_metadata_certificate', () =>
    readApplication(entity(applicationRole({ keys: keyDescriptor('', 'AAAA') }))),
  ),
  ...['javascript:alert(1)', 'file:///x', 'data:,x', '/acs', 'https:///'].map((url) =>
    one(`the address ${JSON.stringify(url)} for answers`, 'saml_metadata_address', () =>
      readApplication(entity(applicationRole({ services: consumer(url) }))),
    ),
  ),
  one('a script for answers behind the default', 'saml_metadata_address', () =>
    readApplication(entity(applicationRole({ services: consumer() + consumer('javascript:x', 'index="1"') }))),
  ),
]);

const signed = signedMetadata(entity());
const honestSigned = () => readProvider(signed, { signed: true });
const signatureIn = (xml: string) => /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(xml)?.[0] ?? '';
describeDocuments('metadata.signature', honestSigned, [
  one('none where one is asked for', 'saml_signature_missing', () => readProvider(entity(), { signed: true })),
  one('that of a stranger', 'saml_signature_wrong', () =>
    readProvider(signedMetadata(entity(), { key: otherRsaKeys().privateKey }), { signed: true }),
  ),
  one('that of a key of another kind', 'saml_signature_algorithm', () =>
    readProviderMetadata({ bytes: Buffer.from(signed), now, signedBy: [ecKeys().publicKey] }),
  ),
  one('one with SHA-1', 'saml_signature_algorithm', () => readProvider(signedMetadata(entity(), { algorithm: rsaSha1 }), { signed: true })),
  one('one with a digest of SHA-1', 'saml_signature_algorithm', () =>
    readProvider(signedMetadata(entity(), { digest: sha1 }), { signed: true }),
  ),
  one('one over an exchanged address', 'saml_signature_digest', () =>
    readProvider(swap(signed, 'https://idp.example/sso', 'https://evil.example/sso'), { signed: true }),
  ),
  one('one over an exchanged certificate', 'saml_signature_digest', () =>
    readProvider(signed.replace(/<ds:X509Certificate>[^<]*/, `<ds:X509Certificate>${certificateFor(otherRsaKeys().privateKey)}`), {
      signed: true,
    }),
  ),
  one('one over an added certificate', 'saml_signature_digest', () =>
    readProvider(
      swap(signed, '<md:SingleLogoutService', `${keyDescriptor('', certificateFor(otherRsaKeys().privateKey))}<md:SingleLogoutService`),
      { signed: true },
    ),
  ),
  one(
    'one over an end that was taken away',
    'saml_signature_digest',
    () =>
      readProvider(signedMetadata(entity(undefined, `ID="_m1" validUntil="${at(60)}"`)).replace(/ validUntil="[^"]*"/, ''), {
        signed: true,
      }),
    () => readProvider(signedMetadata(entity(undefined, `ID="_m1" validUntil="${at(60)}"`)), { signed: true }),
  ),
  one(
    'one over a name behind a comment',
    'saml_signature_digest',
    () => readProvider(swap(signed, `entityID="${idp}"`, `entityID="${idp}.evil"`), { signed: true }),
    () => readProvider(swap(signed, '<md:IDPSSODescriptor', '<!-- x --><md:IDPSSODescriptor'), { signed: true }),
  ),
  one('one over the role alone', 'saml_signature_reference', () =>
    readProvider(signedMetadata(entity(providerRole({ more: 'ID="_r1"' })), { xpath: "//*[local-name(.)='IDPSSODescriptor']" }), {
      signed: true,
    }),
  ),
  one('one in the role', 'saml_signature_misplaced', () =>
    readProvider(
      signedMetadata(entity(providerRole({ more: 'ID="_r1"' })), {
        xpath: "//*[local-name(.)='IDPSSODescriptor']",
        place: "//*[local-name(.)='IDPSSODescriptor']",
      }),
      { signed: true },
    ),
  ),
  one('one of the document in its role', 'saml_signature_misplaced', () =>
    readProvider(signed.replace(/(<ds:Signature[\s\S]*<\/ds:Signature>)([\s\S]*)(<\/md:IDPSSODescriptor>)/, '$2$1$3'), { signed: true }),
  ),
  one('two', 'saml_signature_misplaced', () =>
    readProvider(swap(signed, '</ds:Signature>', `</ds:Signature>${signatureIn(signed)}`), { signed: true }),
  ),
  one('one of another document', 'saml_signature_reference', () =>
    readProvider(swap(entity(undefined, 'ID="_evil"'), '<md:IDPSSODescriptor', `${signatureIn(signed)}<md:IDPSSODescriptor`), {
      signed: true,
    }),
  ),
  one('one of another document under its ID', 'saml_signature_digest', () =>
    readProvider(
      swap(
        entity(providerRole({ services: signOn('https://evil.example') })),
        '<md:IDPSSODescriptor',
        `${signatureIn(signed)}<md:IDPSSODescriptor`,
      ),
      { signed: true },
    ),
  ),
  one('a signed document wrapped into another', 'saml_signature_misplaced', () =>
    readProvider(
      entity(`<md:Extensions>${signed}</md:Extensions>${providerRole({ services: signOn('https://evil.example') })}`, 'ID="_evil"'),
      { signed: true },
    ),
  ),
  one(
    'a signed entity in a list of somebody’s',
    'saml_signature_missing',
    () => readProvider(list(signed), { signed: true, entityId: idp }),
    () => readProvider(signedMetadata(list(entity())), { signed: true, entityId: idp }),
  ),
  one(
    'a list with a member exchanged',
    'saml_signature_digest',
    () =>
      readProvider(swap(signedMetadata(list(entity())), 'https://idp.example/sso', 'https://evil.example/sso'), {
        signed: true,
        entityId: idp,
      }),
    () => readProvider(signedMetadata(list(entity())), { signed: true, entityId: idp }),
  ),
  one('a signed assertion instead', 'saml_metadata_root', () => readProvider(assertionIn(signAssertion(responseXml())), { signed: true })),
  one('a captured signed assertion inside', 'saml_signature_misplaced', () =>
    readProvider(entity(`<md:Extensions>${assertionIn(signAssertion(responseXml()))}</md:Extensions>${providerRole()}`), { signed: true }),
  ),
  one('one without a value', 'saml_signature_malformed', () =>
    readProvider(signed.replace(/<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>'), { signed: true }),
  ),
  one(
    'one misplaced where none is asked for',
    'saml_signature_misplaced',
    () => readProvider(entity(`<md:Extensions>${signatureIn(signed)}</md:Extensions>${providerRole()}`)),
    honestProvider,
  ),
]);
