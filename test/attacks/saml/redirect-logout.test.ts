import { expect, test } from '@jest/globals';
import { openLogoutRequest } from '../../../broker/saml/logout-request.ts';
import { ecKeys, otherEcKeys } from '../../support/saml/keys.ts';
import { authnRequestXml, deflated, logoutRequestXml, logoutResponseXml, portal, signedQuery, slo } from '../../support/saml/redirect.ts';
import { describeForgeries, embedded, leave, left, unsigned } from '../../support/saml/redirect-attack.ts';
import { at, now, responseXml } from '../../support/saml/response.ts';

const { privateKey } = ecKeys();
const out = (xml = logoutRequestXml()) => signedQuery(xml, privateKey);
const answer = (xml = logoutResponseXml()) => signedQuery(xml, privateKey, { name: 'SAMLResponse' });

describeForgeries('redirect.logout-request', () => leave(out()), [
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
]);

describeForgeries('redirect.logout-response', () => left(answer()), [
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
]);

test('shows nothing but the issuer until it is proven', () => {
  const opened = openLogoutRequest(unsigned(logoutRequestXml()));
  expect(opened).toMatchObject({ ok: true, issuer: portal });
  expect(JSON.stringify(opened)).not.toContain('alice');
});
