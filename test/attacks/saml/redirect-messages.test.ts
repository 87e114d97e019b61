import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { ecKeys } from '../../support/saml/keys.ts';
import { authnRequestXml, deflated, signedQuery, sso } from '../../support/saml/redirect.ts';
import { arrive, describeForgeries, request, unsigned } from '../../support/saml/redirect-attack.ts';
import { now } from '../../support/saml/response.ts';

const { privateKey } = ecKeys();
const bomb = '0'.repeat(10 * 1024 * 1024);

describeForgeries('redirect.parameters', () => arrive(request()), [
  { name: 'no message', code: 'saml_message_missing', arrives: () => arrive('RelayState=x') },
  { name: 'an empty message', code: 'saml_message_missing', arrives: () => arrive('SAMLRequest=') },
  {
    name: 'a request parameter twice',
    code: 'saml_query_malformed',
    because: 'SAMLRequest repeated',
    arrives: () => arrive(`${request()}&${unsigned(authnRequestXml('', 'AssertionConsumerServiceURL="https://evil.example"'))}`),
  },
  {
    name: 'a request parameter twice, one of them disguised',
    code: 'saml_query_malformed',
    because: 'SAMLRequest disguised',
    arrives: () => arrive(`SAML%52equest=${deflated(authnRequestXml())}&${request()}`),
  },
  {
    name: 'a RelayState twice',
    code: 'saml_query_malformed',
    because: 'RelayState repeated',
    arrives: () => arrive(`RelayState=a&${request()}&RelayState=b`),
  },
  { name: 'a signature twice', code: 'saml_query_malformed', arrives: () => arrive(`${request()}&Signature=AAAA`) },
  {
    name: 'a request and a response at once',
    code: 'saml_query_malformed',
    because: 'request and response',
    arrives: () => arrive(`${request()}&SAMLResponse=AAAA`),
  },
  { name: 'broken percent-encoding', code: 'saml_query_malformed', arrives: () => arrive('SAMLRequest=%zz') },
  {
    name: 'another encoding of the message',
    code: 'saml_query_malformed',
    because: 'SAMLEncoding',
    arrives: () => arrive(`${request()}&SAMLEncoding=urn%3Anone`),
    twin: () => arrive(`SAMLEncoding=urn%3Aoasis%3Anames%3Atc%3ASAML%3A2.0%3Abindings%3AURL-Encoding%3ADEFLATE&${request()}`),
  },
]);

describeForgeries('redirect.deflate', () => arrive(request()), [
  {
    name: 'a small message that inflates to a big one',
    code: 'saml_message_too_large',
    arrives: () => arrive(request(`${authnRequestXml()}${bomb}`)),
  },
  {
    name: 'a long query',
    code: 'saml_message_too_large',
    because: 'query',
    arrives: () => arrive(`SAMLRequest=${'A'.repeat(40_000)}`),
  },
  {
    name: 'a message that is not deflated',
    code: 'saml_message_not_deflated',
    arrives: () => arrive(`SAMLRequest=${encodeURIComponent(Buffer.from(authnRequestXml()).toString('base64'))}`),
  },
  { name: 'a message that is not base64', code: 'saml_message_not_base64', arrives: () => arrive('SAMLRequest=%3C') },
]);

describeForgeries('redirect.relay-state', () => arrive(request()), [
  {
    name: 'a RelayState of more than 1,024 bytes',
    code: 'saml_relay_state_invalid',
    arrives: () => arrive(signedQuery(authnRequestXml(), privateKey, { relayState: 'é'.repeat(513) })),
    twin: () => arrive(signedQuery(authnRequestXml(), privateKey, { relayState: 'é'.repeat(512) })),
  },
]);

describeForgeries('redirect.delivery', () => arrive(request()), [
  {
    name: 'a request that is six minutes old',
    code: 'saml_request_stale',
    arrives: () => arrive(request(), now + 360_000),
    twin: () => arrive(request(), now + 359_000),
  },
  {
    name: 'a request of the future',
    code: 'saml_not_yet_valid',
    arrives: () => arrive(request(), now - 61_000),
    twin: () => arrive(request(), now - 60_000),
  },
  {
    name: 'a request for somebody else',
    code: 'saml_destination_mismatch',
    arrives: () => arrive(request(authnRequestXml().replace(sso, 'https://other.example/sso'))),
  },
  {
    name: 'a request for nobody',
    code: 'saml_destination_mismatch',
    arrives: () => arrive(request(authnRequestXml().replace(`Destination="${sso}"`, ''))),
  },
]);

const packed = (bytes: Uint8Array) => `SAMLRequest=${encodeURIComponent(Buffer.from(bytes).toString('base64'))}`;
describeForgeries('redirect.deflate', () => arrive(request()), [
  {
    name: 'a message in zlib’s own wrapping',
    code: 'saml_message_not_deflated',
    arrives: () => arrive(packed(deflateSync(authnRequestXml()))),
  },
  { name: 'a message in gzip’s wrapping', code: 'saml_message_not_deflated', arrives: () => arrive(packed(gzipSync(authnRequestXml()))) },
  {
    name: 'a message cut short',
    code: 'saml_message_not_deflated',
    arrives: () => arrive(packed(deflateRawSync(authnRequestXml()).subarray(0, 60))),
  },
  {
    name: 'a bomb of nothing but elements',
    code: 'saml_message_too_large',
    arrives: () => arrive(packed(deflateRawSync('<a>'.repeat(1_000_000)))),
  },
  {
    name: 'the densest message that is taken in, and its thousands of elements',
    code: 'saml_xml_too_complex',
    arrives: () => arrive(packed(deflateRawSync('<a>'.repeat(5_000)))),
  },
]);

describeForgeries(
  'redirect.parameters',
  () => arrive(`utm=1&${request()}&x`),
  (['RelayState', 'SigAlg', 'Signature', 'SAMLEncoding'] as const).map((name) => ({
    name: `${name} disguised by percent-encoding`,
    code: 'saml_query_malformed',
    because: `${name} disguised`,
    arrives: () => arrive(`${request()}&${name.replace(/^./, (letter) => `%${letter.charCodeAt(0).toString(16)}`)}=x`),
  })),
);
