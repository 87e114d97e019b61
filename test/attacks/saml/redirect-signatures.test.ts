import { createHmac, sign } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { readAuthnRequest } from '../../../broker/saml/authn-request.ts';
import { verifyMessageSignature } from '../../../broker/saml/message/incoming.ts';
import { ecKeys, otherEcKeys, pemOf, rsaKeys, shortRsaKeys } from '../../support/saml/keys.ts';
import { authnRequestXml, deflated, ecdsaSha256, signedQuery } from '../../support/saml/redirect.ts';
import { arrive, describeForgeries, type Forgery, request, unsigned } from '../../support/saml/redirect-attack.ts';
import { now } from '../../support/saml/response.ts';
import { rsaSha1, rsaSha256 } from '../../support/saml/sign.ts';

const { privateKey } = ecKeys();

describeForgeries('redirect.unsigned', () => arrive(request()), [
  { name: 'an unsigned request', code: 'saml_signature_missing', because: 'message', arrives: () => arrive(unsigned()) },
  {
    name: 'the key of somebody else',
    code: 'saml_signature_wrong',
    arrives: () => arrive(signedQuery(authnRequestXml(), otherEcKeys().privateKey)),
  },
  {
    name: 'a request put under a signature of another',
    code: 'saml_signature_wrong',
    arrives: () =>
      arrive(
        request().replace(/SAMLRequest=[^&]*/, unsigned(authnRequestXml('', 'AssertionConsumerServiceURL="https://evil.example/acs"'))),
      ),
  },
  {
    name: 'an algorithm without signature',
    code: 'saml_signature_malformed',
    arrives: () => arrive(request().replace(/&Signature=.*/, '')),
  },
  {
    name: 'a signature without algorithm',
    code: 'saml_signature_malformed',
    arrives: () => arrive(request().replace(/&SigAlg=[^&]*/, '')),
  },
  {
    name: 'a signature that is no base64',
    code: 'saml_signature_malformed',
    arrives: () => arrive(request().replace(/&Signature=.*/, '&Signature=%00')),
  },
]);

describeForgeries('redirect.octets', () => arrive(request()), [
  {
    name: 'a changed RelayState',
    code: 'saml_signature_wrong',
    arrives: () => arrive(signedQuery(authnRequestXml(), privateKey, { relayState: 'a' }).replace('RelayState=a', 'RelayState=b')),
    twin: () => arrive(signedQuery(authnRequestXml(), privateKey, { relayState: 'a' })),
  },
  { name: 'an added RelayState', code: 'saml_signature_wrong', arrives: () => arrive(`${request()}&RelayState=b`) },
  {
    name: 'a RelayState taken away',
    code: 'saml_signature_wrong',
    arrives: () => arrive(signedQuery(authnRequestXml(), privateKey, { relayState: 'a' }).replace('&RelayState=a', '')),
  },
  {
    name: 'the same octets in another encoding',
    code: 'saml_signature_wrong',
    arrives: () =>
      arrive(request().replaceAll('%2B', '+').replaceAll('%2F', '/').replace('%3D', '=').replace('SigAlg=http%3A', 'SigAlg=http:')),
  },
]);

describeForgeries('redirect.algorithms', () => arrive(request()), [
  {
    name: 'an algorithm exchanged for another of the same key',
    code: 'saml_signature_wrong',
    arrives: () => arrive(request().replace('ecdsa-sha256', 'ecdsa-sha384')),
  },
  {
    name: 'an algorithm exchanged for one of another key',
    code: 'saml_signature_algorithm',
    arrives: () => arrive(request().replace('ecdsa-sha256', 'rsa-sha256')),
  },
  {
    name: 'an algorithm exchanged for none',
    code: 'saml_signature_algorithm',
    because: 'SigAlg',
    arrives: () => arrive(request().replace(/SigAlg=[^&]*/, 'SigAlg=none')),
  },
  {
    name: 'a signature with SHA-1',
    code: 'saml_signature_algorithm',
    because: 'SigAlg',
    arrives: () => arrive(signedQuery(authnRequestXml(), rsaKeys().privateKey, { algorithm: rsaSha1, hash: 'sha1' })),
  },
  {
    name: 'an algorithm that this application may not use',
    code: 'saml_signature_algorithm',
    arrives: () => arrive(request(), now, [rsaSha256]),
    twin: () => arrive(request(), now, [ecdsaSha256]),
  },
  {
    name: 'an RSA key that is too short',
    code: 'saml_signature_algorithm',
    arrives: () =>
      verifyMessageSignature(readAuthnRequest(signedQuery(authnRequestXml(), shortRsaKeys().privateKey)) as { signature: null }, [
        shortRsaKeys().publicKey,
      ]),
  },
]);

test('cannot be given a signature by its order: the octets are those of the binding', () => {
  const [message, algorithm, signature] = request().split('&');
  expect(arrive(`${signature}&${algorithm}&unknown=1&${message}`)).toMatchObject({ ok: true });
});

/** A query whose octets were put together in another way than the binding says. */
function signedOver(octets: (parts: { message: string; relay: string; algorithm: string }) => string): string {
  const parts = {
    message: `SAMLRequest=${deflated(authnRequestXml())}`,
    relay: 'RelayState=a',
    algorithm: `SigAlg=${encodeURIComponent(ecdsaSha256)}`,
  };
  const value = sign('sha256', Buffer.from(octets(parts)), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64');
  return `${parts.message}&${parts.relay}&${parts.algorithm}&Signature=${encodeURIComponent(value)}`;
}

describeForgeries(
  'redirect.octets',
  () => arrive(signedOver(({ message, relay, algorithm }) => `${message}&${relay}&${algorithm}`)),
  (
    [
      ['the algorithm first', ({ message, relay, algorithm }) => `${algorithm}&${message}&${relay}`],
      ['RelayState first', ({ message, relay, algorithm }) => `${relay}&${message}&${algorithm}`],
      ['RelayState last', ({ message, relay, algorithm }) => `${message}&${algorithm}&${relay}`],
      ['the message alone', ({ message }) => message],
      ['everything but the message', ({ relay, algorithm }) => `${relay}&${algorithm}`],
      ['everything but the algorithm', ({ message, relay }) => `${message}&${relay}`],
      ['the octets decoded', ({ message, relay, algorithm }) => decodeURIComponent(`${message}&${relay}&${algorithm}`)],
      ['a question mark in front', ({ message, relay, algorithm }) => `?${message}&${relay}&${algorithm}`],
      ['the name of a response', ({ message, relay, algorithm }) => `${message.replace('Request', 'Response')}&${relay}&${algorithm}`],
      ['nothing at all', () => ''],
    ] satisfies readonly (readonly [string, Parameters<typeof signedOver>[0]])[]
  ).map(
    ([what, octets]): Forgery => ({
      name: `a signature over ${what}`,
      code: 'saml_signature_wrong',
      arrives: () => arrive(signedOver(octets)),
    }),
  ),
);

const zeros = encodeURIComponent(Buffer.alloc(64).toString('base64'));
describeForgeries('redirect.algorithms', () => arrive(request()), [
  {
    name: 'an ECDSA signature of zeros',
    code: 'saml_signature_wrong',
    arrives: () => arrive(request().replace(/&Signature=.*/, `&Signature=${zeros}`)),
  },
  {
    name: 'HMAC with the public key',
    code: 'saml_signature_algorithm',
    because: 'SigAlg',
    arrives: () => {
      const octets = `${unsigned()}&SigAlg=${encodeURIComponent('http://www.w3.org/2001/04/xmldsig-more#hmac-sha256')}`;
      const value = createHmac('sha256', pemOf(ecKeys().publicKey)).update(octets).digest('base64');
      return arrive(`${octets}&Signature=${encodeURIComponent(value)}`);
    },
  },
  {
    name: 'two algorithms',
    code: 'saml_query_malformed',
    because: 'SigAlg repeated',
    arrives: () => arrive(`SigAlg=${encodeURIComponent(rsaSha256)}&${request()}`),
  },
]);
