import { describe, expect, test } from '@jest/globals';
import type { SamlErrorCode } from '#contract/errors/saml';
import { checkAuthnRequest, readAuthnRequest } from '../../../broker/saml/authn-request.ts';
import { openLogoutRequest } from '../../../broker/saml/logout-request.ts';
import { verifyLogoutResponse } from '../../../broker/saml/logout-response.ts';
import { verifyRedirectSignature } from '../../../broker/saml/redirect/verify-signature.ts';
import { ecKeys, otherEcKeys, rsaKeys, shortRsaKeys } from '../../support/saml/keys.ts';
import {
  authnRequestXml,
  deflated,
  ecdsaSha256,
  logoutRequestXml,
  logoutResponseXml,
  portal,
  portalAcs,
  signedQuery,
  slo,
  sso,
} from '../../support/saml/redirect.ts';
import { assertionIn, at, now, responseXml, swap } from '../../support/saml/response.ts';
import { rsaSha1, rsaSha256, signAssertion } from '../../support/saml/sign.ts';

const { privateKey, publicKey } = ecKeys();
const keys = [publicKey];

/** What the login host does with an AuthnRequest: read, prove, check. The first refusal ends it. */
function arrive(rawQuery: string, at = now, allowed?: readonly string[]) {
  const read = readAuthnRequest(rawQuery);
  if (!read.ok) return read;
  const proof = verifyRedirectSignature(read, keys, allowed);
  if (!proof.ok) return proof;
  const fresh = checkAuthnRequest(read.request, { now: at, destination: sso });
  return fresh.ok ? read : fresh;
}

function leave(rawQuery: string, at = now) {
  const opened = openLogoutRequest(rawQuery);
  return opened.ok ? opened.prove({ keys, now: at, destination: slo }) : opened;
}

function left(rawQuery: string, inResponseTo: string | null = '_logout1', at = now) {
  return verifyLogoutResponse(rawQuery, { issuer: portal, keys, now: at, destination: slo, inResponseTo });
}

interface Forgery {
  readonly name: string;
  readonly code: SamlErrorCode;
  readonly because?: string;
  readonly arrives: () => unknown;
  readonly twin?: () => unknown;
}

const request = (xml = authnRequestXml()) => signedQuery(xml, privateKey);
const attribute = (more: string) => authnRequestXml('', `AssertionConsumerServiceURL="${portalAcs}" ${more}`);
const unsigned = (xml = authnRequestXml()) => `SAMLRequest=${deflated(xml)}`;
const bomb = '0'.repeat(10 * 1024 * 1024);
/** A signed assertion that somebody has captured. */
const embedded = () => assertionIn(signAssertion(responseXml()));

function describeForgeries(forgeries: readonly Forgery[], honest: () => unknown): void {
  for (const { name, code, because, arrives, twin = honest } of forgeries) {
    test(`refuses ${name}`, () =>
      expect(arrives()).toMatchObject(because === undefined ? { ok: false, code } : { ok: false, code, because }));
    test(`takes the honest twin of ${name}`, () => expect(twin()).toMatchObject({ ok: true }));
  }
}

describe('requests to sign in', () => {
  describeForgeries(
    [
      { name: 'no message', code: 'saml_message_missing', arrives: () => arrive('RelayState=x') },
      { name: 'an empty message', code: 'saml_message_missing', arrives: () => arrive('SAMLRequest=') },
      { name: 'an unsigned request', code: 'saml_signature_missing', because: 'query', arrives: () => arrive(unsigned()) },
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
          verifyRedirectSignature(readAuthnRequest(signedQuery(authnRequestXml(), shortRsaKeys().privateKey)) as { signature: null }, [
            shortRsaKeys().publicKey,
          ]),
      },
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
        name: 'a query of many parameters',
        code: 'saml_query_malformed',
        because: 'parameters',
        arrives: () => arrive(`${request()}${'&a'.repeat(40)}`),
        twin: () => arrive(`${request()}${'&a'.repeat(30)}`),
      },
      {
        name: 'a message that is not deflated',
        code: 'saml_message_not_deflated',
        arrives: () => arrive(`SAMLRequest=${encodeURIComponent(Buffer.from(authnRequestXml()).toString('base64'))}`),
      },
      { name: 'a message that is not base64', code: 'saml_message_not_base64', arrives: () => arrive('SAMLRequest=%3C') },
      {
        name: 'a RelayState of more than 80 bytes',
        code: 'saml_relay_state_invalid',
        arrives: () => arrive(signedQuery(authnRequestXml(), privateKey, { relayState: 'é'.repeat(41) })),
        twin: () => arrive(signedQuery(authnRequestXml(), privateKey, { relayState: 'é'.repeat(40) })),
      },
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
      {
        name: 'a signed assertion inside a request',
        code: 'saml_signature_misplaced',
        arrives: () => arrive(request(authnRequestXml(embedded()))),
      },
      {
        name: 'a signature taken from elsewhere inside a request',
        code: 'saml_signature_misplaced',
        arrives: () => arrive(request(authnRequestXml('<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'))),
      },
      { name: 'Extensions', code: 'saml_element_unexpected', arrives: () => arrive(request(authnRequestXml('<samlp:Extensions/>'))) },
      {
        name: 'a request with scoping',
        code: 'saml_element_unexpected',
        arrives: () => arrive(request(authnRequestXml('<samlp:Scoping/>'))),
      },
      {
        name: 'an address by index',
        code: 'saml_request_unsupported',
        arrives: () => arrive(request(attribute('AssertionConsumerServiceIndex="1"'))),
      },
      {
        name: 'an answer by another binding',
        code: 'saml_request_unsupported',
        arrives: () => arrive(request(attribute('ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact"'))),
      },
      {
        name: 'a flag that is neither yes nor no',
        code: 'saml_value_invalid',
        because: 'ForceAuthn',
        arrives: () => arrive(request(attribute('ForceAuthn="TRUE"'))),
        twin: () => arrive(request(attribute('ForceAuthn="1"'))),
      },
      {
        name: 'an unknown comparison',
        code: 'saml_value_invalid',
        arrives: () =>
          arrive(
            request(
              authnRequestXml(
                '<samlp:RequestedAuthnContext Comparison="any"><saml:AuthnContextClassRef>x</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>',
              ),
            ),
          ),
      },
      {
        name: 'a demand for no context in particular',
        code: 'saml_element_missing',
        arrives: () => arrive(request(authnRequestXml('<samlp:RequestedAuthnContext/>'))),
      },
      {
        name: 'a comment in the issuer',
        code: 'saml_xml_comment',
        arrives: () => arrive(request(swap(authnRequestXml(), portal, `${portal}<!---->.evil`))),
      },
      { name: 'a document type', code: 'saml_xml_doctype', arrives: () => arrive(request(`<!DOCTYPE x>${authnRequestXml()}`)) },
      {
        name: 'a request of SAML 1.1',
        code: 'saml_version_unsupported',
        arrives: () => arrive(request(authnRequestXml().replace('"2.0"', '"1.1"'))),
      },
      { name: 'a logout request in its place', code: 'saml_root_unexpected', arrives: () => arrive(request(logoutRequestXml())) },
    ],
    () => arrive(request()),
  );

  test('shows an address that the sender made up, for the caller to refuse', () => {
    expect(readAuthnRequest(unsigned(authnRequestXml('', 'AssertionConsumerServiceURL="https://evil.example/acs"')))).toMatchObject({
      ok: true,
      request: { acsUrl: 'https://evil.example/acs', issuer: portal },
      signature: null,
    });
  });

  test('cannot be given a signature by its order: the octets are those of the binding', () => {
    const [message, algorithm, signature] = request().split('&');
    expect(arrive(`${signature}&${algorithm}&unknown=1&${message}`)).toMatchObject({ ok: true });
  });
});

describe('requests to sign out', () => {
  const out = (xml = logoutRequestXml()) => signedQuery(xml, privateKey);
  describeForgeries(
    [
      { name: 'an unsigned one', code: 'saml_signature_missing', arrives: () => leave(unsigned(logoutRequestXml())) },
      {
        name: 'the key of somebody else',
        code: 'saml_signature_wrong',
        arrives: () => leave(signedQuery(logoutRequestXml(), otherEcKeys().privateKey)),
      },
      {
        name: 'another person under the same signature',
        code: 'saml_signature_wrong',
        arrives: () => leave(out().replace(/SAMLRequest=[^&]*/, unsigned(logoutRequestXml('<saml:NameID>bob</saml:NameID>')))),
      },
      {
        // tngan/samlify #634: fields of the attacker around any signed assertion were taken for signed.
        name: 'fields around a captured signed assertion',
        code: 'saml_signature_misplaced',
        arrives: () => leave(unsigned(logoutRequestXml(`<saml:NameID>victim</saml:NameID>${embedded()}`))),
      },
      {
        name: 'fields around a captured signed assertion, signed by another application',
        code: 'saml_signature_misplaced',
        arrives: () => leave(out(logoutRequestXml(`<samlp:Extensions>${embedded()}</samlp:Extensions><saml:NameID>victim</saml:NameID>`))),
      },
      {
        name: 'an expired one',
        code: 'saml_expired',
        arrives: () => leave(out(logoutRequestXml(undefined, `NotOnOrAfter="${at(-60)}"`))),
        twin: () => leave(out(logoutRequestXml(undefined, ''))),
      },
      { name: 'an old one', code: 'saml_request_stale', arrives: () => leave(out(logoutRequestXml(undefined, '')), now + 360_000) },
      {
        name: 'one for somebody else',
        code: 'saml_destination_mismatch',
        arrives: () => leave(out(logoutRequestXml().replace(slo, 'https://other.example/slo'))),
      },
      {
        name: 'one about nobody',
        code: 'saml_element_missing',
        because: 'LogoutRequest/NameID',
        arrives: () => leave(out(logoutRequestXml(''))),
      },
      {
        name: 'one about two people',
        code: 'saml_element_unexpected',
        arrives: () => leave(out(logoutRequestXml('<saml:NameID>alice</saml:NameID><saml:NameID>bob</saml:NameID>'))),
      },
      {
        name: 'one about an encrypted name',
        code: 'saml_encryption_unsupported',
        arrives: () => leave(out(logoutRequestXml('<saml:EncryptedID/>'))),
      },
      {
        name: 'one of SAML 1.1',
        code: 'saml_version_unsupported',
        arrives: () => leave(out(logoutRequestXml().replace('"2.0"', '"1.1"'))),
      },
      { name: 'a request to sign in', code: 'saml_root_unexpected', arrives: () => leave(out(authnRequestXml())) },
    ],
    () => leave(out()),
  );

  test('shows nothing but the issuer until it is proven', () => {
    const opened = openLogoutRequest(unsigned(logoutRequestXml()));
    expect(opened).toMatchObject({ ok: true, issuer: portal });
    expect(JSON.stringify(opened)).not.toContain('alice');
  });
});

describe('answers to requests to sign out', () => {
  const answer = (xml = logoutResponseXml()) => signedQuery(xml, privateKey, { name: 'SAMLResponse' });
  describeForgeries(
    [
      { name: 'an unsigned one', code: 'saml_signature_missing', arrives: () => left(`SAMLResponse=${deflated(logoutResponseXml())}`) },
      {
        name: 'the key of somebody else',
        code: 'saml_signature_wrong',
        arrives: () => left(signedQuery(logoutResponseXml(), otherEcKeys().privateKey, { name: 'SAMLResponse' })),
      },
      {
        name: 'one that was signed as a request',
        code: 'saml_signature_wrong',
        arrives: () => left(signedQuery(logoutResponseXml(), privateKey).replace('SAMLRequest=', 'SAMLResponse=')),
      },
      {
        name: 'one to another request',
        code: 'saml_request_mismatch',
        arrives: () => left(answer(), '_logout9'),
        twin: () => left(answer(), null),
      },
      { name: 'one to no request', code: 'saml_value_invalid', arrives: () => left(answer(logoutResponseXml(`Destination="${slo}"`))) },
      {
        name: 'one for somebody else',
        code: 'saml_destination_mismatch',
        arrives: () => left(answer(logoutResponseXml('InResponseTo="_logout1" Destination="https://other.example"'))),
      },
      {
        name: 'one of another issuer',
        code: 'saml_issuer_mismatch',
        arrives: () => left(answer(logoutResponseXml().replace(portal, 'https://other.example'))),
      },
      { name: 'an old one', code: 'saml_request_stale', arrives: () => left(answer(), '_logout1', now + 360_000) },
      {
        name: 'one of SAML 1.1',
        code: 'saml_version_unsupported',
        arrives: () => left(answer(logoutResponseXml().replace('"2.0"', '"1.1"'))),
      },
      { name: 'a Response that signs in', code: 'saml_root_unexpected', arrives: () => left(answer(responseXml())) },
      {
        name: 'one with a signed assertion in it',
        code: 'saml_signature_misplaced',
        arrives: () => left(answer(logoutResponseXml().replace('</samlp:LogoutResponse>', `${embedded()}</samlp:LogoutResponse>`))),
      },
    ],
    () => left(answer()),
  );
});
