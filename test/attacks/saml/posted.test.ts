import { describe, expect } from '@jest/globals';
import { SignedXml } from 'xml-crypto';
import type { SamlErrorCode } from '#contract/errors/saml';
import { buildPostedAuthnRequest, checkAuthnRequest, readAuthnRequest } from '../../../broker/saml/authn-request.ts';
import { buildPostedLogoutRequest, openLogoutRequest } from '../../../broker/saml/logout-request.ts';
import { buildPostedLogoutResponse, verifyLogoutResponse } from '../../../broker/saml/logout-response.ts';
import { verifyMessageSignature } from '../../../broker/saml/message/incoming.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { ecKeys, otherRsaKeys, pemOf, rsaKeys, shortRsaKeys } from '../../support/saml/keys.ts';
import {
  authnRequestXml,
  deflated,
  logoutRequestXml,
  logoutResponseXml,
  portal,
  portalAcs,
  slo,
  sso,
} from '../../support/saml/redirect.ts';
import { assertionIn, encode, now, responseXml, swap } from '../../support/saml/response.ts';
import { excC14n, hmacSha1, rsaSha1, rsaSha256, sha1, sha256, signAssertion } from '../../support/saml/sign.ts';

const { privateKey, publicKey } = rsaKeys();

interface SignAs {
  readonly key?: string;
  readonly algorithm?: string;
  readonly digest?: string;
  readonly xpath?: string;
  readonly references?: number;
}

/** Signs a message as other products do: the signature stands behind its Issuer. */
function signed(xml: string, options: SignAs = {}): string {
  const { key = pemOf(privateKey), algorithm = rsaSha256, digest = sha256, xpath = '/*', references = 1 } = options;
  const signature = new SignedXml({ privateKey: key, signatureAlgorithm: algorithm, canonicalizationAlgorithm: excC14n });
  if (algorithm === hmacSha1) signature.enableHMAC();
  for (let count = 0; count < references; count += 1)
    signature.addReference({
      xpath,
      digestAlgorithm: digest,
      transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', excC14n],
    });
  signature.computeSignature(xml, { prefix: 'ds', location: { reference: "/*/*[local-name(.)='Issuer']", action: 'after' } });
  return signature.getSignedXml();
}

const post = (xml: string, relayState: string | null = null) => ({ message: encode(xml), relayState });

/** What the login host does with a posted AuthnRequest: read, prove, check. */
function arrive(xml: string, keys = [publicKey]) {
  const read = readAuthnRequest(post(xml));
  if (!read.ok) return read;
  const proof = verifyMessageSignature(read, keys);
  if (!proof.ok) return proof;
  const fresh = checkAuthnRequest(read.request, { now, destination: sso });
  return fresh.ok ? read : fresh;
}

function leave(xml: string) {
  const opened = openLogoutRequest(post(xml));
  return opened.ok ? opened.prove({ keys: [publicKey], now, destination: slo }) : opened;
}

function left(xml: string) {
  return verifyLogoutResponse(post(xml), { issuer: portal, keys: [publicKey], now, destination: slo, inResponseTo: '_logout1' });
}

const good = signed(authnRequestXml());
const long = signed(authnRequestXml('<samlp:NameIDPolicy AllowCreate="true"/>'));
const signatureOf = (xml: string) => /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(xml)?.[0] ?? '';
const without = (xml: string) => xml.replace(/<ds:Signature[\s\S]*<\/ds:Signature>/, '');

describe('a posted request to sign in', () => {
  const cases = casesOf('posted.request');
  cases.honest('is taken when it is signed as the binding has it', () => {
    expect(arrive(good)).toMatchObject({ ok: true, request: { id: '_request1', acsUrl: portalAcs } });
  });

  cases.honest('of ours is taken as well, and carries its RelayState', () => {
    const fields = buildPostedAuthnRequest({
      id: '_r',
      now,
      issuer: portal,
      destination: sso,
      acsUrl: portalAcs,
      relayState: 'x',
      key: privateKey,
    });
    const read = readAuthnRequest({ message: fields.SAMLRequest ?? '', relayState: fields.RelayState ?? null });
    expect(read).toMatchObject({ ok: true, relayState: 'x', request: { id: '_r' } });
    expect(read.ok && verifyMessageSignature(read, [publicKey])).toEqual({ ok: true });
  });

  const attacks: readonly (readonly [string, SamlErrorCode, () => unknown])[] = [
    ['an unsigned one', 'saml_signature_missing', () => arrive(authnRequestXml())],
    [
      'one signed by a stranger',
      'saml_signature_wrong',
      () => arrive(signed(authnRequestXml(), { key: pemOf(otherRsaKeys().privateKey) })),
    ],
    [
      'one signed with a short key',
      'saml_signature_algorithm',
      () => arrive(signed(authnRequestXml(), { key: pemOf(shortRsaKeys().privateKey) }), [shortRsaKeys().publicKey]),
    ],
    ['one checked against a key of another kind', 'saml_signature_algorithm', () => arrive(good, [ecKeys().publicKey])],
    ['one with SHA-1', 'saml_signature_algorithm', () => arrive(signed(authnRequestXml(), { algorithm: rsaSha1 }))],
    ['one with a digest of SHA-1', 'saml_signature_algorithm', () => arrive(signed(authnRequestXml(), { digest: sha1 }))],
    [
      'one whose HMAC secret is the public key',
      'saml_signature_algorithm',
      () => arrive(signed(authnRequestXml(), { algorithm: hmacSha1, key: pemOf(publicKey) })),
    ],
    ['one whose address was exchanged', 'saml_signature_digest', () => arrive(swap(good, portalAcs, 'https://evil.example/acs'))],
    [
      'one whose sender was exchanged',
      'saml_signature_digest',
      () => arrive(swap(good, `<saml:Issuer>${portal}`, '<saml:Issuer>urn:evil')),
    ],
    [
      'one with the signature of another message',
      'saml_signature_reference',
      () =>
        arrive(
          swap(
            authnRequestXml(),
            '</saml:Issuer>',
            `</saml:Issuer>${signatureOf(signed(swap(authnRequestXml(), '_request1', '_request2')))}`,
          ),
        ),
    ],
    ['one with two references', 'saml_signature_reference', () => arrive(signed(authnRequestXml(), { references: 2 }))],
    [
      'one that signs its Issuer only',
      'saml_signature_reference',
      () => arrive(signed(authnRequestXml(), { xpath: "/*/*[local-name(.)='Issuer']" })),
    ],
    [
      'one with two signatures',
      'saml_signature_misplaced',
      () => arrive(swap(good, '</ds:Signature>', `</ds:Signature>${signatureOf(good)}`)),
    ],
    [
      'one whose signature stands deeper',
      'saml_signature_misplaced',
      () =>
        arrive(
          without(good).replace(
            '</samlp:AuthnRequest>',
            () => `<samlp:Extensions>${signatureOf(good)}</samlp:Extensions></samlp:AuthnRequest>`,
          ),
        ),
    ],
    [
      'one whose signature stands last',
      'saml_element_unexpected',
      () => arrive(without(long).replace('</samlp:AuthnRequest>', () => `${signatureOf(long)}</samlp:AuthnRequest>`)),
    ],
    [
      'the signed one wrapped into another',
      'saml_signature_misplaced',
      () => arrive(swap(swap(authnRequestXml(), '_request1', '_request9'), '</samlp:AuthnRequest>', `${good}</samlp:AuthnRequest>`)),
    ],
    [
      'one around a captured signed assertion',
      'saml_signature_misplaced',
      () => arrive(authnRequestXml(assertionIn(signAssertion(responseXml())))),
    ],
    [
      'one with a comment in its Issuer',
      'saml_xml_comment',
      () => arrive(swap(good, `<saml:Issuer>${portal}`, `<saml:Issuer><!---->${portal}`)),
    ],
    ['a document type', 'saml_xml_doctype', () => arrive(`<!DOCTYPE a>${good}`)],
    ['a LogoutRequest in its place', 'saml_root_unexpected', () => arrive(signed(logoutRequestXml()))],
    [
      'one for another address',
      'saml_destination_mismatch',
      () => arrive(signed(swap(authnRequestXml(), sso, 'https://other.example/sso'))),
    ],
    ['an empty form', 'saml_message_missing', () => readAuthnRequest({ message: '', relayState: null })],
    ['a form that is not base64', 'saml_message_not_base64', () => readAuthnRequest({ message: '<x/>', relayState: null })],
    [
      'a deflated message, as the other binding has it',
      'saml_message_not_utf8',
      () => readAuthnRequest({ message: decodeURIComponent(deflated(authnRequestXml())), relayState: null }),
    ],
    ['a form of 100 KB', 'saml_message_too_large', () => readAuthnRequest(post('x'.repeat(100_000)))],
    ['a RelayState of 2 KB', 'saml_relay_state_invalid', () => readAuthnRequest(post(good, 'x'.repeat(2_000)))],
  ];
  cases.attack.each(attacks)('refuses %s', (_name, code, attack) => {
    expect(attack()).toMatchObject({ ok: false, code });
  });
});

describe('a posted request to sign out', () => {
  const cases = casesOf('posted.logout-request');
  const honest = signed(logoutRequestXml());
  cases.honest('is believed when it is signed, ours as well', () => {
    expect(leave(honest)).toMatchObject({ ok: true, request: { nameId: { value: 'alice' } } });
    const ours = buildPostedLogoutRequest({
      id: '_l',
      now,
      issuer: portal,
      destination: slo,
      nameId: { value: 'alice', format: null },
      sessionIndex: 's',
      relayState: null,
      key: privateKey,
    });
    expect(leave(Buffer.from(ours.SAMLRequest ?? '', 'base64').toString())).toMatchObject({
      ok: true,
      request: { sessionIndexes: ['s'] },
    });
  });

  cases.attack.each([
    ['an unsigned one', 'saml_signature_missing', () => leave(logoutRequestXml())],
    [
      'one signed by a stranger',
      'saml_signature_wrong',
      () => leave(signed(logoutRequestXml(), { key: pemOf(otherRsaKeys().privateKey) })),
    ],
    ['one for somebody else', 'saml_signature_digest', () => leave(swap(honest, 'alice', 'bob'))],
    [
      'one without the session that it named',
      'saml_signature_digest',
      () => leave(swap(honest, '<samlp:SessionIndex>session1</samlp:SessionIndex>', '')),
    ],
    ['one with SHA-1', 'saml_signature_algorithm', () => leave(signed(logoutRequestXml(), { algorithm: rsaSha1 }))],
  ] as const)('refuses %s', (_name, code, attack) => {
    expect(attack()).toMatchObject({ ok: false, code });
  });
});

describe('a posted answer to a request to sign out', () => {
  const cases = casesOf('posted.logout-response');
  const honest = signed(logoutResponseXml());
  cases.honest('is believed when it is signed, ours as well', () => {
    expect(left(honest)).toMatchObject({ ok: true, status: 'Success' });
    const ours = buildPostedLogoutResponse({
      id: '_r',
      now,
      issuer: portal,
      destination: slo,
      inResponseTo: '_logout1',
      outcome: 'partial',
      relayState: null,
      key: privateKey,
    });
    expect(left(Buffer.from(ours.SAMLResponse ?? '', 'base64').toString())).toMatchObject({ ok: true, detail: 'PartialLogout' });
  });

  cases.attack.each([
    ['an unsigned one', 'saml_signature_missing', () => left(logoutResponseXml())],
    ['one that was changed', 'saml_signature_digest', () => left(swap(honest, 'status:Success', 'status:Responder'))],
    ['one that answers another request', 'saml_request_mismatch', () => left(signed(swap(logoutResponseXml(), '_logout1', '_logout7')))],
    ['an AuthnRequest in its place', 'saml_root_unexpected', () => left(good)],
  ] as const)('refuses %s', (_name, code, attack) => {
    expect(attack()).toMatchObject({ ok: false, code });
  });
});
