import { createPublicKey } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { certificateText, selfSignedCertificate } from '../../../broker/saml/certificate.ts';
import { deliver, describeAttacks, edited, honest, twin } from '../../support/saml/attack.ts';
import { ecKeys, otherRsaKeys, rsaKeys } from '../../support/saml/keys.ts';
import { now, responseXml, signatureIn, swap } from '../../support/saml/response.ts';
import { signAssertion, signResponse } from '../../support/saml/sign.ts';

const ds = 'http://www.w3.org/2000/09/xmldsig#';

describeAttacks('saml.unsigned', [
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
]);

describeAttacks('saml.wrong-key', [
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
    name: 'a message when no key is pinned',
    code: 'saml_signature_algorithm',
    attack: () => ({ xml: honest(), expect: { keys: [] } }),
    twin,
  },
]);

test('takes every pinned key during a rollover, in any order', () => {
  const keys = [otherRsaKeys().publicKey, ecKeys().publicKey, rsaKeys().publicKey];
  expect(deliver({ xml: honest(), expect: { keys } })).toMatchObject({ ok: true });
  expect(deliver({ xml: honest(), expect: { keys: keys.toReversed() } })).toMatchObject({ ok: true });
});

test('never takes a private or a secret key for a pinned one', () => {
  expect(deliver({ xml: honest(), expect: { keys: [rsaKeys().privateKey] } })).toMatchObject({ code: 'saml_signature_algorithm' });
});
